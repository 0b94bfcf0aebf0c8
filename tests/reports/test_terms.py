"""Terms of the field are explained where a report first uses them; drafts of records are told as such."""

from __future__ import annotations

from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.drafts import marked
from quarterdeck.reports.readability import slips
from quarterdeck.reports.terms import TERMS, explained
from quarterdeck.reports.walk import phrases_of

FRONT = Section("summary", "In one page", (Sentence(("We looked at two repositories, and at what ", Name("team", "Hotspots"), " does.")),))


def told(*sections: Section) -> list[str]:
    """What the document says once its terms are explained."""
    return [plain(phrase) for phrase in phrases_of(explained(Document("", (), "", sections))) if phrase]


def practice(*blocks: Block) -> Section:
    """A section behind page one."""
    return Section("quality", "Code", blocks)


def test_a_term_is_explained_below_where_it_first_stands_and_once() -> None:
    """On page one at its end; a name is somebody's word, and a command is typed."""
    again = practice(Sentence(("A repository and its hotspots.",)), Sentence(("More hotspots. `quarterdeck query median`",)))
    assert told(FRONT, again) == [
        "We looked at two repositories, and at what Hotspots does.", "Repository: a code base with its history.",
        "A repository and its hotspots.", "Hotspot: code that is hard and changes often.", "More hotspots. `quarterdeck query median`",
    ]  # fmt: skip


def test_a_statement_keeps_its_explanation() -> None:
    one = Statement("a", "a", "not_met", None, ("Its error budget is spent.",), notes=(("Since May.",),))
    assert told(FRONT, practice(one))[2:] == ["Its error budget is spent.", "Since May.", TERMS["error budgets?"]]


def test_explanations_need_none_and_are_plain() -> None:
    """None uses a term that it would have to explain, and none slips."""
    for meaning in TERMS.values():
        assert told(Section("", "", (Sentence((meaning.partition(":")[2],)),)))[1:] in ([], [TERMS["error budgets?"]], [TERMS["deployments?"]])
        assert [slip for slip in slips(meaning.partition(":")[2]) if slip.kind in {"long", "abbreviation", "passive"}] == []


def test_a_draft_is_told_with_its_file() -> None:
    shop = Name("system", "Shop")
    named = Section("risks", "Risks", (Sentence((shop, " is critical.")),))
    document = marked(Document("", (), "", (FRONT, named)), {shop: Name("path", "systems/shop.yaml")})
    (note,) = (plain(phrase) for phrase in phrases_of(document) if "Drafted" in plain(phrase))
    assert document.sections[0] == FRONT
    assert note == (
        "Drafted from evidence, and confirmed by nobody: Shop. Whoever confirms a draft takes `drafted` out of its file (systems/shop.yaml), or says "
        "`quarterdeck record set KIND/ID drafted= drafted_from=`."
    )
