"""`docker events` of a container: what docker did with it and saw of it, one line each.

The event `oom` is the only place where docker tells that a child was killed for memory while the container
runs on. A series of `die` without anybody's `kill` is a container that ends by itself again and again.
Words: https://docs.docker.com/reference/cli/docker/system/events/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.readers import Part, Sign, _exits
from farhand.readers._docker_event_examples import EXAMPLES as EXAMPLES

WORDS = (" die", " oom", " container ", " start", "health_status")
PAST = True
#: The command line of an exec that the health check runs is no message.
QUIET = True

_ACTION = (
    r"(?P<action>attach|commit|copy|create|destroy|detach|die|exec_create(?:: .{0,300})?|exec_die"
    r"|exec_start(?:: .{0,300})?"
    r"|export|health_status: \w+|kill|oom|pause|rename|resize|restart|start|stop|top|unpause|update)"
)
_SHORT = re.compile(rf"\d{{10}} {_ACTION}(?: +(?P<code>\d{{1,3}}))?(?: +(?P<signal>\d{{1,2}}))? *$")
_LONG = re.compile(
    rf"\d{{4}}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d) container {_ACTION}"
    r" [0-9a-f]{12,64}(?: \((?P<rest>.*)\))?$"
)
_ATTRIBUTE = re.compile(r"(?:^|, )(?P<key>exitCode|signal|name)=(?P<value>[^,]*)")
#: Ends without anybody's doing, from which on it is a loop.
_LOOP = 3


@dataclass(frozen=True)
class Event:
    """One line: what happened, the exit status of a `die`, the signal of a `kill`."""

    at: int
    action: str
    code: int | None = None
    signal: str = ""
    name: str = ""


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and event(end, lines[end]):
            end += 1
        if end > at:
            yield at, end
        at = end + 1


def event(at: int, line: str) -> Event | None:
    """The event in a line, if it is one."""
    if short := _SHORT.match(line):
        action, signal = short["action"], short["signal"] or ""
        code = int(short["code"]) if action == "die" and short["code"] else None
        if action == "kill" and not signal:
            signal = short["code"] or ""
        return Event(at, action.partition(":")[0] if action.startswith("exec") else action, code, signal)
    found = _LONG.match(line)
    if not found:
        return None
    told: Mapping[str, str] = {a["key"]: a["value"] for a in _ATTRIBUTE.finditer(found["rest"] or "")}
    code = int(told["exitCode"]) if told.get("exitCode", "").isdigit() else None
    return Event(at, found["action"], code, told.get("signal", ""), told.get("name", ""))


def by_hand(events: Sequence[Event]) -> bool:
    """Whether the last end was somebody's doing: a `kill`, as `docker stop` sends it, after the last start.

    The end itself may be missing: events are asked for up to the begin of this second.
    """
    starts = [n for n, one in enumerate(events) if one.action == "start"]
    last = {one.action for one in events[starts[-1] if starts else 0 :]}
    return "kill" in last and "oom" not in last


def _alone(events: Sequence[Event]) -> Iterator[Event]:
    """Each `die` that no `kill` stands before, since that container's start."""
    asked: set[str] = set()
    for one in events:
        if one.action == "kill":
            asked.add(one.name)
        elif one.action == "start":
            asked.discard(one.name)
        elif one.action == "die" and one.name not in asked:
            yield one


def read(part: Part) -> Iterator[Sign]:
    events = [found for at, line in enumerate(part.lines) if (found := event(at, line))]
    who = next((one.name for one in events if one.name), "the container")
    ooms = [one for one in events if one.action == "oom"]
    if ooms:
        times = "once" if len(ooms) == 1 else f"{len(ooms)} times"
        why = f"docker saw {times} that a process of {who} was killed because its memory limit was reached"
        yield Sign(ooms[0].at, "memory.oom_killed", 0.93, why, who, also=tuple(one.at for one in ooms[1:5]))
    dies = [one for one in _alone(events) if one.code not in (None, *_exits.ORDERLY)]
    if len(dies) >= _LOOP and not by_hand(events) and not ooms:
        code = dies[-1].code or 0
        why = f"{who} ended by itself {len(dies)} times, the last time with exit status {code}"
        yield _exits.sign(dies[-1].at, code, who) or Sign(
            dies[-1].at, "container.crash_loop", 0.6, why, who, facts={"exit": code}
        )
