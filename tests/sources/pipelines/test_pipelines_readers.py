"""The quick reader and the whole one tell the same of a pipeline, line by line."""

from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, read

WORKFLOW = b"""\
name: ci
on:
  push: {branches: [main, 'release/*']}
  schedule:
    - cron: '0 3 * * 1'

env: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Test
        run: |
          make  test
          echo "done: yes"
"""
WHOLE = WORKFLOW + b"zz: &anchor z\n"
"""An anchor is beyond the quick reader, and sends the same text to the whole one."""


def lines(node: Node | None, at: str = "") -> dict[str, int]:
    """Where each node and each key stands."""
    assert node is not None
    told = {at: node.line}
    if isinstance(node, Fields):
        told |= {f"{at}.{key} key": line for key, line in node.lines.items()}
        for key, inner in node.values.items():
            told |= lines(inner, f"{at}.{key}")
    for place, inner in enumerate(node.items if isinstance(node, Items) else ()):
        told |= lines(inner, f"{at}[{place}]")
    return told


def test_both_readers_tell_the_same_values_and_lines() -> None:
    quick, problems = read(FileContent("r", ".github/workflows/ci.yml", WORKFLOW))
    whole, _ = read(FileContent("r", ".github/workflows/ci.yml", WHOLE))
    assert not problems
    assert isinstance(quick, Fields)
    assert isinstance(whole, Fields)
    assert whole.values.pop("zz") == Text("z", 17)
    assert whole.lines.pop("zz") == 17
    assert quick == whole
    told = lines(quick)
    assert told[".jobs.test.steps[1]"] == 13
    assert told[".jobs.test.steps[1].run"] == 14
    assert told[".on.push.branches[1]"] == 3
