"""A repository's files while they are being written: code that people change, and the files that come as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quarterdeck.demo.chance import Chance
from quarterdeck.demo.code import NUMBERS, CodeFile, Library, Unit, new_unit
from quarterdeck.demo.story import Area, RepositoryStory, Story
from quarterdeck.demo.words import fill, spelt

_LARGE_UNIT, _DEEP_LEVEL = 34, 3
_OWN, _KNOWN = 4.0, 0.4
_AT_ONCE = 0.33


@dataclass(slots=True)
class Tree:
    """The code of a repository and what its people are likely to do to it."""

    story: Story
    told: RepositoryStory
    code: dict[str, CodeFile] = field(default_factory=dict)
    unwritten: list[tuple[Area, str]] = field(default_factory=list)

    @classmethod
    def of(cls, story: Story, told: RepositoryStory) -> Tree:
        """An empty tree, with the files that its areas will hold."""
        longest = max(len(area.files) for area in told.areas)
        ahead = [(area, area.files[at]) for at in range(longest) for area in told.areas if at < len(area.files)]
        return cls(story, told, unwritten=ahead)

    def words(self, chance: Chance, noun: str | None = None) -> dict[str, str]:
        """Words for a template: a noun with one of its fields, another noun, a verb, a number, a topic, a condition."""
        nouns = list(self.told.nouns)
        chosen = noun or chance.pick(nouns)
        return {
            "n": chosen,
            "f": chance.pick(self.told.nouns[chosen]),
            "i": chance.pick([one for one in nouns if one != chosen]),
            "v": chance.pick(self.told.verbs),
            "x": chance.pick(NUMBERS),
            "t": chance.pick(self.told.topics),
            "c": chance.pick(self.story.conditions),
            "package": self.told.package,
        }

    def choose(self, who: str, areas: tuple[str, ...], chance: Chance) -> CodeFile | None:
        """The file that somebody works on next: rather a busy one, rather one that they know."""
        files = [file for file in self.code.values() if not file.test and (not areas or file.area in areas)]
        if not files:
            return None
        return chance.weighted(files, [file.weight * (1 + min(_OWN, _KNOWN * file.touched.get(who, 0))) for file in files])

    def due(self, elapsed: float) -> bool:
        """Whether a new file may come: a third of them come at once, the others over the years."""
        written = sum(not file.test for file in self.code.values())
        return written < (written + len(self.unwritten)) * (_AT_ONCE + (1 - _AT_ONCE) * elapsed)

    def create(self, areas: tuple[str, ...], chance: Chance) -> CodeFile | None:
        """The next file that the story foresees; None when all are there."""
        at = next((at for at, (area, _) in enumerate(self.unwritten) if not areas or area.path in areas), None)
        if at is None:
            return None
        area, stem = self.unwritten.pop(at)
        library = self.story.libraries[area.library]
        file = self._file(f"{area.path}/{_stem(stem, library)}.{library.ending}", area, library, chance)
        for _ in range(chance.between(1, 3)):
            self.add_unit(file, chance)
        return file

    def _file(self, path: str, area: Area, library: Library, chance: Chance) -> CodeFile:
        noun = chance.pick(area.nouns) if area.nouns else None
        words = {**self.words(chance, noun), "m": _module(path)}
        opening = _opened(library.opening, words, path)
        hot = self.told.hot.get(path, {})
        file = CodeFile(path, area.path, words["n"], library, test=False, opening=opening, closing=library.closing)
        file.weight = area.weight * float(hot.get("weight", 1.0)) * (0.6 + 0.8 * chance.unit())
        file.deep, file.largest = int(hot.get("deep", file.deep)), int(hot.get("largest", file.largest))
        above = [one.path for one in self.told.areas[: self.told.areas.index(area)]]
        known = [one for one in self.code.values() if one.area in above and not one.test and one.library is library]
        for _ in range(chance.below(3) if known else 0):
            self.ask(file, chance.pick(known))
        self.code[path] = file
        return file

    def ask(self, file: CodeFile, other: CodeFile) -> None:
        """The file imports another."""
        line = _import(file, other, self.told.name)
        if line and line not in file.imports:
            file.imports.append(line)

    def test_of(self, file: CodeFile, chance: Chance) -> CodeFile | None:
        """The tests beside a file, begun where there are none; None where its language has none."""
        library = file.library
        if not library.test_path:
            return None
        folder, _, name = file.path.rpartition("/")
        stem = name.removesuffix(f".{library.ending}")
        path = library.test_path.format(dir=folder, stem=stem, last=folder.rsplit("/", 1)[-1])
        if path not in self.code:
            words = {**self.words(chance, file.noun), "m": _module(file.path)}
            opening = _opened(library.test_opening, words, path)
            self.code[path] = CodeFile(path, file.area, file.noun, library, test=True, opening=opening, closing=library.test_closing, largest=180)
        return self.code[path]

    def add_unit(self, file: CodeFile, chance: Chance) -> Unit | None:
        """One more function with a step or two; None when it would be one too many."""
        noun = file.noun if chance.yes(0.7) else None
        words = self.words(chance, noun)
        unit = new_unit(file.library, words, chance, test=file.test, taken=[one.name for one in file.units])
        if unit is None:
            return None
        for _ in range(chance.between(1, 3)):
            self.step(file, unit, chance)
        file.units.append(unit)
        return unit

    def step(self, file: CodeFile, unit: Unit, chance: Chance) -> None:
        """One more step in a function, deeper in files where everything meets."""
        steps = self.story.test_steps[file.library.name] if file.test else file.library.steps
        step = chance.pick(steps)
        places = [at for at in unit.places() if self._depth(unit, at) + max(depth for depth, _ in step.statements) <= file.deep]
        if not places:
            return
        deep = file.deep > _DEEP_LEVEL
        weights = [1.0 + (3.0 * (self._depth(unit, at) - unit.depth) if deep else 0.0) for at in places]
        words = self.words(chance, unit.words["n"])
        unit.insert(step, words, chance.weighted(places, weights))

    @staticmethod
    def _depth(unit: Unit, at: int) -> int:
        return unit.statements[at][0] if at < unit.stop else unit.depth

    def change(self, file: CodeFile, chance: Chance) -> str:
        """One ordinary change to a file; what kind it was: ``add``, ``step``, ``number`` or ``drop``."""
        for path in self.told.asks.get(file.path, ()):
            if path in self.code:
                self.ask(file, self.code[path])
        full = file.lines > file.largest
        kind = chance.weighted(("add", "step", "number", "drop"), (0.2, 0.7, 1.0, 1.6) if full else (1.2, 2.6, 0.9, 0.5))
        large = _LARGE_UNIT * (5 if file.deep > _DEEP_LEVEL else 1)
        roomy = [unit for unit in file.units if len(unit.statements) < large]
        if kind == "add" or not file.units or (kind == "step" and not roomy):
            if self.add_unit(file, chance):
                return "add"
            kind = "number"
        if kind == "step" and roomy:
            self.step(file, chance.pick(roomy), chance)
            return "step"
        unit = chance.pick(file.units)
        if kind == "drop" and full and len(file.units) > 4 and chance.yes(0.5):  # noqa: PLR2004  # a file keeps a few functions
            file.units.remove(unit)
            return "drop"
        if kind == "drop" and unit.drop(chance):
            return "drop"
        if unit.change_number(chance):
            return "number"
        self.step(file, unit, chance)
        return "step"

    def move(self, old: str, new: str) -> None:
        """A file has another path from now on, and so have its tests."""
        file = self.code.pop(old)
        file.path = new
        self.code[new] = file


def _import(file: CodeFile, other: CodeFile, repository: str) -> str:
    """The line by which one file asks for another, in the manner of the language."""
    folder, _, name = other.path.rpartition("/")
    stem = name.rpartition(".")[0]
    depth = file.path.count("/")
    return file.library.importing.format(
        repository=repository, folder=folder, dotted=folder.replace("/", "."), last=folder.rsplit("/", 1)[-1], stem=stem,
        name=spelt(stem.replace("-", " "), "c"), up="../" * depth, path=f"{folder}/{stem}",
    )  # fmt: skip


def _stem(stem: str, library: Library) -> str:
    """File names in the manner of the language: ``RoundingRules.kt``, ``pickup-codes.ts``, ``pickup_codes.py``."""
    if library.ending in {"kt", "tsx"}:
        return spelt(stem.replace("_", " "), "C")
    return stem.replace("_", "-") if library.ending == "ts" else stem


def _module(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition(".")[0].replace("_", " ").replace("-", " ").lower()


def _opened(template: str, words: Mapping[str, str], path: str) -> str:
    folder = path.rsplit("/", 2)[-2] if "/" in path else ""
    folder = "main" if "-" in folder else folder  # a Go program: its folder's name is no package's
    text = template.replace("%package_%", spelt(words["package"], "_")).replace("%package%", words["package"]).replace("%pkg%", folder)
    return fill(text, words)
