"""The history of one repository: happenings turned into commits, pull requests and releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quarterdeck.demo import ground
from quarterdeck.demo.calendar import Moment, day_of
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.schedule import AUTOMATION, BOT, Happening
from quarterdeck.demo.story import RepositoryStory, Story
from quarterdeck.demo.stream import History, Pull, Tagged
from quarterdeck.demo.tree import Tree
from quarterdeck.demo.words import fill

_HOST = "GitHub <noreply@github.com>"
_AGENTS_SINCE = date(2025, 2, 1)
_AGENT = "Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>"
_GROWING = 0.3
"""The chance that a change writes a new file, where one is due."""


@dataclass(slots=True)
class Teller:
    """Tells one repository, happening by happening."""

    story: Story
    told: RepositoryStory
    chance: Chance
    history: History
    tree: Tree
    values: dict[str, str]
    versions: dict[str, str]
    ground: dict[str, bytes] = field(default_factory=dict)
    tip: int = 0
    last: int = 0
    number: int = 0
    release: int = 0
    waiting: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, story: Story, told: RepositoryStory, chance: Chance) -> Teller:
        """Before anything has happened."""
        values = {key: value for key, value in told.kit.items() if isinstance(value, str)}
        versions = {package: ladder[0][1] for package, ladder in told.dependencies.items() if ladder[0][0] <= told.born}
        return cls(story, told, chance, History(told.name), Tree.of(story, told), values, versions)

    def tell(self, happenings: Sequence[Happening]) -> History:
        """The whole history."""
        for thing in happenings:
            if thing.kind == "event":
                self._event(thing)
            elif not self.tip:
                continue
            elif thing.kind == "change":
                self._change(thing)
            elif thing.kind == "bump":
                self._bump(thing)
            else:
                self._release(thing)
        return self.history

    def _signed(self, who: str, moment: Moment) -> str:
        named = {"bot": BOT, "automation": AUTOMATION}
        return named.get(who) or self.story.people[who].signature(day_of(moment.at))

    def _next(self, moment: Moment) -> Moment:
        """Not before what was committed last."""
        self.last = max(self.last + 40, moment.at)
        return Moment(self.last, moment.offset)

    def _commit(
        self, files: Mapping[str, bytes | None], who: str, moment: Moment, message: str, *, hosted: bool = False, moves: Mapping[str, str] | None = None
    ) -> int:
        when = self._next(moment)
        signed = self._signed(who, when)
        committer = (_HOST, Moment(when.at, 0)) if hosted else (signed, when)
        self.tip = self.history.commit(files, (signed, when), committer, message, [self.tip] if self.tip else [], moves or {})
        return self.tip

    def _event(self, thing: Happening) -> None:
        event = thing.event
        assert event is not None
        first = not self.tip
        self.values.update(event.values)
        files: dict[str, bytes | None] = {path: ground.told(text, self.story, self.told, self.values).encode() for path, text in event.files.items()}
        self.ground.update({path: contents for path, contents in files.items() if contents is not None})
        files.update(self._regrounded())
        if first:
            for file in filter(None, (self.tree.create((), self.chance) for _ in range(min(4, len(self.told.areas))))):
                file.touched[thing.who] = 1
                files[file.path] = file.render()
        for path in event.removes:
            files[path] = None
            self.tree.code.pop(path, None)
            self.ground.pop(path, None)
        for old, new in event.moves.items():
            self.tree.move(old, new)
        self.waiting.append(self._commit(files, thing.who, thing.moment, event.message, moves=event.moves))

    def _regrounded(self) -> dict[str, bytes | None]:
        """Kit files whose text is another now: manifests, lock files, pipelines, images."""
        now = ground.kit(self.story, self.told, self.values, self.versions)
        changed: dict[str, bytes | None] = {path: text for path, text in now.items() if self.ground.get(path) != text}
        self.ground.update(now)
        return changed

    def _bump(self, thing: Happening) -> None:
        before = self.versions.get(thing.package)
        self.versions[thing.package] = thing.version
        words = f"Bump {thing.package} from {before} to {thing.version}" if before else f"Use {thing.package} {thing.version}"
        files = self._regrounded()
        if files:
            self.number += 1
            self.waiting.append(self._commit(files, thing.who, thing.moment, f"{words} (#{self.number})", hosted=thing.who == "bot"))

    def _release(self, thing: Happening) -> None:
        if not self.waiting:
            return
        self.release += 1
        when = self._next(thing.moment)
        day = day_of(when.at)
        tag = f"v{1 + max(0, day.year - self.told.born.year)}.{self.release}.0"
        notes = "\n".join(f"- {pull.title}" for pull in self.history.pulls[-40:] if pull.marks[-1] in set(self.waiting[-40:]))
        self.history.tag(tag, self.tip, self._signed(thing.who, when), when, f"{self.told.name} {tag}\n\n{notes}\n")
        pulls = [pull.number for pull in self.history.pulls if pull.marks[-1] in set(self.waiting)]
        self.history.releases.append(Tagged(self.told.name, tag, self.tip, thing.who, when, pulls))
        self.waiting = []

    def _change(self, thing: Happening) -> None:
        """A proposed change: one commit where the team squashes or pushes, several and a merge where it merges."""
        chance = self.chance
        merging = self.told.merges == "merge" and chance.yes(0.55)
        base, moment = self.tip, thing.moment
        everything: dict[str, bytes | None] = {}
        marks: list[int] = []
        title = ""
        self.number += self.told.merges != "direct"
        for _ in range(chance.between(1, 4) if merging else 1):
            files, kind, words = self._work(thing)
            everything.update(files)
            subject = fill(chance.pick(self.story.subjects[kind]), words)
            title = title or subject
            marks.append(self._commit(files, thing.who, moment, self._message(thing, subject, words), hosted=self.told.merges == "squash"))
            moment = moment.later(chance.between(900, 12_000))
        if merging:
            marks.append(self._merge(thing, title, everything, base))
        self.waiting.extend(marks)
        if self.told.merges != "direct":
            self._pull(thing, title, marks, len(everything))

    def _message(self, thing: Happening, subject: str, words: Mapping[str, str]) -> str:
        if self.told.merges == "squash":
            told = f"{thing.ticket}: {subject} (#{self.number})"
        else:
            told = f"{thing.ticket}: {subject}" if self.chance.yes(0.7) else subject
        return told + self._body(thing, words)

    def _merge(self, thing: Happening, title: str, files: Mapping[str, bytes | None], base: int) -> int:
        """The merge of a branch, by whoever reviewed it."""
        when = self._next(thing.moment)
        message = f"Merge pull request #{self.number} from halyard/{thing.ticket.lower()}\n\n{title}\n"
        merger = self._signed(self._reviewer(thing), when)
        self.tip = self.history.commit(files, (merger, when), (_HOST, Moment(when.at, 0)), message, [base, self.tip], {})
        return self.tip

    def _pull(self, thing: Happening, title: str, marks: Sequence[int], files: int) -> None:
        """The pull request of a change: opened before its first commit was committed, for as long as a review takes."""
        wait = int(3600 * (1 + self.chance.below(30) + (self.chance.below(120) if self.chance.yes(0.25) else 0)))
        opened = Moment(min(thing.moment.at, self.last) - wait, thing.moment.offset)
        merged = Moment(self.last, 0)
        reviewer = self._reviewer(thing)
        self.history.pulls.append(Pull(self.told.name, self.number, title, thing.who, reviewer, opened, merged, thing.ticket, tuple(marks), files))

    def _work(self, thing: Happening) -> tuple[dict[str, bytes | None], str, dict[str, str]]:
        """The files of one commit, what kind of change it was, and its words."""
        chance, tree = self.chance, self.tree
        areas = tuple(thing.stint.areas) if thing.stint else ()
        due = chance.yes(_GROWING) and tree.due(self._elapsed(thing))
        created = tree.create(areas, chance) if due else None
        file = created or tree.choose(thing.who, areas, chance) or tree.create((), chance)
        if file is None:
            file = next(iter(tree.code.values()))
        kind = "create" if created else tree.change(file, chance)
        touched = [file]
        if chance.yes(self.told.tested):
            test = tree.test_of(file, chance)
            if test is not None:
                tree.change(test, chance)
                touched.append(test)
        if chance.yes(0.25):
            other = tree.choose(thing.who, areas, chance)
            if other is not None and other is not file:
                tree.change(other, chance)
                touched.append(other)
        for one in touched:
            one.touched[thing.who] = one.touched.get(thing.who, 0) + 1
        return {one.path: one.render() for one in touched}, kind, tree.words(chance, file.noun)

    def _elapsed(self, thing: Happening) -> float:
        """How much of the repository's time has passed, from 0 to 1."""
        last = max(stint.last for stint in self.told.work)
        return (day_of(thing.moment.at) - self.told.born).days / max(1, (last - self.told.born).days)

    def _body(self, thing: Happening, words: Mapping[str, str]) -> str:
        said = "\n\n" + fill(self.chance.pick(self.story.bodies), words) if self.chance.yes(0.18) else ""
        assisted = day_of(thing.moment.at) >= _AGENTS_SINCE and self.chance.yes(self.story.people[thing.who].assisted)
        return f"{said}\n" + (f"\n{_AGENT}\n" if assisted else "")

    def _reviewer(self, thing: Happening) -> str:
        day = day_of(thing.moment.at)
        there = [one.who for one in self.told.work if one.who != thing.who and one.first <= day <= one.last and self.story.people[one.who].there(day)]
        return self.chance.pick(there) if there else thing.who
