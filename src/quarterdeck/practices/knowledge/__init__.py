"""Knowledge: who understands what the company runs on, and what leaves when somebody does."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.knowledge.findings.one_person_knows_this import ONE_PERSON_KNOWS_THIS
from quarterdeck.practices.knowledge.measures.key_people_active import KEY_PEOPLE_ACTIVE
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

KNOWLEDGE = Practice(
    name="knowledge",
    title="Knowledge",
    question="Who understands what the company runs on, and what leaves when somebody does?",
    measures=(TRUCK_FACTOR, KEY_PEOPLE_ACTIVE),
    judgements=(ONE_PERSON_KNOWS_THIS,),
)
