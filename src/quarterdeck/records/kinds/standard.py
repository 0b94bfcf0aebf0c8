"""Standards: how things are built here, so that teams need not decide it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, past
from quarterdeck.records.values import Day, Ref, To, Words

ALLOWED = ("languages", "data stores", "vendors")
"""What a standard may list under `allows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Something that need not follow, for a while."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    what: Annotated[Words, "What may break it: an import (`web -> data`), a folder or file, a technology, or a repository."]
    until: Annotated[Day, "The last day on which it may."]
    because: Annotated[Words, "Why."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Named):
    """A way of building that teams follow, or say why not."""

    kind: ClassVar[str] = "standard"
    folder: ClassVar[str] = "standards"
    prose: ClassVar[bool] = True

    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    status: Annotated[Literal["draft", "in-force", "retired"], "Whether it holds."] = "draft"
    strength: Annotated[Literal["must", "should", "may"], "How strongly it binds (RFC 2119)."] = "should"
    applies_to: Annotated[tuple[Words, ...], "What it is for: services, libraries, pipelines."] = ()
    technologies: Annotated[tuple[Annotated[Ref, To("technology")], ...], "What it asks for or rules out."] = ()
    checked_by: Annotated[Words, "How one sees that it is kept."] = ""
    layers: Annotated[
        tuple[Words, ...],
        "Who may import whom: `web > app > domain`, each only what stands to its right; `cli | web > app` for two that must not know each other. "
        "A name is a folder, a module or a repository.",
    ] = ()
    forbids: Annotated[tuple[Words, ...], "Imports that must not be: `orders -> billing`."] = ()
    allows: Annotated[Mapping[Words, Words], "All that may be used: `languages: Python, Go`; so too `data stores`, `vendors`."] = field(default_factory=dict)
    rules_out: Annotated[tuple[Words, ...], "Packages, images and languages that must not be used, by name."] = ()
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "The systems that it binds; all, where none is named."] = ()
    exemptions: Annotated[tuple[Exemption, ...], "What need not follow it yet, each with its last day."] = ()
    exceptions: Annotated[tuple[Annotated[Ref, To("system")], ...], "Systems that need not follow it."] = ()
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None

    def faults(self) -> Iterator[Remark]:
        """Rules that cannot be read."""
        for number, rule in enumerate(self.layers):
            if len(rule.split(">")) < 2 or not all(name.strip() for level in rule.split(">") for name in level.split("|")):  # noqa: PLR2004  # a layer and one below
                yield Remark(f"layers/{number}", f"{rule!r} is no order of layers", "Write them from the top down: web > app > domain")
        for number, rule in enumerate(self.forbids):
            if [bool(name.strip()) for name in rule.split("->")] != [True, True]:
                yield Remark(f"forbids/{number}", f"{rule!r} is no import", "Write who must not import whom: orders -> billing")
        for name in self.allows:
            if name not in ALLOWED:
                yield Remark(f"allows/{name}", f"nothing is known of {name!r}", f"Write one of: {', '.join(ALLOWED)}")

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A review that was not made."""
        if self.status == "in-force":
            yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")
            for number, one in enumerate(self.exemptions):
                what = f"the exemption of «{one.what}» ended on {{day}}; what it lets pass counts again"
                yield from past(f"exemptions/{number}/until", one.until, as_of, what, "Mend it, or give a new last day")
