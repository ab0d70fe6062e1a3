"""The answer as text that a person can mail, and as JSON."""

from __future__ import annotations

from typing import Any

from farhand.logs.asking.model import Answer, Command
from farhand.when import zone_name
from farhand.words import _, said


def text(answer: Answer, app: str, contact: str, estimate: int | None) -> str:
    """Plain text of a mail; nothing in it needs formatting."""
    rows = [_("Please send us a part of the log of {app}.").format(app=app or _("the app")), ""]
    rows += [_("What it prints:"), *(f"  - {said(one)}" for one in answer.prints)]
    rows += [_("What it hides:"), f"  - {said(answer.hides)}"]
    if answer.loses:
        rows += [_("What it may miss:"), *(f"  - {said(one)}" for one in answer.loses)]
    rows += ["", _("The commands only read: they change nothing and send nothing by themselves.")]
    rows += [_("Paste each as it stands, all lines at once.")]
    many = len(answer.commands) > 1
    for number, command in enumerate(answer.commands, 1):
        rows += _command(command, f"{number}. " if many else "", estimate)
    rows += ["", _("Then send what it printed to {contact}.").format(contact=contact)] if contact else []
    rows += [] if contact else ["", _("Then send what it printed.")]
    return "\n".join(rows) + "\n"


def _command(command: Command, number: str, estimate: int | None) -> list[str]:
    count = _("First, how many bytes it is, before secrets are hidden; 0 means nothing is there:")
    if estimate is not None:
        count = _(
            "First, how many bytes it is, before secrets are hidden (here it is {size}); 0 means nothing is "
            "there:"
        ).format(size=size(estimate))
    about = said(command.about)
    return [
        "",
        f"{number}{about[0].upper()}{about[1:]}. {_('It needs:')} {said(command.needs)}.",
        "",
        count,
        "",
        command.count,
        _("Then the log itself, to a file of your choice with  > FILE  behind the first line's `sh -s`:"),
        "",
        command.take,
    ]


def document(answer: Answer, estimate: int | None) -> dict[str, Any]:
    """The same as a document, schema `farhand.ask/1`."""
    asked = answer.asked
    return {
        "schema": "farhand.ask/1",
        "source": asked.source or None,
        "platform": asked.platform or "bare",
        "target": asked.target or None,
        "since": asked.window.since or None,
        "until": asked.window.until or None,
        "zone": zone_name(asked.zone),
        "level": asked.level or None,
        "contains": list(asked.texts),
        "limit_bytes": asked.limit,
        "limit_seconds": asked.seconds,
        "commands": [
            {"about": c.about, "needs": c.needs, "count": c.count, "command": c.take} for c in answer.commands
        ],
        "prints": list(answer.prints),
        "hides": answer.hides,
        "loses": list(answer.loses),
        "estimate_bytes": estimate,
    }


def size(count: int) -> str:
    """Bytes as people read them."""
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= one:
            return f"{count / one:.1f} {unit}"
    return f"{count} bytes"
