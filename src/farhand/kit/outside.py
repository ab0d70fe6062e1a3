"""What to ask the platform, as a text that can be pasted or run as it is.  Pure.

The outputs stand without frames: they are those of the field's own tools, and are read by their form.
"""

from __future__ import annotations

from farhand import platforms
from farhand.kit.header import comment, plain
from farhand.model import App


def outside(app: App, platform: str, target: str, since: str = "") -> str:
    """sh text: one block per command, with its reason. Raises Mistake for a wrong target or time."""
    module = platforms.find(platform)
    named = f" {target}" if target else ""
    head = [
        f"What {platform} says of {app.name}: {module.TARGET}{named}. Needs {module.NEEDS}.",
        "The commands only read. They print no values of variables, and what looks like a password is "
        "replaced.",
    ]
    blocks = ["#!/bin/sh\n" + "\n".join(comment(line) for line in head)]
    for number, command in enumerate(module.outside(target, since), 1):
        hides = f" Does not print: {command.hides}." if command.hides else ""
        about = comment(f"{number}. {command.why}. Prints: {command.prints}.{hides}")
        title = f"printf '\\n'; echo '$ # {number}. {_quotable(command.why)}'"
        blocks.append(f"{about}\n{title}\n(\n{command.script}\n)")
    return "\n\n".join(blocks) + "\n"


def _quotable(text: str) -> str:
    return plain(text).replace("'", "")
