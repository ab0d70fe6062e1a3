"""What a command does and what it does not do, in two lines, made of the command's own data.  Pure.

A person who is asked to run something wants to know both before they read the command itself.
"""

from __future__ import annotations

from math import ceil

from farhand.model import Command, NextStep
from farhand.words import _, ngettext, said

READ_ONLY = "read-only"


def of_command(command: Command, minutes: float = 0.0, risk: str = READ_ONLY) -> tuple[str, ...]:
    """Of a check's command: what it prints, for how long it runs, and what it leaves alone."""
    does = _("What it does: it looks and prints what it finds.")
    if command.prints:
        does = _("What it does: it prints {prints}.").format(prints=said(command.prints))
    most = ngettext(
        "It runs for at most {n} second.", "It runs for at most {n} seconds.", round(command.seconds)
    ).format(n=round(command.seconds))
    return f"{does} {most}{_work(minutes)}", _leaves_alone(said(command.hides), risk)


def of_step(step: NextStep) -> tuple[str, ...]:
    """Of the next step of a report; nothing where there is no command to run."""
    if not step.command:
        return ()
    return _("What it does: it looks and prints what it finds.") + _work(step.minutes), _leaves_alone(
        "", step.risk
    )


def _work(minutes: float) -> str:
    if not minutes:
        return ""
    whole = ceil(minutes)
    told = ngettext("It is about {n} minute of work.", "It is about {n} minutes of work.", whole)
    return " " + told.format(n=whole)


def _leaves_alone(hides: str, risk: str) -> str:
    first, *needs = risk.split(", ")
    if first != READ_ONLY:
        told = _("Mind: it does more than read: {what}.").format(what=said(risk))
    elif hides:
        told = _(
            "What it does not do: it changes nothing, sends nothing by itself, and does not print {hides}."
        )
        told = told.format(hides=hides)
    else:
        told = _("What it does not do: it changes nothing and sends nothing by itself.")
    asks = _("It needs a yes of: {who}.").format(who=", ".join(map(said, needs))) if needs else ""
    return f"{told} {asks}".strip()
