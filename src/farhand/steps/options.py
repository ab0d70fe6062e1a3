"""All steps that there are for an app: its checks as commands, the platform's questions, and people's.

Pure. The comparisons that a found cause leaves open are in `compare`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from farhand import asks, checks, commands, platforms
from farhand.checks import Check
from farhand.commands import Asked
from farhand.errors import Mistake
from farhand.model import App
from farhand.steps import candidates, passwords, records, sees
from farhand.steps.candidates import ITSELF
from farhand.steps.worth import NO_ANSWER, Belief, Candidate, Step, minutes_of

#: Who runs what the check looks at, outside first; then the site's own checks in the order of the plan.
_OUTSIDE_IN = {"third-party": 0, "vendor": 0, "customer": 1}
_SITE, _PLATFORM, _ASK = 2, 3, 4


def of_app(app: App, belief: Belief, platform: str = "") -> list[Step]:
    """Every step there is before anything was seen, each with what it would show."""
    checked = _of_checks(app, belief) if has_shell(platform or app.platform) else ()
    return [*checked, *_of_platform(app, belief, platform), *_of_people(app, belief)]


def has_shell(platform: str) -> bool:
    """Can a command be run where the app is? A platform that is not known here is taken as a bare machine."""
    if platform not in platforms.names():
        return True
    try:
        platforms.find(platform).inside("x/x" if platform == "kubernetes" else "x", "true")
    except Mistake:
        return False
    return True


def _of_checks(app: App, belief: Belief) -> Iterator[Step]:
    private = candidates.private(app)
    for asked in commands.of_app(app):
        check = checks.find(asked.check)
        site = checks.is_site(check)
        yield Step(
            id=asked.subject,
            kind="check",
            subject=asked.subject,
            check=asked.check,
            question=_first_line(check.__doc__),
            why=asked.command.why or asked.need.why,
            command=asked.command,
            shows=shown(check, asked.subject, belief, private),
            minutes=minutes_of(asked.command),
            order=_SITE if site else _OUTSIDE_IN.get(asked.need.run_by, 1),
        )


def shown(
    check: Check, subject: str, belief: Belief, private: AbstractSet[Candidate]
) -> dict[Candidate, float]:
    """What the check shows of a subject; one of the site shows most of its causes wherever they act."""
    sight, site = sees.whole(check), checks.is_site(check)
    rows = {}
    for candidate in belief:
        chance = sight.chance(candidate.cause)
        here = candidate.subject == subject
        if chance and (here or (site and candidate not in private)):
            rows[candidate] = chance * (1.0 if here else sees.ELSEWHERE)
    return rows


def asked_of(app: App, subject: str) -> Asked:
    """The command of that subject, without passwords of the declaration. Raises LookupError."""
    asked = next(iter(commands.of_app(passwords.without(app), only=[subject])))
    return commands.with_script(asked, passwords.filled_in(asked.command.script))


def target_of(app: App, platform: str) -> str:
    """The declared target, else a word to be replaced; on a bare machine none is needed: it is this shell."""
    return app.target or ("" if platform in ("", "bare") else platforms.find(platform).TARGET.upper())


def _of_platform(app: App, belief: Belief, platform: str) -> Iterator[Step]:
    name = platform or app.platform
    if name not in platforms.names():
        return
    found = platforms.find(name)
    for number, command in enumerate(found.outside(target_of(app, name), "1h"), 1):
        yield Step(
            id=f"platform-{number}",
            kind="platform",
            subject=ITSELF,
            check="platform",
            question=command.why or f"What does {name} say of it?",
            command=command,
            shows={c: p for c in belief if (p := records.shows(command, c.cause))},
            minutes=minutes_of(command),
            order=_PLATFORM,
        )


def _of_people(app: App, belief: Belief) -> Iterator[Step]:
    for question in asks.of_app(app):
        ask = question.ASK
        yield Step(
            id=ask.id,
            kind="ask",
            subject=ask.id,
            check="ask",
            question=ask.question,
            why=ask.why,
            choices=likelihoods(question, belief),
            means=ask.choices,
            minutes=ask.minutes,
            order=_ASK,
        )


def likelihoods(question: asks.Question, belief: Belief) -> dict[str, dict[Candidate, float]]:
    """For each choice, and for none, how likely each candidate makes that it is given."""
    choices, site = list(question.ASK.choices), frozenset([*checks.names(), ITSELF])
    rows: dict[str, dict[Candidate, float]] = {choice: {} for choice in [*choices, asks.UNKNOWN]}
    for candidate in belief:
        shifts = [asks.shift(question, c, candidate.cause, candidate.subject in site) for c in choices]
        for choice, value in zip(choices, shifts):
            rows[choice][candidate] = (1 - NO_ANSWER) * value / sum(shifts)
        rows[asks.UNKNOWN][candidate] = NO_ANSWER
    return rows


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]
