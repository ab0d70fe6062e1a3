"""The kit behind `farhand next`: all checks in one file that is sent once, so that each step is one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from farhand import commands, kit, places
from farhand.case import Case
from farhand.case.history import KIT, History
from farhand.cli._common import write_new
from farhand.errors import Mistake
from farhand.faces import steps as face
from farhand.model import App
from farhand.steps import options, passwords
from farhand.steps.worth import Step


def kit_of(
    given: str | None,
    channel: str,
    case: Case | None,
    history: History,
    app: App,
    steps: Sequence[Step],
    platform: str,
) -> str:
    """The name of the kit that the steps are run by; empty where they are pasted.

    It is the one that `--kit` names, else the one that the customer has; else, for a mail of a case, a new
    one in the case's folder where the checks are long. Raises Mistake.
    """
    checks = [s for s in steps if s.kind == "check"]
    if given is not None:
        return _written(Path(given), case, history, app, platform)
    if not checks or (history.kit and {s.subject for s in checks} <= history.kit_checks):
        return history.kit
    wanted = channel == "mail" and KIT not in history.declined and _can(platform)
    if case and wanted and face.too_long(app, checks, platform):
        return _written(_free(case, app, platform), case, history, app, platform)
    return ""


def _can(platform: str) -> bool:
    return platform in (*kit.ENTERED, "bare")


def _text(app: App, platform: str) -> str:
    """The kit of all checks, without the passwords that stand in the declaration."""
    if not _can(platform):
        raise Mistake(f"--kit: a kit cannot be run on {platform}: there is no shell inside")
    if app.target and platform == "kubernetes":
        places.pod_parts("the target", app.target)
    asked = [options.asked_of(app, one.subject) for one in commands.of_app(app)]
    return kit.kit(passwords.without(app), asked, platform, app.target)


def _written(path: Path, case: Case | None, history: History, app: App, platform: str) -> str:
    """Write it, unless it stands there already, and remember in the case that the customer gets it."""
    text = _text(app, platform)
    if not _is(path, text):
        write_new(str(path), text, force=False)
    checks = sorted(one.subject for one in commands.of_app(app))
    if case and (history.kit, history.kit_checks) != (path.name, frozenset(checks)):
        case.add("kit", {"file": path.name, "checks": checks})
    return path.name


def _free(case: Case, app: App, platform: str) -> Path:
    """kit.sh in the folder of the case, or the next name where another one is there."""
    text = _text(app, platform)
    names = (case.folder / f"kit{'' if n == 1 else f'-{n}'}.sh" for n in count(1))
    return next(path for path in names if not path.exists() or _is(path, text))


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_text("utf-8") == text
    except (OSError, ValueError):
        return False
