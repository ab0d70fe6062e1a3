"""`systemctl show UNIT`: how the unit ended, its limits and what is used of them, what it may not touch.

ExecMainCode is 1 for an exit, 2 for a signal and 3 for a signal with a core (waitid(2)); ExecMainStatus is
then the exit status or the signal. 200 and above are systemd's own steps, see systemd.exec(5). What the
unit's log says beside it is held against its settings: a unit with PrivateTmp has a /tmp of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.readers import Part, Sign, _exits, systemctl_status
from farhand.readers._systemctl_show_examples import EXAMPLES as EXAMPLES

WORDS = ("ActiveState=", "ExecMainStatus=", "SubState=")
#: Names of settings are no messages: LimitNPROC, MemoryMax.
QUIET = True

_FIELD = re.compile(r"(?P<key>[A-Z][A-Za-z]{1,60})=(?P<value>.*)$")
_SURE = ("ActiveState=", "SubState=", "ExecMainStatus=", "LoadState=", "Result=")
#: Share of a limit from which it is used up, or nearly so.
_FULL, _TIGHT = 0.98, 0.9
#: Results of systemd that are its own verdict: cause, weight, and what it means.
_RESULTS: Mapping[str, tuple[str, float, str]] = {
    "oom-kill": ("memory.oom_killed", 0.96, "a process of it was killed for memory"),
    "timeout": (
        "service.unit_failed",
        0.7,
        "it did not say that it is ready, or did not end, within its time",
    ),
    "watchdog": (
        "service.unit_failed",
        0.8,
        "it did not report to systemd's watchdog in time, as a hung program does not",
    ),
    "protocol": ("service.unit_failed", 0.7, "it did not do what its Type= asks of it"),
    "resources": ("service.unit_failed", 0.75, "systemd could not give it what the unit asks for"),
    "start-limit-hit": (
        "service.unit_failed",
        0.55,
        "it was started too often in a short time; why is in its log",
    ),
    "exec-condition": ("service.unit_failed", 0.5, "its ExecCondition= said no"),
}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _FIELD.match(lines[end]):
            end += 1
        if end > at and any(line.startswith(_SURE) for line in lines[at:end]):
            yield at, end
        at = end + 1


def fields(lines: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Setting -> its line and its value."""
    return {m["key"]: (at, m["value"].strip()) for at, line in enumerate(lines) if (m := _FIELD.match(line))}


def read(part: Part) -> Iterator[Sign]:
    told = fields(part.lines)
    name = told.get("Id", (0, ""))[1] or "the unit"
    signs = [*_loaded(told, name), *_ended(told, name), *_used(told, name)]
    yield from signs
    active, sub = told.get("ActiveState", (0, "")), told.get("SubState", (0, ""))[1]
    steady = active[1] == "active" and sub in ("running", "listening")
    if not signs and steady and told.get("NRestarts", (0, "0"))[1] == "0":
        yield Sign(active[0], healthy=f"{name} is active", subject=name)


def _loaded(told: Mapping[str, tuple[int, str]], name: str) -> Iterator[Sign]:
    at, state = told.get("LoadState", (0, "loaded"))
    if state in ("not-found", "error", "bad-setting", "masked"):
        why = f"systemd cannot start {name}: its unit file is {state}"
        yield Sign(at, "service.unit_failed", 0.9, why, name, params={"unit": name})


def _ended(told: Mapping[str, tuple[int, str]], name: str) -> Iterator[Sign]:
    at, result = told.get("Result", (0, "success"))
    if result == "success":
        return
    if result in _RESULTS:
        cause, weight, means = _RESULTS[result]
        yield Sign(
            at, cause, weight, f"{name} has failed (result {result}): {means}", name, params={"unit": name}
        )
        return
    place, status = told.get("ExecMainStatus", (at, ""))
    number = int(status) if status.isdigit() else 0
    if told.get("ExecMainCode", (0, "1"))[1] in ("2", "3", "killed", "dumped"):
        sign = _exits.sign(place, 128 + number, name)
    elif number in systemctl_status.STEPS:
        cause, weight, step = systemctl_status.STEPS[number]
        why = f"{name} stopped at its start with status {number}: {step}"
        sign = Sign(place, cause, weight, why, name, facts={"exit": number}, params={"unit": name})
    else:
        sign = _exits.sign(place, number, name)
    why = f"{name} has failed (result {result}); why is in its log"
    yield sign or Sign(at, "service.unit_failed", 0.52, why, name, facts={"exit": number} if number else {})


def _used(told: Mapping[str, tuple[int, str]], name: str) -> Iterator[Sign]:
    """What is used of the limits of memory and tasks; [not set] and infinity are none."""
    for now, most, cause, what in (
        ("TasksCurrent", "TasksMax", "limits.processes", "processes and threads"),
        ("MemoryCurrent", "MemoryMax", "memory.oom_killed", "bytes of memory"),
    ):
        used, limit = told.get(now, (0, "")), told.get(most, (0, ""))
        if not (used[1].isdigit() and limit[1].isdigit() and int(limit[1])):
            continue
        if len(used[1]) > 18 or len(limit[1]) > 18:  # 2^64 - 1: not counted, no limit (systemd before 240)
            continue
        share = int(used[1]) / int(limit[1])
        if share >= _TIGHT:
            why = f"{name} uses {used[1]} of {limit[1]} {what} that the unit allows"
            # Memory holds cached files too, which go when they must: a full limit alone is no proof.
            weight = (0.9 if share >= _FULL else 0.6) if now == "TasksCurrent" else 0.3
            yield Sign(used[0], cause, weight, why, name, also=(limit[0],))
