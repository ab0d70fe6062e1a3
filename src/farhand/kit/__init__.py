"""The checks of an app as one POSIX sh file, for a site without Farhand.  Pure.

    header ──► sh/*.sh (how it runs, masks, frames) ──► what checks share ──► each check ──► the loop

The file is read from top to bottom by people who must allow it. So it holds no quoting of quoted text and no
here-documents of its own: old shells write those to a temporary file, and a full disk would stop the kit.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from farhand import commands, platforms
from farhand.commands import Asked
from farhand.kit import shared
from farhand.kit.header import comment, header, plain
from farhand.model import App
from farhand.words import _, said

#: Seconds for the whole kit, where nothing else is said.
DEADLINE = 120
#: Platforms whose target a kit can enter.
ENTERED = ("docker", "compose", "kubernetes", "systemd")
#: What shellcheck takes for mistakes in the scripts of checks, and why it is meant.
_LEGEND = """\
# Before each check stands what shellcheck takes for a mistake there, and what is meant so: texts of awk,
# SQL and Python in single quotes (2016), a list that falls apart into words (2046, 2086), a shell of its
# own for each check (2030, 2031), a variable that another check reads (2034), code that is reached by a
# name in a variable, or behind an "exit" for a case that is not here (2317)."""
_QUIET = "# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2317"


#: Above the functions that several checks share.
_SHARED = "\n".join(
    (
        "# ---- what the checks share " + "-" * 73,
        "",
        "# Each library stands here once, between its marks. It only defines: nothing in it runs by itself.",
        "",
    )
)


def kit(app: App, asked: Sequence[Asked], platform: str, target: str, deadline: int = DEADLINE) -> str:
    """The text of the kit. The same declaration gives the same bytes."""
    parts = _parts()
    libraries, scripts = commands.apart([one.command.script for one in asked])
    settings = _settings(app, asked, platform, target, deadline)
    body = [*parts[:5], _entrances(), *parts[5:-1], _table(asked), _listing(asked)]
    apart = shared.apart([script.strip("\n") for script in scripts])
    body += [_LEGEND, *([_SHARED, *libraries] if libraries else []), *_shared(apart.definitions)]
    for number, one in enumerate(asked, 1):
        body.append(_check(number, one, apart.scripts[number - 1], apart.uses[number - 1]))
    rest = "\n".join([settings, *body, parts[-1]])
    mark = hashlib.sha256((header(app, asked, platform, target) + rest).encode()).hexdigest()[:16]
    return f"{header(app, asked, platform, target)}\nkit_id='{mark}'\n{rest}"


def _parts() -> list[str]:
    """The fixed parts in the order of their names; the last one is the loop."""
    folder = files(__name__) / "sh"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".sh"))
    return [(folder / name).read_text("utf-8") for name in names]


def _settings(app: App, asked: Sequence[Asked], platform: str, target: str, deadline: int) -> str:
    declared = [name for v in app.env for name in (v.name, *v.aliases)]
    secret = [name for v in app.env if v.secret for name in (v.name, *v.aliases)]
    scripts = "\n".join(one.command.script for one in asked)
    taken = platforms.mentioned(scripts, platforms.EXPANDED)
    names = [*declared, *(name for name in taken if name not in declared)]
    return "\n".join(
        (
            "LC_ALL=C",
            "export LC_ALL",
            f"kit_platform={shlex.quote(platform or 'bare')}",
            f"kit_target={shlex.quote(target)}",
            f"kit_deadline={deadline}s",
            "# The variables whose values are never printed.",
            f"kit_secret_names={_list(secret)}",
            "# With --pid only these variables are taken from the process.",
            f"kit_names={_list(names)}",
            "",
        )
    )


def _list(names: Iterable[str]) -> str:
    """A quoted list of names, several lines where it is long."""
    lines, line = [], ""
    for name in dict.fromkeys(names):
        if len(line) + len(name) > 90:
            lines.append(line.rstrip())
            line = ""
        line += name + " "
    return shlex.quote(" ".join([*lines, line.rstrip()])) if not lines else _folded([*lines, line.rstrip()])


def _folded(lines: Sequence[str]) -> str:
    return '"' + " \\\n".join(lines) + '"'


def _entrances() -> str:
    """One small function per platform: how the kit is run there."""
    texts = []
    for name in ENTERED:
        platform = platforms.find(name)
        body = "\n".join(f"  {line}" for line in platform.ENTER.splitlines())
        about = comment(f"{(platform.__doc__ or name).splitlines()[0]} {_('Needs:')} {said(platform.NEEDS)}.")
        texts.append(f"{about}\nkit_enter_{name}() {{\n{body}\n}}\n")
    return "\n".join(texts)


def _table(asked: Sequence[Asked]) -> str:
    """What the loop must know of each check."""
    rows = [
        f"    {number}) kit_is={shlex.quote(f'{number} {_word(one.subject)} {_word(one.check)}')}"
        f" kit_limit={max(1, round(one.command.seconds))}"
        f" kit_about={shlex.quote(commands.about(one))} ;;"
        for number, one in enumerate(asked, 1)
    ]
    numbers = " ".join(str(number) for number in range(1, len(asked) + 1))
    return "\n".join(
        (
            "# ---- the checks " + "-" * 83,
            "",
            f"kit_all_checks='{numbers}'",
            "",
            "# Number, name and check; seconds at most; the words of the frame.",
            "kit_facts() {",
            "  case $1 in",
            *rows,
            "  esac",
            "}",
            "",
        )
    )


def _listing(asked: Sequence[Asked]) -> str:
    rows = [
        shlex.quote(f"{n:>3}  {_word(one.subject)} ({_word(one.check)}, {_limit(one)})  {_why(one)}".rstrip())
        for n, one in enumerate(asked, 1)
    ]
    lines = " \\\n    ".join(rows)
    return f"kit_list() {{\n  printf '%s\\n' \\\n    {lines}\n}}\n"


def _limit(one: Asked) -> str:
    return _("at most {n} s").format(n=round(one.command.seconds))


def _shared(definitions: Sequence[str]) -> Iterator[str]:
    """A function that defines what several checks use; each of those begins with it."""
    if definitions:
        lines = ["# Functions and texts that several checks use.", _QUIET, "kit_shared() {", *definitions]
        yield "\n".join([*lines, "} # end of kit_shared", ""])


def _check(number: int, one: Asked, script: str, uses: bool) -> str:
    """One check: why, what it prints and hides, and the script as it is run, but for what stands above."""
    command = one.command
    told = [
        (_("Why"), _why(one)),
        (_("Prints"), said(command.prints)),
        (_("Does not print"), said(command.hides)),
    ]
    told += [(_("Connects to"), ", ".join(command.connects))]
    told += [(_("Takes"), _limit(one))]
    about = "\n".join(comment(f"{name}: {text}") for name, text in told if text)
    title = f"# ---- {number}. {plain(one.subject)}: {plain(one.check)} "
    lines = [f"{title}{'-' * max(4, 100 - len(title))}", about, _QUIET, f"check_{number}() {{"]
    lines += ["kit_shared", script] if uses else [script]
    return "\n".join([*lines, f"}} # end of check_{number}", ""])


def _why(one: Asked) -> str:
    return plain(said(one.command.why or one.need.why))


def _word(subject: str) -> str:
    """A name as one word, for --only."""
    return plain(subject).replace(" ", "_").replace(",", "_")
