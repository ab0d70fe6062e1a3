"""What stands at the top of a kit, in plain words, for those who must allow it.  Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from farhand.commands import Asked
from farhand.model import App
from farhand.words import _

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
        _("Questions to the surroundings of {app}.").format(app=f"{app.name}{version}"),
        _where(app, platform, target),
        _(
            "It only reads. It writes no file, changes no setting, and sends nothing to anybody: what it "
            "finds out is printed here, on this screen, for you to read first."
        )
        + " "
        + _back(app),
        _(
            "It runs the {n} checks further down, each as it stands there, one after the other, each with a "
            "limit of time, after which it is ended with all that it has started. Each stands in lines that "
            "begin with #farhand: they hold the name of this machine, the time, the exit status and a "
            "checksum."
        ).format(n=len(asked)),
        _(
            "Passwords and other secrets are replaced by <secret> before anything is printed; kit_mask says "
            "which."
        ),
        _("It connects to: {places}.").format(places=_connects(asked)),
    ]
    usage = (
        "sh kit.sh --list              " + _("which checks there are"),
        "sh kit.sh --dry-run           " + _("show their scripts and run nothing"),
        "sh kit.sh                     " + _("run them all"),
        "sh kit.sh --only NAME,NAME    "
        + _("only these; --skip NAME leaves one out and says so in the answer"),
        "sh kit.sh --deadline 60s      " + _("the time for all of it"),
        "sh kit.sh --pid NUMBER        "
        + _("look as this process, with its variables (as root also as its user)"),
        "sh kit.sh --platform docker --target NAME    "
        + _("inside of this container; also compose, kubernetes, systemd"),
        "sh kit.sh --here              " + _("right here, not inside of the container"),
    )
    body = "\n#\n".join(comment(text, "") for text in paragraphs)
    lines = "\n".join(f"#   {line}" for line in usage)
    status = _("Exit status: 0 whatever was found, 2 for a wrong option.")
    return f"#!/bin/sh\n{body}\n#\n{lines}\n#\n# {status}\n"


def _back(app: App) -> str:
    if app.contact:
        told = _("To send it, copy the text into your answer to {contact}.")
        return told.format(contact=app.contact)
    return _("To send it, copy the text into your answer.")


def _where(app: App, platform: str, target: str) -> str:
    if platform in ("docker", "compose", "kubernetes") and target:
        told = _(
            "Run it on the machine where you use {program}, or inside of the container: it looks from where "
            "the app is ({platform}: {target})."
        )
        program = "kubectl" if platform == "kubernetes" else "docker"
        return told.format(program=program, platform=platform, target=target)
    if platform == "systemd" and target:
        told = _("Run it as root on the machine of the app: it looks as the unit {target} does.")
        return told.format(target=target)
    told = _(
        "Run it on the machine of {app}, as the user that the app runs as and with the app's variables, or "
        "with --pid and the number of the app's process."
    )
    return told.format(app=app.name)


def _connects(asked: Sequence[Asked]) -> str:
    every = dict.fromkeys(place for one in asked for place in one.command.connects)
    return ", ".join(every) or _(
        "the hosts of the checks further down, and the resolver and proxy of this machine"
    )
