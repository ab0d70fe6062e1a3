"""`systemctl status` of units, and the tables of `systemctl list-units` and `systemctl --failed`.

The result and the status that systemd prints are its own verdict: who ended the process, and at which
step the start stopped. Steps have numbers from 200 on, which are systemd's, not the program's. A unit
that runs, or that ran to its end without an error, is worth saying too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _exits, _systemctl_examples

WORDS = ("Active:", "loaded", "UNIT")
_ACTIVE = re.compile(
    r"\s*Active:\s+(?P<state>[a-z-]+)(?: \((?P<sub>[\w-]+)\))?(?: \(Result: (?P<result>[\w-]+)\))?"
)
_UNIT = re.compile(
    r"\s*[●×○*↻•x✗&]?(?:#9679;)?\s{0,2}(?P<name>[\w@.\\:-]+\.(?:service|socket|mount|timer|target|path|swap|scope|slice|device))\s"
)
_LOADED = re.compile(r"\s*Loaded:\s+(?P<state>[a-z-]+)(?: \((?P<rest>.*))?")
_CODE = re.compile(r"code=(?P<how>exited|killed|dumped),? (?:status|signal)=(?P<what>[\w/]+)")
_PROCESS = re.compile(r"\s*(?P<what>Main PID|Process|Control PID):")
_ROW = re.compile(
    r"[●×*•]?\s*(?P<name>[\w@.\\:-]+\.\w+)\s+(?P<load>loaded|not-found|masked|error|bad-setting)\s+(?P<active>[a-z]+)\s+(?P<sub>[a-z-]+)(?:\s|$)"
)
_TABLE = re.compile(r"\s*UNIT\s+LOAD\s+ACTIVE\s+SUB\b")
_NONE = re.compile(r"\s*0 loaded units listed\.")
_JOURNAL = re.compile(
    r".{4,40}\d\d:\d\d:\d\d \S+ \S+(?:\[\d+\])?:|\s|$|(?:Warning|Notice|Hint|Docs|lines \d)"
)
#: A line of the journal below: month and day or a date, time, host, program.
_LOGGED = re.compile(r"\s{0,4}\S.{3,40}\d\d:\d\d:\d\d(?:[.,]\d+)?\S{0,6} \S+ [^\s:=]+(?:\[\d+\])?: ")
#: systemd's own exit statuses: cause, how often, and which step it was.
STEPS: Mapping[int, tuple[str, float, str]] = {
    200: ("fs.missing", 0.75, "the working directory cannot be entered"),
    203: ("exec.command_missing", 0.7, "the program cannot be started"),
    205: ("service.unit_failed", 0.8, "its limits cannot be set"),
    209: ("fs.permission", 0.6, "its output file cannot be opened"),
    208: ("fs.missing", 0.55, "its input cannot be opened"),
    210: ("fs.missing", 0.6, "its root directory cannot be entered"),
    216: ("service.unit_failed", 0.85, "the group in the unit does not exist"),
    217: ("service.unit_failed", 0.85, "the user in the unit does not exist"),
    218: ("fs.permission", 0.6, "its capabilities cannot be set"),
    219: ("service.unit_failed", 0.8, "its control group cannot be set up"),
    226: (
        "fs.missing",
        0.6,
        "its name space cannot be set up: a path in the unit is not there, or may not be used",
    ),
    228: ("service.unit_failed", 0.75, "its system call filter cannot be set"),
    238: ("fs.permission", 0.6, "its state directory cannot be made"),
    239: ("fs.permission", 0.6, "its cache directory cannot be made"),
    240: ("fs.permission", 0.6, "its log directory cannot be made"),
    243: ("service.unit_failed", 0.75, "its credentials cannot be set up"),
}
#: What the journal lines below say of a step that has more than one cause.
_SAID: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (
        re.compile(
            r"Failed (?:at step|to (?:execute|locate|set up|change)|with).{0,200}Permission denied", re.I
        ),
        "fs.permission",
        0.8,
    ),
    (re.compile(r"Exec format error", re.I), "exec.not_runnable", 0.92),
    (
        re.compile(r"Failed (?:at step EXEC|to (?:execute|locate)).{0,200}No such file", re.I),
        "exec.command_missing",
        0.93,
    ),
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at, done = 0, 0
    while at < len(lines):
        line = lines[at]
        if "Active:" in line and _ACTIVE.match(line):
            begin, end = _begin(lines, at, done), _end(lines, at)
        elif (
            ("loaded" in line and _ROW.match(line))
            or ("UNIT" in line and _TABLE.match(line))
            or _NONE.match(line)
        ):
            begin, end = at, _table_end(lines, at)
        else:
            at += 1
            continue
        yield begin, end
        at = done = end


def _begin(lines: Sequence[str], at: int, done: int) -> int:
    """The unit's own line above `Active:`; Loaded, Drop-In and their like stand between."""
    for begin in range(at - 1, max(done - 1, at - 12), -1):
        if _UNIT.match(lines[begin]) and not lines[begin].lstrip().startswith(("└", "├", "TriggeredBy")):
            return begin
        if not lines[begin].strip():
            break
    return at - 1 if at > done and _LOADED.match(lines[at - 1]) else at


def _end(lines: Sequence[str], at: int) -> int:
    """Fields, the tree of processes, one blank line, and the journal's lines."""
    end = at + 1
    while (
        end < len(lines)
        and _JOURNAL.match(lines[end])
        and not _ACTIVE.match(lines[end])
        and not _UNIT.match(lines[end])
    ):
        end += 1
    return end


def _table_end(lines: Sequence[str], at: int) -> int:
    end = at + 1
    while end < len(lines) and (_ROW.match(lines[end]) or _NONE.match(lines[end])):
        end += 1
    return end


def fields(lines: Sequence[str], begin: int, end: int) -> int:
    """Where systemd's own fields end and the journal begins; a paste often loses the blank line between."""
    return next((at for at in range(begin, end) if not lines[at].strip() or _LOGGED.match(lines[at])), end)


def read(part: Part) -> Iterator[Sign]:
    at = next((n for n, line in enumerate(part.lines) if _ACTIVE.match(line)), None)
    if at is None:
        yield from _table(part)
        return
    active = _ACTIVE.match(part.lines[at])
    unit = _UNIT.match(part.lines[0])
    name = unit["name"] if unit else "the unit"
    if active is None:
        return
    result = active["result"] or ""
    if active["state"] == "failed" or result not in ("", "success"):
        yield from _failed(part.lines, at, name, result)
    elif active["state"] == "active" and _ran_well(part.lines, active["sub"]):
        yield Sign(at, healthy=f"{name} is active ({active['sub']})", subject=name)
    yield from _loaded(part.lines, name, active["state"])


def _ran_well(lines: Sequence[str], sub: str) -> bool:
    ended = [c for line in lines if _PROCESS.match(line) and (c := _CODE.search(line))]
    return sub == "running" or (
        sub in ("exited", "listening", "mounted", "waiting") and all(c["what"].startswith("0") for c in ended)
    )


def _failed(lines: Sequence[str], at: int, name: str, result: str) -> Iterator[Sign]:
    signs = [sign for n, code in _codes(lines) if (sign := _of_code(n, code, name, lines))]
    if result == "oom-kill":
        why = f"systemd says that {name} was killed for memory"
        yield Sign(at, cause="memory.oom_killed", weight=0.96, why=why, subject=name)
        return
    yield from signs
    if not signs and not _stopped(lines):
        why = f"{name} has failed" + (f" (result {result})" if result else "") + "; why is in its last lines"
        yield Sign(at, "service.unit_failed", _UNSAID.get(result, 0.52), why, name, facts=_facts(lines))


#: Results that are systemd's own verdict on the unit, without an exit status that says more.
_UNSAID: Mapping[str, float] = {
    "timeout": 0.65,
    "protocol": 0.7,
    "resources": 0.75,
    "dependency": 0.8,
    "watchdog": 0.6,
    "start-limit-hit": 0.55,
}


def _codes(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """How each process ended; the stop command's end says nothing of the start."""
    for n, line in enumerate(lines):
        found = _CODE.search(line) if _PROCESS.match(line) and "ExecStop" not in line else None
        if found:
            yield n, found


def _facts(lines: Sequence[str]) -> Mapping[str, int]:
    """An exit status that is the program's own."""
    code = next((c["what"].partition("/")[0] for _, c in _codes(lines)), "")
    return {"exit": int(code)} if code.isdigit() and code != "0" else {}


def _of_code(at: int, code: re.Match[str], name: str, lines: Sequence[str]) -> Sign | None:
    what = code["what"].partition("/")[0]
    if not what.isdigit():
        number = _exits.SIGNALS.get(what.removeprefix("SIG"), 0)
        return _exits.sign(at, number, name)
    if int(what) not in STEPS:
        return _exits.sign(at, int(what), name)
    cause, weight, step = STEPS[int(what)]
    said = next((row for row in _SAID if any(row[0].search(line) for line in lines)), None)
    if said:
        cause, weight = said[1], said[2]
    why = f"{name} stopped at its start with status {code['what']}: {step}"
    return Sign(at, cause=cause, weight=weight, why=why, subject=name, facts={"exit": int(what)})


def _stopped(lines: Sequence[str]) -> bool:
    """143 and SIGTERM are how a stop looks, and some programs call that a failure."""
    return any(c["what"].partition("/")[0] in ("143", "TERM", "INT", "130") for _, c in _codes(lines))


def _loaded(lines: Sequence[str], name: str, state: str) -> Iterator[Sign]:
    for at, line in enumerate(lines[:4]):
        found = _LOADED.match(line)
        if found and found["state"] in ("not-found", "error", "bad-setting"):
            why = f"systemd cannot load {name}: {found['state']} {(found['rest'] or '').rstrip(')')}"
            yield Sign(at, cause="service.unit_failed", weight=0.95, why=why, subject=name)
        elif found and found["state"] == "masked" and state == "failed":
            yield Sign(at, cause="service.unit_failed", weight=0.7, why=f"{name} is masked", subject=name)


def _table(part: Part) -> Iterator[Sign]:
    rows = [(at, row) for at, line in enumerate(part.lines) if (row := _ROW.match(line))]
    failed = [(at, row) for at, row in rows if "failed" in (row["active"], row["sub"])]
    for at, row in failed[:20]:
        why = f"unit {row['name']} has failed; why is in its log"
        yield Sign(at, cause="service.unit_failed", weight=0.6, why=why, subject=row["name"])
    running = [row for _, row in rows if row["active"] == "active"]
    if not failed and (running or any(map(_NONE.match, part.lines))):
        yield Sign(len(part.lines) - 1, healthy="no unit has failed", subject="units")


EXAMPLES: tuple[Example, ...] = _systemctl_examples.EXAMPLES
