"""The answer as text that a person can mail, and as JSON."""

from __future__ import annotations

from typing import Any

from farhand.logs.asking.model import Answer, Command
from farhand.when import zone_name


def text(answer: Answer, app: str, contact: str, estimate: int | None) -> str:
    """Plain text of a mail; nothing in it needs formatting."""
    rows = [f"Please send us a part of the log of {app or 'the app'}.", ""]
    rows += ["What it prints:", *(f"  - {one}" for one in answer.prints)]
    rows += ["What it hides:", f"  - {answer.hides}"]
    if answer.loses:
        rows += ["What it may miss:", *(f"  - {one}" for one in answer.loses)]
    rows += ["", "The commands only read. Paste each as it stands, all lines at once."]
    many = len(answer.commands) > 1
    for number, command in enumerate(answer.commands, 1):
        rows += _command(command, f"{number}. " if many else "", estimate)
    rows += ["", f"Then send what it printed{f' to {contact}' if contact else ''}."]
    return "\n".join(rows) + "\n"


def _command(command: Command, number: str, estimate: int | None) -> list[str]:
    counted = f" (here it is {size(estimate)})" if estimate is not None else ""
    return [
        "",
        f"{number}{command.about[0].upper()}{command.about[1:]}. It needs: {command.needs}.",
        "",
        f"First, how many bytes it is, before secrets are hidden{counted}; 0 means nothing is there:",
        "",
        command.count,
        "Then the log itself, to a file of your choice with  > FILE  behind the first line's `sh -s`:",
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
