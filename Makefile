# Needs git, make and Python 3.11 or newer with its venv module; nothing else, and no administrator.
# Change a setting on the command line: make assess REPOS=~/src OUT=report PYTHON=/opt/python/bin/python3

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: assess test check lint types contracts unit browser screens docs lock bench format clean help
.NOTPARALLEL:

VENV ?= .venv
REPOS ?= .
OUT ?= quarterdeck-out
SHOTS ?= screens
ARGS ?=
WORKERS ?= 2
UV ?= uv
export CHROMIUM
# Compiled once and kept: tests start the program more than a hundred times.
unexport PYTHONDONTWRITEBYTECODE
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# The lock is complete, so nothing is resolved anew: a release that came out since (or an extra of a pinned package, which pip before 23.3 resolves apart) cannot break it.
# Nor is anything compiled that nobody imports: Python compiles a module when it is first used, and keeps it.
INSTALL := $(PIP) install --quiet --no-deps --no-compile --only-binary=:all: --require-hashes

# The first Python on the path that is new enough and can make a virtual environment; tried by running it.
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
CANDIDATES := $(or $(PYTHON),python3.13 python3.12 python3.11 python3.14 python3)

assess: $(VENV)/.core ## Assess the repositories below REPOS (default: this one) and write the report to OUT
	@$(BIN)/quarterdeck assess $(REPOS) --out "$(OUT)" $(if $(filter file,$(origin WORKERS)),,--jobs $(WORKERS)) $(ARGS)
	@echo "The report is in $(OUT)."

# What is checked beside the tests tells at once where something does not hold, and once more in the end.
test: $(VENV)/.dev ## Everything that must hold before a change is merged: lint, types, contracts, tests
	@( $(MAKE) --no-print-directory --keep-going check >$(VENV)/check.log 2>&1 || { cat $(VENV)/check.log >&2; exit 1; } ) & checking=$$!; \
	failed=0; $(MAKE) --no-print-directory unit || failed=1; \
	if wait $$checking; then echo "Style, types and contracts hold."; else failed=1; echo "Style, types or contracts do not hold: $(VENV)/check.log says where." >&2; fi; \
	exit $$failed

check: lint types contracts

lint: $(VENV)/.dev ## Style, unused dependencies, unused code, reference pages, schemas
	@failed=0; \
	for step in "ruff check" "ruff format --check" "deptry src" "python scripts/dead_code.py" "python scripts/reference.py --check" "python scripts/schemas.py --check"; do \
	  echo "$$step"; $(BIN)/$$step || failed=1; \
	done; exit $$failed

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## The architecture's rules on imports
	@$(BIN)/lint-imports

# A file's tests stay with one worker: what they share is made once, and no worker waits for what another is making.
unit: $(VENV)/.dev browser ## The tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

browser: ## Find Chromium for the tests of pages; install it when this is a Debian and the user may
	@scripts/chromium.sh

screens: $(VENV)/.dev browser ## Pictures of every page over the sample company, in SHOTS, and what is wrong with any
	$(BIN)/python scripts/screens.py "$(SHOTS)" $(ARGS)

docs: $(VENV)/.dev ## Write the reference pages and the schemas from the code
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/schemas.py

format: $(VENV)/.dev ## Lay out the code
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.dev ## Run the measurements against other tools
	@shopt -s nullglob; for script in benchmarks/*.py; do echo "$$script"; $(BIN)/python "$$script" $(ARGS); done

# The lock names no host: whoever installs uses their own index, and the hashes make sure that it is the same files.
LOCKING := UV_PYTHON_DOWNLOADS=never $(UV) pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate pyproject.toml

lock: ## Pin the newest allowed versions again (needs uv)
	@command -v $(UV) >/dev/null || { echo "uv is missing: install it with 'python3 -m pip install --user uv'." >&2; exit 1; }
	$(LOCKING) --upgrade --extra code --extra oidc --extra reports --extra roadmap --extra web --group build -o requirements.lock >/dev/null
	$(LOCKING) --upgrade --all-extras --group dev --constraint requirements.lock -o requirements-dev.lock >/dev/null

clean: ## Remove what was built here: environment, caches, reports in the default place
	rm -rf "$(VENV)" build dist quarterdeck-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## This list
	@echo "Quarterdeck: make TARGET"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

# Each stamp says that its step is done for the files that it was made from, so that a second call has nothing to do.
$(VENV)/.pip:
	@if "$(BIN)/python" -c '$(USABLE)' >/dev/null 2>&1; then \
	  "$(BIN)/python" -m ensurepip >/dev/null; \
	else \
	  for python in $(CANDIDATES); do \
	    if "$$python" -c '$(USABLE)' >/dev/null 2>&1; then found="$$python"; break; fi; \
	  done; \
	  if [ -z "$${found:-}" ]; then \
	    echo "No Python 3.11 or newer with its venv module was found (tried: $(CANDIDATES))." >&2; \
	    echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Or name one: make PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$("$$found" --version)."; \
	  "$$found" -m venv --clear "$(VENV)"; \
	fi
	@touch $@

$(VENV)/.core: requirements.lock pyproject.toml src/quarterdeck/__init__.py | $(VENV)/.pip
	@echo "Installing Quarterdeck into $(VENV): about 550 MB with pip, once."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What only development needs is installed beside the core, by a second pip: one keeps a single core busy. Where they should get into each other's way,
# one after the other does it.
$(VENV)/.dev: requirements-dev.lock requirements.lock pyproject.toml src/quarterdeck/__init__.py | $(VENV)/.pip
	@echo "Installing the development tools into $(VENV)."
	@awk 'FNR == NR { if (/^[a-z]/) core[$$1]; next } /^[a-z]/ { more = !($$1 in core) } more' requirements.lock requirements-dev.lock >$(VENV)/more.lock
	@$(MAKE) --no-print-directory $(VENV)/.core & core=$$!; \
	failed=0; $(INSTALL) -r $(VENV)/more.lock || failed=1; \
	if ! wait $$core || [ $$failed != 0 ]; then $(MAKE) --no-print-directory $(VENV)/.core; $(INSTALL) -r requirements-dev.lock; fi
	@touch $@
