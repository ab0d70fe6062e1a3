"""The next steps as text: for the engineer's terminal, and as one mail to send as it stands.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from farhand import causes, commands, platforms
from farhand.asks import UNKNOWN
from farhand.faces import promise
from farhand.faces.escape import terminal
from farhand.model import App, Command
from farhand.steps import options, planning, words
from farhand.steps.planning import Advice
from farhand.steps.worth import Step
from farhand.words import _, marked, said

NOTHING_MORE = (
    "Nothing that Farhand could ask would tell more. Read the app's log around the first failure.\n"
)


#: Letters of commands up to which a person pastes them; what is longer is better sent as a file.
LONG = 2000

ADVICE = (
    "This is long to paste. `--kit FILE` writes all checks as one file that is sent, read and allowed once; "
    "each step is then one short line.\n"
)


def line_of(app: App, steps: Sequence[Step], platform: str, kit: str = "") -> str:
    """What a person runs for these steps: checks in one go, each in its frame; others as they are.

    `kit` is the file with all checks that the customer has; empty: the checks themselves are pasted.
    """
    checks = [s for s in steps if s.kind == "check"]
    if kit and checks:
        others = line_of(app, [s for s in steps if s.kind != "check"], platform)
        return f"{kit_line(app, checks, platform, kit)}\n{others}".rstrip()
    script = "\n".join(commands.framed(options.asked_of(app, s.subject), s.id) for s in checks)
    outside = [s.command.script for s in steps if s.kind != "check" and s.command]
    found = platforms.find(platform)
    target = options.target_of(app, platform)
    return "\n".join([*([found.inside(target, script)] if script else []), *outside])


def kit_line(app: App, checks: Sequence[Step], platform: str, kit: str) -> str:
    """The line by which a kit runs just these checks."""
    target = options.target_of(app, platform)
    inside = f" --target {shlex.quote(target)}" if target and not app.target else ""
    return f"sh {shlex.quote(kit)}{inside} --only {shlex.quote(','.join(s.subject for s in checks))}"


def too_long(app: App, steps: Sequence[Step], platform: str) -> bool:
    """Is this more than a person likes to paste?"""
    return len(line_of(app, [s for s in steps if s.kind == "check"], platform)) > LONG


def as_json(app: App, step: Step, advice: Advice, platform: str, kit: str = "") -> dict[str, Any]:
    """One row of `next`."""
    command = step.command
    row: dict[str, Any] = {
        "check": step.check,
        "question": step.question,
        "command": line_of(app, [step], platform, kit) if command else "",
        "platform": platform,
        "decides": words.decides(step, advice.belief),
        "minutes": step.minutes,
        "risk": planning.risks(step),
        "id": step.id,
        "kind": step.kind,
        "subject": step.subject,
        "why": step.why,
        "means": words.means(step, advice),
        "approvals": list(step.approvals),
    }
    if step.choices:
        row["choices"] = dict(step.means)
    if command:
        row.update(seconds=command.seconds, prints=command.prints, hides=command.hides)
    return row


def terminal_text(
    app: App, advice: Advice, channel: str, platform: str, kit: str = "", letter: str = ""
) -> str:
    """All that `farhand next` prints; `letter` is the mail where there is one."""
    if advice.decided:
        return terminal("\n".join(_decided(advice)))
    if not advice.steps:
        likely = [f"Most likely: {f.cause} ({f.subject}): {f.says}" for f in advice.found]
        return terminal("\n".join([*likely, NOTHING_MORE]))
    parts = [_step(app, n, step, advice, channel, platform, kit) for n, step in enumerate(advice.steps, 1)]
    if not kit and too_long(app, advice.steps, platform):
        parts.append(ADVICE)
    if letter:
        parts += ["--- the mail ---", letter]
    return terminal("\n".join(parts))


def _step(app: App, number: int, step: Step, advice: Advice, channel: str, platform: str, kit: str) -> str:
    lines = [f"{number}. {step.subject}: {step.question}"]
    lines += [f"   why: {step.why}"] if step.why else []
    lines += [f"   {line}" for line in words.means(step, advice)]
    lines.append(f"   {_price(step)}")
    lines += [f"   {line}" for line in _shows(step)]
    if channel != "mail" and step.command:
        lines += ["", line_of(app, [step], platform, kit)]
    return "\n".join(lines) + "\n"


def _price(step: Step) -> str:
    needs = f"needs {', '.join(step.approvals)}" if step.approvals else "needs no approval"
    most = f", at most {step.command.seconds:.0f} s to run" if step.command else ""
    return f"{step.minutes:.1f} min{most}; reads only; {needs}"


def _shows(step: Step) -> Iterator[str]:
    if step.command and step.command.prints:
        yield f"prints: {step.command.prints}"
    if step.command and step.command.hides:
        yield f"does not print: {step.command.hides}"


def _decided(advice: Advice) -> Iterator[str]:
    for finding in advice.found:
        yield f"Decided: {finding.cause} ({finding.subject}): {finding.says}"
        yield from (f"  {step}" for step in finding.fix[:3])
        yield f"  whose job: {finding.owner}"
    for step in advice.open:
        other = list(step.shows)[-1].cause
        tells = step.command.script if step.command else ""
        yield f"  open: {other} ({causes.get(other).title}); this would tell: {tells}"
    yield ""


def mail(app: App, steps: Sequence[Step], platform: str, kit: str = "") -> str:
    """The text of one mail: why, what to paste, what is not printed, what to send back, what to answer."""
    ordered = [s for s in steps if s.command and s.kind != "compare"]
    hello = _("Hello,\n\nto find out why {app} does not work as it should, we need your help.")
    parts = [hello.format(app=app.name)]
    if ordered:
        parts.append(_please(app, ordered, platform, kit))
    parts += [
        f"{said(step.question)}\n{step.command.script}"
        for step in steps
        if step.kind == "compare" and step.command
    ]
    asked = [s for s in steps if s.choices]
    if asked:
        parts.append("\n\n".join(_question(s) for s in asked))
    parts.append(
        _("If something of this is not allowed at your site, tell us which: we then go another way.")
    )
    return "\n\n".join(parts) + "\n"


def _please(app: App, steps: Sequence[Step], platform: str, kit: str) -> str:
    minutes = sum(s.minutes for s in steps)
    why = "\n".join(f"  - {s.subject}: {said(s.why or s.question)}" for s in steps)
    filed = kit and any(s.kind == "check" for s in steps)
    need = _("You need {what}.").format(what=said(platforms.find(platform).NEEDS))
    told = "\n".join(promise.of_command(_as_one(steps), minutes, _risk(steps)))
    return (
        f"{_by_file(app, platform, kit) if filed else _(PASTED)} {need}\n{told}\n\n"
        f"{_('It looks at:')}\n{why}\n\n{line_of(app, steps, platform, kit)}"
    )


def _as_one(steps: Sequence[Step]) -> Command:
    """What all of them print and hide, and how long they run together."""
    every = [s.command for s in steps if s.command]
    prints = "; ".join(dict.fromkeys(said(c.prints) for c in every if c.prints))
    hides = "; ".join(dict.fromkeys(said(c.hides) for c in every if c.hides))
    return Command("", seconds=sum(c.seconds for c in every), prints=prints, hides=hides)


def _risk(steps: Sequence[Step]) -> str:
    approvals = dict.fromkeys(name for s in steps for name in s.approvals)
    return ", ".join((promise.READ_ONLY, *approvals))


PASTED = marked(
    "Please paste this, from the first line to the last, into a shell, and send back what it prints."
)


def _by_file(app: App, platform: str, kit: str) -> str:
    """How a kit is run: by name, from where it lies."""
    text = _(
        "Please run the lines below in the folder where you keep the file {kit}, and send back what they "
        "print. {kit} comes with this mail; if you have it from us already, it is the same. It is plain "
        "text: you can read it first, and it runs only the checks that are named behind --only."
    ).format(kit=kit)
    if platform in ("", "bare") and not app.target:
        with_pid = _("With --pid and the number of the app's process it looks with the variables of the app.")
        text += f" {with_pid}"
    return text


def _question(step: Step) -> str:
    choices = "\n".join(f"  ( ) {_choice(choice)}: {said(text)}" for choice, text in step.means.items())
    return f"{said(step.question)}\n{choices}\n  ( ) {_choice(UNKNOWN)}"


def _choice(word: str) -> str:
    """The word to say, with its meaning in another language beside it: the word itself is what is read."""
    return word if said(word) == word else f"{word} ({said(word)})"
