"""One problem from "the app is broken" to its cause: what is asked, what comes back, what it cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from farhand.evidence import Opinion, weigh
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.steps import planning
from farhand.steps.worth import Step
from tests.lab.expect import Expect, Outcome
from tests.lab.lab import Lab
from tests.rounds import article
from tests.rounds.customer import Customer, meet

#: Commands after which a case counts as not found.
MOST = 8
#: Rounds of any sort; questions that nobody can answer are no commands.
ROUNDS = 20
UNANSWERED = "don't know"


@dataclass
class Played:
    """What one way of asking came to in one world."""

    way: str  # call, mail, call by probe, article
    found: bool = False
    decided: bool = False
    said: str = ""  # the cause that was named in the end
    commands: int = 0
    messages: int = 0
    questions: int = 0
    minutes: float = 0.0
    bytes: int = 0
    approvals: int = 0
    trail: list[str] = field(default_factory=list)


#: The ways of asking. "by probe": the real probe in the place of each command, as if Farhand was there.
WAYS = ("call", "mail", "call by probe", "mail by probe", "article")


def play(module: ModuleType, wanted: Collection[str] = WAYS) -> list[Played]:
    """Each of the wanted ways, all in one fresh world."""
    ways: list[Played] = []

    def instead(*words: str, **how: Any) -> Outcome:
        if not ways:
            ways.extend(_ways(lab, module.EXPECT, meet(lab, words, **how), wanted))
        return Outcome(4, '{"verdict": "undecided"}', "", 0.0)

    with Lab() as lab:
        module.world(lab)
        lab.real_self_test = lab._app.self_test  # type: ignore[attr-defined]
        lab._app.self_test = instead  # type: ignore[method-assign]
        module.run(lab) if hasattr(module, "run") else lab.self_test()
    return ways


def _ways(lab: Lab, expect: Expect, customer: Customer, wanted: Collection[str]) -> Iterator[Played]:
    probing = Customer(lab, customer.how, by_probe=True)
    for way in wanted:
        if way == "article":
            yield by_article(customer, expect)
        else:
            channel, _, by_probe = way.partition(" ")
            yield by_next(probing if by_probe else customer, expect, channel, way)


def by_next(customer: Customer, expect: Expect, channel: str, way: str) -> Played:
    """Asked as `farhand next` says, until it says that it is decided or there is nothing more to ask."""
    app, played = customer.app, Played(way)
    texts: list[str] = []
    told: list[tuple[str, str]] = []
    done: set[str] = set()
    while played.commands < MOST and len(played.trail) < ROUNDS:
        opinion = _opinion(texts, app)
        known = planning.Known(opinion.results, opinion.diagnosis.causes, "the app is broken", told, done)
        advice = planning.advise(app, known, channel)
        if advice.decided or not advice.steps or not _could_help(advice):
            break
        played.messages += 1
        for step in advice.steps:
            done.add(step.id)
            played.trail.append(step.id)
            _count(played, step)
            if step.kind == "check":
                texts.append(customer.does(step))
                played.bytes += len(texts[-1].encode())
            elif step.kind == "ask":
                told.append((step.id, UNANSWERED))
    opinion = _opinion(texts, app)
    known = planning.Known(opinion.results, opinion.diagnosis.causes, "the app is broken", told, done)
    played.decided = planning.advise(app, known, channel).decided
    return _settled(played, opinion, expect)


def _could_help(advice: planning.Advice) -> bool:
    """This customer knows no answers: where only questions are left, it ends."""
    return any(step.kind in ("check", "platform") for step in (*advice.steps, *advice.rest))


def by_article(customer: Customer, expect: Expect) -> Played:
    """The fixed checklist, line by line, until what came back names a cause that is sure enough."""
    app, played = customer.app, Played("article")
    texts: list[str] = []
    for line in article.lines(app):
        texts.append(customer.types(line))
        played.commands += 1
        played.messages += 1
        played.minutes += article.MINUTES
        played.bytes += len(texts[-1].encode())
        played.trail.append(line.split()[0])
        _settled(played, _opinion(texts, app), expect)
        if played.found or played.commands >= MOST:
            break
    return played


def _count(played: Played, step: Step) -> None:
    played.minutes += step.minutes
    played.approvals += len(step.approvals)
    played.commands += step.kind in ("check", "platform")
    played.questions += step.kind in ("ask", "compare")


def _opinion(texts: list[str], app: App) -> Opinion:
    return weigh([Source(f"answer {n}", [t.encode()], t) for n, t in enumerate(texts, 1)], Redactor(), app)


def _settled(played: Played, opinion: Opinion, expect: Expect) -> Played:
    """The true cause is the first root, and sure enough."""
    roots = [f for f in opinion.diagnosis.causes if f.role == "root"]
    first = roots[0] if roots else None
    played.said = first.cause if first else ""
    played.found = bool(first and first.confidence >= planning.SURE_ALONE and first.cause in truths(expect))
    if played.way == "article":
        played.decided = bool(first and first.confidence >= planning.SURE_ALONE)
    return played


def truths(expect: Expect) -> set[str]:
    return {c for c in (expect.cause, *expect.also, *expect.causes) if c}
