"""A unit of systemd: its main process's user, network, mounts and variables."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import places
from farhand.model import Vantage
from farhand.platforms import Rung, _log, _process, _text
from farhand.platforms._log import Reading, Wanted
from farhand.platforms._window import window

TARGET, SOURCE = "unit", "journald"
NEEDS = "to be root (sudo -i), for the unit's own user, network and files"
#: Prints the number of the main process; the kit then goes on as with --pid.
ENTER = 'systemctl show -p MainPID --value -- "$kit_target" 2>/dev/null'

_PRIORITY = (
    "The journal gives every line of standard output and error the priority `info`, whatever the app wrote "
    "in it: only lines that are sent with a priority (syslog, sd-daemon) are found by level. If nothing "
    "comes, ask by words.",
)
_STATE = (
    "Id LoadState ActiveState SubState Result ExecMainCode ExecMainStatus ExecMainStartTimestamp "
    "NRestarts Restart User "
    "MemoryMax MemoryCurrent TasksMax TasksCurrent LimitNOFILE LimitNPROC ReadOnlyPaths "
    "ReadWritePaths ProtectSystem "
    "ProtectHome PrivateTmp PrivateNetwork NoNewPrivileges EnvironmentFiles FragmentPath DropInPaths "
    "WorkingDirectory"
)


def inside(target: str, script: str) -> str:
    return _process.beside(_pid(target), script)


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    unit = places.plain("the target", target)
    yield _text.asked(
        "state",
        _text.bounded(["systemctl", "status", "--no-pager", "--full", "-n", "30", "--", unit]),
        "whether the unit runs, how it ended last, and its last lines",
        "state, result, exit status and the last 30 lines of its log",
        _text.HIDES,
    )
    shown = [word for name in _STATE.split() for word in ("-p", name)]
    yield _text.asked(
        "limits",
        _text.bounded(["systemctl", "show", *shown, "--", unit]),
        "restarts, exit status, limits and what the unit may write to",
        "settings of the unit; of its environment only the names of the files that it is read from",
    )
    yield from _text.logs(
        log(target, Wanted(window(since), _text.LINES)),
        f"at most {_text.LINES} lines of the unit's log",
    )
    yield from _process.looked_at(_pid(target))


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    unit = places.plain("the target", target)
    begin, end = wanted.window.systemd()
    bounds = (*(("-n", str(wanted.lines)) if wanted.lines else ()), "-u", unit)
    level = ("-p", _log.LEVELS[wanted.level]) if wanted.level else ()
    times = (*_log.given("--since=", begin), *_log.given("--until=", end))
    words = ("journalctl", "--no-pager", "--utc", "-o", "short-iso-precise", *bounds, *level, *times)
    yield Reading(
        words,
        unit,
        frozenset({_log.SINCE, _log.UNTIL, _log.LEVEL}),
        stamps=_log.JOURNAL,
        loses=_PRIORITY if level else (),
    )


def ladder(target: str, script: str) -> Iterator[Rung]:
    yield from ()


def vantage(target: str) -> Vantage:
    return Vantage("app", "paste", "systemd")


def _pid(target: str) -> str:
    unit = shlex.quote(places.plain("the target", target))
    return (
        f"pid=$(systemctl show -p MainPID --value -- {unit}); "
        f'[ "${{pid:-0}}" != 0 ] || {{ echo "farhand: the unit" {unit} "does not run"; exit 4; }}'
    )
