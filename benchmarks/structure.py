"""The structure of code beside other tools: complexity beside lizard, the import graph of Python beside grimp.

For each repository: seconds for the same functions of the same files, one process each, contents in memory; how many functions both tell of,
and how many of those have the same cyclomatic complexity. With ``--package``, the imports from module to module that both tell of. What differs, and
why, is in docs/explanation/structure.md.

    python benchmarks/structure.py ~/clones/flask --package src/flask
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import grimp
import lizard

from quarterdeck.derived.resolving import Index, lead
from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import Function, Import, ParsedFile
from quarterdeck.kernel.table import Row
from quarterdeck.sources import structure

SPOKEN = {
    "py": "Python", "js": "JavaScript", "ts": "TypeScript", "tsx": "TypeScript", "java": "Java", "kt": "Kotlin", "go": "Go", "rs": "Rust", "c": "C",
    "cc": "C++", "cpp": "C++", "cs": "C#", "rb": "Ruby", "php": "PHP",
}  # fmt: skip
SHOWN = 5


def contents(repository: Path) -> list[tuple[FileContent, str]]:
    """Every file of HEAD in a language that both read, with its language."""
    git = ["git", "-c", "safe.directory=*", "-C", str(repository)]
    tree = subprocess.run([*git, "ls-tree", "-r", "-z", "HEAD"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    entries = [line.partition("\t") for line in tree.split("\0") if line]
    wanted = [(head.split()[2], path) for head, _, path in entries if PurePosixPath(path).suffix[1:] in SPOKEN and ".min." not in path]
    told = subprocess.run([*git, "cat-file", "--batch"], input="\n".join(oid for oid, _ in wanted).encode(), capture_output=True, check=True).stdout
    found, at = [], 0
    for _, path in wanted:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[2])
        found.append((FileContent("r", path, told[end + 1 : end + 1 + size]), SPOKEN[PurePosixPath(path).suffix[1:]]))
        at = end + size + 2
    return found


def bare(name: str) -> str:
    """The last part of a name, as both tools write it."""
    return name.replace("::", ".").rsplit(".", 1)[-1].lower()


def compare(files: list[tuple[FileContent, str]]) -> list[Row]:
    """Print one language's figures; our rows."""
    start = time.perf_counter()
    rows = [row for file, language in files for row in structure.read(file, "", language).rows]
    ours = time.perf_counter() - start
    start = time.perf_counter()
    theirs = [(f.path, told) for f, _ in files for told in lizard.analyze_file.analyze_source_code(f.path, f.text).function_list]
    other = time.perf_counter() - start
    mine = Counter({(r.path, r.line, bare(r.name)): r.cyclomatic for r in rows if isinstance(r, Function)})
    known = Counter({(path, told.start_line, bare(told.name)): told.cyclomatic_complexity for path, told in theirs})
    both = mine.keys() & known.keys()
    same = sum(mine[key] == known[key] for key in both)
    megabytes = sum(len(f.data) for f, _ in files) / 1e6
    print(f"  {files[0][1]:11} {len(files):5} files {megabytes:6.1f} MB   ours {ours:6.2f} s   lizard {other:7.2f} s   {other / ours:5.1f} x")
    apart = f"only ours {len(mine.keys() - known.keys())}, only lizard {len(known.keys() - mine.keys())}"
    decisions = f"decisions {sum(mine.values()) - len(mine)} and {sum(known.values()) - len(known)}"
    print(f"              told by both {len(both)}, the same for {same} ({same / max(1, len(both)):.1%}); {apart}; {decisions}")
    return rows


def graph(repository: Path, package: str, rows: Iterable[Row]) -> None:
    """Print how far the imports between modules agree with grimp's."""
    told = list(rows)
    index = Index.of((r.repository, r.path, r.language, r.module) for r in told if isinstance(r, ParsedFile))
    root, name = str(PurePosixPath(package).parent), PurePosixPath(package).name

    def module(path: str) -> str:
        return path.removeprefix("" if root == "." else f"{root}/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    ours = {
        (module(r.path), module(to)) for r in told if isinstance(r, Import) and r.runs != "by name" and r.path.startswith(f"{package}/")
        for _, to in lead(index, (r.repository, r.path), "Python", (r.kind, r.target, r.names)).places if to.startswith(f"{package}/")
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        archive = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(repository), "archive", "HEAD", package], capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", scratch], input=archive, check=True)
        sys.path.insert(0, str(Path(scratch) / root))
        built = grimp.build_graph(name, cache_dir=None)
        theirs = {(one, other) for one in built.modules for other in built.find_modules_directly_imported_by(one)}
        sys.path.pop(0)
    print(f"  grimp: {len(ours & theirs)} imports told by both, {len(ours - theirs)} only by us, {len(theirs - ours)} only by grimp")
    for words, found in (("only ours", ours - theirs), ("only grimp", theirs - ours)):
        for one, other in sorted(found)[:SHOWN]:
            print(f"    {words}: {one} imports {other}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--package", help="path of a Python package in the repository, to compare its import graph with grimp's")
    given = parser.parse_args()
    for repository in given.repositories:
        print(repository.resolve().parent.name)
        by_language: dict[str, list[tuple[FileContent, str]]] = {}
        for file, language in contents(repository):
            by_language.setdefault(language, []).append((file, language))
        rows = [row for language in sorted(by_language) for row in compare(by_language[language])]
        if given.package:
            graph(repository, given.package, rows)


if __name__ == "__main__":
    main()
