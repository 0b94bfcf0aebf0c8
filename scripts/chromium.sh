#!/usr/bin/env bash
# Make sure that the tests of pages have a browser: tests/conftest.py looks for it under the same names.
set -euo pipefail

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then return 0; fi
  done
  return 1
}

find_chromium && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the tests of pages."
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } >/dev/null || true
  find_chromium && exit 0
fi
echo "No Chromium was found, so the tests of pages cannot run." >&2
echo "Install it (Debian: sudo apt-get install chromium), or name one: make test CHROMIUM=/path/to/chrome" >&2
if [ "${CI:-}" = true ]; then exit 1; fi
echo "They are skipped." >&2
