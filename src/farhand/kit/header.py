"""What stands at the top of a kit, in plain words, for those who must allow it.  Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from farhand.commands import Asked
from farhand.model import App

_COLUMNS = 100


def plain(text: str) -> str:
    """One line without control characters and without signs that turn the order of letters around."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def comment(text: str, indent: str = "  ") -> str:
    """The text as a comment of sh, wrapped; all lines but the first are indented."""
    lines = textwrap.wrap(plain(text), _COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {lines[0] if not i else indent + line}" for i, line in enumerate(lines)) or "#"


def header(app: App, asked: Sequence[Asked], platform: str, target: str) -> str:
    """The first lines, up to the first empty one."""
    version = f" {app.version}" if app.version else ""
    paragraphs = [
        f"Questions to the surroundings of {app.name}{version}.",
        _where(app, platform, target),
        "It only reads. It writes no file, changes no setting, and sends nothing to anybody: what it "
        "finds out is "
        "printed here, on this screen, for you to read first. To send it, copy the text into your answer"
        + (f" to {app.contact}." if app.contact else "."),
        f"It runs the {len(asked)} checks further down, each as it stands there, one after the other, "
        f"each with a limit "
        "of time, after which it is ended with all that it has started. Each stands in lines that "
        "begin with #farhand: "
        "they hold the name of this machine, the time, the exit status and a checksum.",
        "Passwords and other secrets are replaced by <secret> before anything is printed; kit_mask "
        "says which.",
        f"It connects to: {_connects(asked)}.",
    ]
    usage = (
        "sh kit.sh --list              which checks there are",
        "sh kit.sh --dry-run           show their scripts and run nothing",
        "sh kit.sh                     run them all",
        "sh kit.sh --only NAME,NAME    only these; --skip NAME leaves one out and says so in the answer",
        "sh kit.sh --deadline 60s      the time for all of it",
        "sh kit.sh --pid NUMBER        look as this process, with its variables (as root also as its user)",
        "sh kit.sh --platform docker --target NAME    inside of this container; also compose, "
        "kubernetes, systemd",
        "sh kit.sh --here              right here, not inside of the container",
    )
    body = "\n#\n".join(comment(text, "") for text in paragraphs)
    lines = "\n".join(f"#   {line}" for line in usage)
    return f"#!/bin/sh\n{body}\n#\n{lines}\n#\n# Exit status: 0 whatever was found, 2 for a wrong option.\n"


def _where(app: App, platform: str, target: str) -> str:
    if platform in ("docker", "compose", "kubernetes") and target:
        return (
            f"Run it on the machine where you use "
            f"{'kubectl' if platform == 'kubernetes' else 'docker'}, or inside of "
            f"the container: it looks from where the app is ({platform}: {target})."
        )
    if platform == "systemd" and target:
        return f"Run it as root on the machine of the app: it looks as the unit {target} does."
    return (
        f"Run it on the machine of {app.name}, as the user that the app runs as and with the app's "
        f"variables, or with "
        "--pid and the number of the app's process."
    )


def _connects(asked: Sequence[Asked]) -> str:
    every = dict.fromkeys(place for one in asked for place in one.command.connects)
    return (
        ", ".join(every) or "the hosts of the checks further down, and the resolver and proxy of this machine"
    )
