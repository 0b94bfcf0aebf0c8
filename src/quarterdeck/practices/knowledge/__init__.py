"""Knowledge: who understands what the company runs on, and what leaves when somebody does."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.knowledge.findings.knowledge_has_left import KNOWLEDGE_HAS_LEFT
from quarterdeck.practices.knowledge.findings.one_person_knows_this import ONE_PERSON_KNOWS_THIS
from quarterdeck.practices.knowledge.measures.active_people import ACTIVE_PEOPLE
from quarterdeck.practices.knowledge.measures.changes_without_knowledge import CHANGES_WITHOUT_KNOWLEDGE
from quarterdeck.practices.knowledge.measures.guided_reading import GUIDED_READING
from quarterdeck.practices.knowledge.measures.key_people_active import KEY_PEOPLE_ACTIVE
from quarterdeck.practices.knowledge.measures.knowledge_last_seen import KNOWLEDGE_LAST_SEEN
from quarterdeck.practices.knowledge.measures.lost_knowledge import LOST_KNOWLEDGE
from quarterdeck.practices.knowledge.measures.teams_congruence import TEAMS_CONGRUENCE
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR
from quarterdeck.practices.knowledge.sections import sections

KNOWLEDGE = Practice(
    name="knowledge",
    title="Knowledge",
    question="Who understands what the company runs on, and what leaves when somebody does?",
    measures=(TRUCK_FACTOR, KEY_PEOPLE_ACTIVE, LOST_KNOWLEDGE, CHANGES_WITHOUT_KNOWLEDGE, KNOWLEDGE_LAST_SEEN, ACTIVE_PEOPLE, GUIDED_READING, TEAMS_CONGRUENCE),
    judgements=(ONE_PERSON_KNOWS_THIS, KNOWLEDGE_HAS_LEFT),
    sections=sections,
)
