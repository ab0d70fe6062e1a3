"""The checks of an app as commands for a person: what kit, next, request and isolate share.  Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from farhand import checks, framing, plan
from farhand.checks import Check
from farhand.model import App, Command, Dependency

#: The last line of what every command prints: without it an output is not whole.
END = "== end"
#: Prints it, and keeps the exit status of what ran before.
_ENDED = f'set -- "$?"; echo {shlex.quote(END)}; (exit "$1")\n'
_LIBRARY = re.compile(r"^#== (?P<name>\w+): .*?^#== end of (?P=name)\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One check of one subject, as a person asks it. The subject is its id: no two have the same."""

    subject: str
    check: str
    command: Command
    need: Dependency
    after: tuple[str, ...] = ()


def of_app(app: App, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Asked]:
    """Every check of the declaration that has a command, in the order of the plan.

    `${VAR}` is left in the settings: it is filled in where the command runs; `variables` in them are the
    declared ones, and `app` is the whole declaration. Raises LookupError for a word of `only` or `skip` that
    names neither subject nor kind.
    """
    asked = []
    for step in plan.make(app, only, skip).steps:
        options = app.checks.get(step.kind, {})
        settings = {**options, **step.need.settings, **_beside(app, step.need)}
        found = of(step.check, step.subject, settings) if step.check else None
        if step.check and found:
            asked.append(Asked(step.subject, checks.name_of(step.check), found, step.need, step.after))
    return asked


def _beside(app: App, need: Dependency) -> dict[str, Any]:
    """What a command may know beside its own settings: who runs it, the declared variables, what else there
    is."""
    known = app.checks.get("proxy", {}).get("known", ())
    others = [d.settings.get("proxy") for d in app.dependencies if d.name != need.name]
    named = [
        str(p) for p in (*others, *(known if isinstance(known, (list, tuple)) else ())) if "://" in str(p)
    ]
    urls = [str(d.settings["url"]) for d in app.dependencies if d.kind == "http" and d.settings.get("url")]
    found = {
        "app": app,
        "variables": app.env,
        "pool_size": need.pool_size,
        "processes": need.processes,
        "tested": list(need.tested),
        "run_by": need.run_by,
        "timeout": need.timeout if need.timeout != Dependency.timeout else None,
        "proxies": tuple(named),
        "declared_urls": tuple(urls),
    }
    return {key: value for key, value in found.items() if value}


def of(check: Check, subject: str, settings: Mapping[str, Any]) -> Command | None:
    """The command by which a person asks what this check asks; None where it has none."""
    command = getattr(check, "command", None)
    if command is None:
        return None
    given = command(subject, settings)
    made = given if isinstance(given, Command) else Command(str(given))
    return replace(made, script=f"{made.script.rstrip()}\n{_ENDED}")


@lru_cache(maxsize=64)
def script_of(name: str) -> str:
    """Its script for some subject or other, as it shows what is printed. Empty where it has none."""
    try:
        made = of(checks.find(name), "x", _SOME)
    except Exception:  # a vendor's check may want other settings
        return ""
    return made.script if made else ""


_SOME = {"url": "http://x/", "host": "x", "port": 1, "path": "/"}


def apart(scripts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The libraries of these scripts, each once, and the scripts without them.

    A library stands between its marks (`farhand.target.shell.library`) and runs nothing by itself, so a file
    of several scripts may hold it above them. Of two with one name and different text only the first goes
    there.
    """
    texts: dict[str, str] = {}
    for found in (found for script in scripts for found in _LIBRARY.finditer(script)):
        texts.setdefault(found["name"], found[0])

    def left(found: re.Match[str]) -> str:
        return f"# ({found['name']}: see above)\n" if texts[found["name"]] == found[0] else found[0]

    return list(texts.values()), [_LIBRARY.sub(left, script) for script in scripts]


def framed(asked: Asked, ask: str = "") -> str:
    """The command in its frame. `ask` tells apart what was asked several times."""
    return framing.frame(about(asked, ask), asked.command.script)


def about(asked: Asked, ask: str = "") -> str:
    """What the first line of its frame says."""
    return framing.words(asked.check, asked.subject, asked.need.run_by, ask, asked.need.critical)


def with_script(asked: Asked, script: str) -> Asked:
    return replace(asked, command=replace(asked.command, script=script))
