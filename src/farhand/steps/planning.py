"""What to ask next, or that it is decided.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod

from farhand import asks, causes
from farhand.model import App, Finding, Result
from farhand.steps import candidates, compare, learn, options, worth
from farhand.steps.worth import Belief, Candidate, Step

#: How likely the found roots must be together, and the first of them alone, for the matter to be decided.
SURE, SURE_ALONE = 0.6, 0.5
#: What a step might still find in their place, for it to be worth asking all the same.
OVERTURN = 0.1
#: A step that is expected to bring fewer bits than this is not offered: it would not change the verdict.
LEAST = 0.03
#: One mail asks for this many commands and minutes of the operator at most.
MAIL_STEPS, MAIL_MINUTES = 5, 2.0
CHANNELS = ("call", "chat", "mail")


@dataclass(frozen=True)
class Known:
    """All that has come back so far."""

    results: Sequence[Result] = ()
    causes: Sequence[Finding] = ()
    reported: str = ""
    told: Sequence[tuple[str, str]] = ()  # id of the question, the choice
    done: Collection[str] = ()  # ids of steps that were answered or declined
    looked: Collection[str] = ()  # ids of those whose output came back


@dataclass(frozen=True)
class Advice:
    """The next steps, or that it is decided and what stays open all the same."""

    decided: bool
    steps: tuple[Step, ...]
    belief: Belief
    found: tuple[Finding, ...] = ()
    open: tuple[Step, ...] = ()
    rest: tuple[Step, ...] = ()  # what else there is to ask


def advise(app: App, known: Known, channel: str = "mail", platform: str = "") -> Advice:
    """What is worth asking now over that channel."""
    prior = candidates.prior(app, platform, known.reported)
    learned = learn.learn(prior, known.results, known.causes, candidates.private(app), candidates.fed(app))
    belief = _after_answers(learned.belief, known.told)
    done = {
        *known.done,
        *(r.subject for r in known.results if r.check != "text"),
        *(i for i, _ in known.told),
    }
    every = options.of_app(app, belief, platform)
    belief = _after_records(belief, [s for s in every if s.id in known.looked], learned)
    there = [s for s in every if s.id not in done]
    comparing = [s for s in compare.steps(learned.found) if s.id not in done]
    if decided(belief, learned, there):
        return Advice(True, (), belief, learned.found, tuple(comparing))
    there += comparing
    chosen = tuple(choose(belief, there, channel))
    return Advice(False, chosen, belief, learned.found, rest=tuple(s for s in there if s not in chosen))


def choose(belief: Belief, steps: Sequence[Step], channel: str) -> list[Step]:
    """One step for a call, two for a chat, a batch that belongs together for a mail."""
    if channel == "mail":
        return worth.batch(belief, steps, MAIL_STEPS, MAIL_MINUTES, LEAST)
    most = 1 if channel == "call" else 2
    return worth.batch(belief, steps, most, float("inf"), LEAST)


def decided(belief: Belief, learned: learn.Learned, steps: Sequence[Step]) -> bool:
    """The roots found are sure enough, and nothing that is cheap to ask could put another in their place."""
    together = sum(belief.get(c, 0.0) for c in learned.stands)
    first = learned.found[0] if learned.found else None
    if first is None or first.confidence < SURE_ALONE or together < SURE or _vague(first):
        return False
    cheap = [s for s in steps if s.kind in ("check", "platform") and not s.approvals]
    return all(overturns(belief, learned.stands, step) < OVERTURN for step in cheap)


def _vague(finding: Finding) -> bool:
    """A text that says only that something failed; a check that says so has looked."""
    return finding.check == "text" and causes.get(finding.cause).vague


def overturns(belief: Belief, stands: Collection[Candidate], step: Step) -> float:
    """How likely the step finds something else than what is thought."""
    return sum(p * step.shows.get(c, 0.0) for c, p in belief.items() if c not in stands)


def _after_answers(belief: Belief, told: Sequence[tuple[str, str]]) -> Belief:
    for ask_id, choice in told:
        try:
            rows = options.likelihoods(asks.find(ask_id), belief)
        except LookupError:
            continue
        belief = learn.told(belief, rows.get(choice, {}))
    return belief


def _after_records(belief: Belief, looked: Sequence[Step], learned: learn.Learned) -> Belief:
    """What a platform's records would have shown is less likely once they have come back."""
    shown = [s.shows for s in looked if s.kind == "platform"]
    rest = {c: 1.0 if c in learned.stands else prod(1.0 - s.get(c, 0.0) for s in shown) for c in belief}
    return worth.normal({c: p * rest[c] for c, p in belief.items()}) if shown else belief


def most_likely(belief: Belief, count: int = 5) -> list[tuple[Candidate, float]]:
    return sorted(belief.items(), key=lambda row: (-row[1], row[0]))[:count]


def risks(step: Step) -> str:
    return ", ".join(("read-only", *step.approvals)) if step.approvals else "read-only"
