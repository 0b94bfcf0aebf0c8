"""Judgements in the words of somebody who does not build software: what is wrong, what is well, what is not known."""

from __future__ import annotations

from collections.abc import Mapping

from quarterdeck.reports.plain_architecture import ARCHITECTURE, Plain

PLAIN: Mapping[str, Plain] = {
    "one-person-knows-this": Plain(
        "Only one person understands {where}. Work there stops when that person is away.",
        "More than one person understands our software",
        "whether only one person understands parts of our software",
    ),
    "knowledge-has-left": Plain(
        "The people who knew most of {where} have left. Whoever changes it next has to learn it first.",
        "The people who know our software are still here",
        "whether the people who know our software are still here",
    ),
    "change-piles-up-here": Plain(
        "Most changes to {where} go through a few tangled places. Each of them takes longer than it should.",
        "Most changes go through software that is easy to change",
        "whether our software is easy to change where we change it most",
    ),
    "documents-lead-nowhere": Plain(
        "Documents about {where} point to things that are gone. Who is new there loses time.",
        "Documents about the code lead where they say",
        "whether documents about the code are right",
    ),
    "new-code-does-not-last": Plain("Much of the new work on {where} is thrown away within three months.", "New work lasts", "whether new work lasts"),
    "packages-go-in-circles": Plain(
        "The parts of {where} hang together so closely that none can be changed alone.",
        "The parts of our software can be changed one by one",
        "whether the parts of our software can be changed one by one",
    ),
    "change-waits-too-long": Plain(
        "Finished work on {where} waits for weeks before customers get it.",
        "Finished work reaches customers soon",
        "how soon finished work reaches customers",
    ),
    "releases-hang-on-one-person": Plain(
        "Only one person brings new versions of {where} to customers.",
        "More than one person can bring new versions to customers",
        "whether only one person can bring new versions to customers",
    ),
    "no-automated-checks": Plain(
        "Nothing tests a change to {where} before it goes in.",
        "A machine tests changes before they go in",
        "whether changes are tested before they go in",
    ),
    "known-vulnerability": Plain(
        "{where} uses parts with known security holes.",
        "No security hole is known in the parts that we use",
        "whether the parts that we use have known security holes",
    ),
    "runtime-past-end-of-life": Plain(
        "{where} runs on software that its maker no longer repairs, or soon will not.",
        "Our software runs on what its makers still repair",
        "whether our software runs on what its makers still repair",
    ),
    "contract-notice-is-due": Plain(
        "Contracts have to be decided on before they renew: {where}.",
        "No contract has to be decided on within the next three months",
        "which contracts have to be decided on soon",
    ),
    "contract-pays-for-nothing": Plain(
        "We pay for what we have switched off: {where}.",
        "What we pay for is in use",
        "whether we pay for what we have switched off",
    ),
    "critical-system-hangs-on-one-vendor": Plain(
        "We could not go on without {where}, and nobody knows who else could deliver.",
        "We know who else could deliver what we cannot go on without",
        "whether we hang on one supplier",
    ),
    "decision-is-overdue": Plain("Nobody has taken a decision that was due: {where}.", "No decision is late", "whether decisions are late"),
    "promise-was-missed": Plain("We have not kept a promise: {where}.", "What was promised is on its day", "whether we keep promises"),
    "initiative-serves-no-objective": Plain(
        "People work on something that serves none of our goals: {where}.",
        "The work that is planned serves our goals",
        "whether the work that is planned serves our goals",
    ),
    "objective-was-not-measured": Plain(
        "Nobody has looked lately how far we are with {where}.",
        "Somebody reads how far we are with our goals",
        "how far we are with our goals",
    ),
    "control-was-not-tested": Plain(
        "Nobody tested in time a safeguard that we rely on: {where}.",
        "Somebody tests the safeguards that we rely on in time",
        "whether somebody tests the safeguards that we rely on",
    ),
    "busy-functions-grow": Plain(
        "The places in {where} that change most get harder to change.",
        "What changes most gets no harder to change",
        "whether what changes most gets harder to change",
    ),
    "mending-pays-back": Plain(
        "A few hard places in {where} cost more time than mending them would.",
        "No hard place costs more time than mending it would",
        "whether mending our hardest software would pay",
    ),
    "nothing-imports-this": Plain(
        "Some software in {where} seems to serve nothing any more.",
        "All of our software seems to serve something",
        "whether all of our software serves something",
    ),
    "tests-are-thin-where-change-is-thick": Plain(
        "The places in {where} that change most are seldom tested when they change.",
        "What changes most is tested when it changes",
        "whether what changes most is tested",
    ),
    "held-technology-spreads": Plain(
        "We agreed to begin nothing new with {where}, and somebody did.",
        "We keep to what we agreed about our tools",
        "whether we keep to what we agreed about our tools",
    ),
    "language-nobody-decided-on": Plain(
        "Some software at {where} is written in a way that nobody decided on.",
        "All of our software is written in ways that we decided on",
        "whether our software is written in ways that we decided on",
    ),
    "deployments-fail-too-often": Plain(
        "New versions of {where} break too often.",
        "New versions seldom break anything",
        "how often new versions break something",
    ),
    "merged-without-review": Plain(
        "Changes to {where} go in without a second pair of eyes.",
        "A second person looks at each change",
        "whether a second person looks at each change",
    ),
    "begun-work-rests": Plain("Work on {where} was begun and lies still.", "Work that is begun moves on", "whether work that is begun moves on"),
    "more-is-begun-than-finished": Plain(
        "We begin more work on {where} than we finish.",
        "We finish as much work as we begin",
        "whether we finish as much work as we begin",
    ),
    "work-traces-to-nothing": Plain("Nobody can say what much of the work on {where} is for.", "Our work says what it is for", "what our work is for"),
    "forecasts-do-not-hold": Plain(
        "The days that we would promise for {where} do not hold.",
        "The days that we would promise hold",
        "whether the days that we would promise hold",
    ),
    "finished-work-lies": Plain(
        "Work on {where} that is finished lies unreleased.",
        "What is finished reaches its users soon",
        "whether what is finished is released",
    ),
    "released-by-hand": Plain("People make new versions of {where} by hand.", "New versions make themselves", "whether people make new versions by hand"),
    "merged-before-checks-passed": Plain(
        "Changes to {where} go in although their checks failed.",
        "Changes go in when their checks have passed",
        "whether changes go in before their checks have passed",
    ),
    "checks-waver": Plain("The checks of {where} raise false alarms.", "A failed check means a real fault", "whether failed checks mean real faults"),
    "changes-wait-for-checks": Plain("People wait long for the checks of {where}.", "Checks answer soon", "how long people wait for checks"),
    "deployed-untried": Plain(
        "New versions of {where} reach users without a trial.",
        "New versions are tried before users get them",
        "whether new versions are tried before users get them",
    ),
    "no-way-back": Plain(
        "When a new version of {where} fails, nobody has prepared the way back.",
        "When a new version fails, there is a way back",
        "whether there is a way back when a new version fails",
    ),
    "failures-reach-everybody": Plain(
        "What fails in {where} fails for all users at once.",
        "What fails seldom reaches all users at once",
        "whether what fails reaches all users at once",
    ),
    "failed-outside-hours": Plain(
        "New versions of {where} break when few people are there.",
        "Little breaks in evenings and at weekends",
        "whether new versions break in evenings and at weekends",
    ),
    "vendor-delivers-later": Plain(
        "What {where} finishes for us takes longer to reach users than our own work.",
        "Our vendors deliver as soon as we do",
        "whether our vendors deliver as soon as we do",
    ),
    "initiative-gets-no-work": Plain(
        "Nobody works on {where}, which is said to run.",
        "Somebody works on what is said to run",
        "whether somebody works on what is said to run",
    ),
    "incident-recurs": Plain("The same things break again and again: {where}.", "What breaks does not break again", "whether the same things break again"),
    "secret-in-history": Plain(
        "A key or password stands in the history of {where}, where everybody who has it can read it.",
        "No key or password stands in our software's history",
        "whether a key or password stands in our software's history",
    ),
    "services-share-a-cause": Plain(
        "Several services fail for one and the same cause, and nobody mends it for all of them.",
        "Services do not fail for one shared cause",
        "whether services fail for one shared cause",
    ),
    "journey-fails-too-often": Plain(
        "What people come to do fails more often than it may: {where}.",
        "What people come to do works as often as it shall",
        "whether what people come to do works as often as it shall",
    ),
    "error-budget-without-policy": Plain(
        "Nobody agreed what happens when {where} is no longer good enough.",
        "We agreed what happens when a service is no longer good enough",
        "whether we agreed what happens when a service is no longer good enough",
    ),
    "releases-went-on-over-budget": Plain(
        "Releases went on while {where} was no longer good enough, though we agreed to stop them.",
        "Releases stop while a service is not good enough",
        "whether releases stop while a service is not good enough",
    ),
    "remote-call-without-timeout": Plain(
        "When another service hangs, {where} hangs with it: it waits without end.",
        "Our software does not wait for others without end",
        "whether our software waits without end",
    ),
    "incidents-become-more-frequent": Plain(
        "It breaks more often than before: {where}.",
        "Nothing breaks more often than before",
        "whether things break more often than before",
    ),
    "error-budget-is-spent": Plain(
        "Customers wait or fail more often than we allow ourselves: {where}.",
        "Customers get what we hold ourselves to",
        "whether customers get what we hold ourselves to",
    ),
    "on-call-rests-on-one-person": Plain(
        "Nights and weekends rest on one person: {where}.",
        "Nights and weekends are shared",
        "whether nights and weekends are shared",
    ),
    "critical-system-without-backup": Plain(
        "No copy of the data of {where} is known. What is lost there is gone.",
        "The data of our most important systems has copies",
        "whether our most important data has copies",
    ),
    "restore-was-not-practised": Plain(
        "Nobody has tried within a year to bring back the data of {where} from its copy.",
        "Somebody tries to bring back our most important data each year",
        "whether we could bring back our most important data",
    ),
    "critical-system-without-owner": Plain(
        "No team answers for {where}.",
        "A team answers for each of our most important systems",
        "who answers for our most important systems",
    ),
    "critical-system-without-service-level": Plain(
        "Nobody has said how well {where} must work.",
        "It is written how well our most important systems must work",
        "how well our most important systems must work",
    ),
    "critical-system-without-alert": Plain(
        "Nobody gets a call when {where} fails.",
        "Somebody gets a call when an important system fails",
        "whether somebody gets a call when an important system fails",
    ),
    "critical-system-without-runbook": Plain(
        "It is written nowhere how to get {where} going again.",
        "It is written how to get our most important systems going again",
        "whether it is written how to get important systems going again",
    ),
    "recovery-was-not-tested": Plain(
        "Nobody has tried whether {where} comes back in time.",
        "Somebody has tried that our most important systems come back in time",
        "whether our most important systems come back in time",
    ),
    "dependency-recovers-slower": Plain(
        "{where} needs something that takes longer to come back than it may.",
        "What our systems need comes back in time",
        "whether what our systems need comes back in time",
    ),
    "promise-exceeds-what-we-buy": Plain(
        "We promise customers more than our suppliers promise us: {where}.",
        "We promise no more than our suppliers promise us",
        "whether we promise more than our suppliers promise us",
    ),
    "storage-runs-out": Plain("The space for data runs out: {where}.", "There is space for our data", "whether there is space for our data"),
    "one-copy-serves-others": Plain(
        "Others stand still when a single part fails: {where}.",
        "No single part stops all others",
        "whether a single part can stop all others",
    ),
    "workload-without-health-check": Plain(
        "Nothing notices when parts of {where} stop working.",
        "Something notices when a part stops working",
        "whether something notices when a part stops working",
    ),
    "database-backup-is-off": Plain("Copies of data are switched off: {where}.", "Copies of data are switched on", "whether copies of data are switched on"),
    "cost-anomaly": Plain(
        "Some bills are far from what they usually are: {where}.",
        "Bills are what they usually are",
        "whether bills are what they usually are",
    ),
    "commitment-is-not-used": Plain(
        "We paid in advance for machines that nobody uses: {where}.",
        "We use the machines that we paid for in advance",
        "whether we use what we paid for in advance",
    ),
    "seats-paid-and-not-used": Plain(
        "We pay for accounts that nobody uses: {where}.",
        "Somebody uses the accounts that we pay for",
        "whether somebody uses the accounts that we pay for",
    ),
    "spending-is-over-budget": Plain("We spend more than planned: {where}.", "We spend what we planned", "whether we spend what we planned"),
    "feature-is-not-used": Plain("Hardly anybody uses some of what we built: {where}.", "People use what we built", "whether people use what we built"),
    "initiative-has-no-kill-criterion": Plain(
        "Nobody has written down when to stop: {where}.",
        "It is written down when to stop each piece of work",
        "when to stop a piece of work",
    ),
    "objective-has-no-initiative": Plain(
        "Nobody works for one of our goals: {where}.",
        "Somebody works for each of our goals",
        "whether somebody works for each of our goals",
    ),
    "objective-is-not-funded": Plain(
        "Neither people nor money stand behind one of our goals: {where}.",
        "People or money stand behind each of our goals",
        "whether people or money stand behind each of our goals",
    ),
    "objective-only-lags": Plain(
        "We will know only at the end whether we reach {where}.",
        "We see early whether we reach our goals",
        "whether we see early that we reach our goals",
    ),
    "decision-was-not-reviewed": Plain(
        "Nobody has looked again at a decision that was due for it: {where}.",
        "We look again at our decisions in time",
        "whether we look again at our decisions",
    ),
    "estimates-run-over": Plain(
        "Work takes longer or costs more than we said: {where}.",
        "Work takes as long as we said",
        "whether work takes as long as we said",
    ),
    "risk-was-not-reviewed": Plain(
        "Nobody has looked again at a risk that was due for it: {where}.",
        "We look again at our risks in time",
        "whether we look again at our risks",
    ),
    "acceptance-has-ended": Plain(
        "What we had agreed to live with for a while is open again: {where}.",
        "What we agreed to live with is still agreed",
        "whether what we agreed to live with is still agreed",
    ),
    "policy-was-not-reviewed": Plain(
        "Nobody has looked again at a rule that was due for it: {where}.",
        "We look again at our rules in time",
        "whether we look again at our rules",
    ),
    "price-rose-beyond-the-contract": Plain(
        "A supplier charges more than we agreed: {where}.",
        "Suppliers charge what we agreed",
        "whether suppliers charge what we agreed",
    ),
    "service-credit-can-be-claimed": Plain(
        "A supplier owes us money for what failed: {where}.",
        "No supplier owes us money for what failed",
        "whether a supplier owes us money for what failed",
    ),
    **ARCHITECTURE,
}
"""By the judgement's name. One that is not here is told by its own title."""
