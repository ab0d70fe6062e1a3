"""Tables of `kubectl get`: pods, nodes, claims, endpoints, deployments, jobs; and events.

One word in STATUS often is all that comes of a cluster. It counts with what stands beside it: a pod that
was made seconds ago may be pending, a job's pod may be completed, and where everything runs and is ready,
that is worth saying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign, _exits, _get_examples, _kube

WORDS = ("NAME", "SEEN", "0/", "1/", "2/", "3/", "4/", "5/", "6/", "7/", "8/", "9/")
_AGE = r"(?P<age>(?:\d+[smhdy]){1,3}|<invalid>|<unknown>)"
#: One kind of row each; a header is not needed to know it.
_POD = re.compile(
    r"(?P<name>[\w./-]+)\s+(?P<ready>\d{1,3})/(?P<of>\d{1,3})\s+(?P<status>[A-Z][\w:/.-]{2,60})\s+(?P<restarts>\d{1,7})"
    rf"(?:\s\((?P<last>\S+) ago\))?\s+{_AGE}(?:\s|$)"
)
_NODE = re.compile(
    rf"(?P<name>[\w.-]+)\s+(?P<status>(?:Ready|NotReady|Unknown)(?:,SchedulingDisabled)?)\s+(?P<roles>[\w<>,./-]+)\s+{_AGE}\s+v\d"
)
_CLAIM = re.compile(
    rf"(?P<name>[\w.-]+)\s+(?P<status>Bound|Pending|Lost)\s+(?P<rest>.*?)\s*{_AGE}(?:\s+\w+)?\s*$"
)
_ENDS = re.compile(rf"(?P<name>[\w.-]+)\s+(?P<ends><none>|\d[\d.,:a-f]*(?: \+ \d+ more\.\.\.)?)\s+{_AGE}\s*$")
_DEPLOYMENT = re.compile(
    rf"(?P<name>[\w./-]+)\s+(?P<ready>\d+)/(?P<of>\d+)\s+\d+\s+(?P<there>\d+)\s+{_AGE}(?:\s|$)"
)
_SET = re.compile(rf"(?P<name>[\w./-]+)\s+(?P<ready>\d+)/(?P<of>\d+)\s+{_AGE}(?:\s|$)")
_JOB = re.compile(
    rf"(?P<name>[\w./-]+)\s+(?:(?P<status>[A-Z]\w+)\s+)?(?P<done>\d+)/(?P<of>\d+)\s+(?:\S+\s+)?{_AGE}(?:\s|$)"
)
_HEADS: Mapping[str, re.Pattern[str]] = {
    "pods": re.compile(r"(?:NAMESPACE\s+)?NAME\s+READY\s+STATUS\s+RESTARTS\b"),
    "nodes": re.compile(r"NAME\s+STATUS\s+(?:ROLES\s+)?AGE\s+VERSION\b"),
    "claims": re.compile(r"(?:NAMESPACE\s+)?NAME\s+STATUS\s+VOLUME\s+CAPACITY\b"),
    "endpoints": re.compile(r"(?:NAMESPACE\s+)?NAME\s+ENDPOINTS\s+AGE\b"),
    "deployments": re.compile(r"(?:NAMESPACE\s+)?NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\b"),
    "sets": re.compile(r"(?:NAMESPACE\s+)?NAME\s+READY\s+AGE\b"),
    "jobs": re.compile(r"(?:NAMESPACE\s+)?NAME\s+(?:STATUS\s+)?COMPLETIONS\s+DURATION\s+AGE\b"),
    "events": re.compile(r"(?:NAMESPACE\s+)?LAST ?SEEN\s+(?:FIRSTSEEN|TYPE|COUNT)\b"),
}
_ROWS: Mapping[str, re.Pattern[str]] = {
    "pods": _POD,
    "nodes": _NODE,
    "claims": _CLAIM,
    "endpoints": _ENDS,
    "deployments": _DEPLOYMENT,
    "sets": _SET,
    "jobs": _JOB,
}
#: Seconds after which what should soon be over counts.
_SOON, _LATE = 90, 300
#: Names that have no endpoints by design: leases of the control plane.
_LEASES = re.compile(
    r"kube-(?:scheduler|controller-manager)|.*hostpath$|.*-leader-election.*|.*provisioner.*"
)


@dataclass(frozen=True)
class _Row:
    """A row of a table, with the kind that its header or its form gives it."""

    at: int
    kind: str
    cells: re.Match[str]

    @property
    def name(self) -> str:
        return self.cells["name"].rpartition("/")[2]

    @property
    def family(self) -> str:
        return self.name.rpartition("-")[0]

    @property
    def old(self) -> int:
        return _kube.seconds(self.cells["age"])

    def number(self, key: str) -> int:
        return int(self.cells[key] or 0)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Tables under a header, and rows of pods or events that come without one."""
    at = 0
    while at < len(lines):
        kind = _kind(lines[at])
        if kind and (_HEADS[kind].search(lines[at]) or kind == "pods"):
            end = _table_end(lines, at, kind)
            yield at, end
            at = end
        else:
            at += 1


def _kind(line: str) -> str:
    if "NAME" in line or "SEEN" in line:
        return next((kind for kind, head in _HEADS.items() if head.search(line)), "")
    return "pods" if "/" in line and _POD.match(line.lstrip()) else ""


def _table_end(lines: Sequence[str], begin: int, kind: str) -> int:
    end = begin + 1
    while end < len(lines) and lines[end].strip() and not _kind_changes(lines[end], kind):
        end += 1
    return end


def _kind_changes(line: str, kind: str) -> bool:
    if any(head.search(line) for head in _HEADS.values()):
        return True
    if kind == "events":
        return not _kube.is_event(line) and not line.startswith(" ")
    return not _ROWS[kind].search(line)


def read(part: Part) -> Iterator[Sign]:
    kind = _kind(part.lines[0]) or "pods"
    if kind == "events":
        yield from _kube.few(_events(part))
        return
    rows = [
        _Row(at, kind, cells) for at, line in enumerate(part.lines) if (cells := _ROWS[kind].search(line))
    ]
    done = frozenset(row.family for row in rows if kind == "pods" and row.cells["status"] == "Completed")
    signs = [sign for row in rows for sign in _OF[kind](row, done)]
    yield from _kube.few(signs)
    if rows and not signs and all(_works(row) for row in rows):
        yield Sign(rows[-1].at, healthy=f"all {len(rows)} {kind} are as they should be", subject=kind)


def _events(part: Part) -> Iterator[Sign]:
    return (sign for event in _kube.events(part.lines) if (sign := _kube.of_event(event)))


def _of_pod(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    status, init = row.cells["status"], row.cells["status"].startswith("Init:")
    reason = status.removeprefix("Init:")
    if reason == "Error" and row.family in done:  # a job's pod that was followed by one that came to its end
        return
    code = re.fullmatch(r"(ExitCode|Signal):(\d+)", reason)
    if code:
        number = int(code[2]) + (128 if code[1] == "Signal" else 0)
        sign = _exits.sign(row.at, number, row.name)
        yield from (sign,) if sign else ()
    elif reason in _kube.REASONS:
        yield from _of_reason(row, reason, init)
    else:
        yield from _waits(row, status)


def _of_reason(row: _Row, reason: str, init: bool) -> Iterator[Sign]:
    cause, weight = _kube.REASONS[reason]
    why = f"pod {row.name} is in state {row.cells['status']} ({row.cells['restarts']} restarts in"
    why += f" {row.cells['age']})"
    if init and cause == "container.crash_loop":
        cause, weight = "container.init", 0.75
    yield Sign(row.at, cause=cause, weight=weight, why=why, subject=row.name, facts={"reason": reason})


def _waits(row: _Row, status: str) -> Iterator[Sign]:
    """States that are right for a while."""
    ready, of, old = row.number("ready"), row.number("of"), row.old
    cause, weight, after = _WAITING.get(status, ("", 0.0, 0))
    if status.startswith("Init:") and re.fullmatch(r"Init:\d+/\d+", status):
        cause, weight, after = "container.init", 0.75, _SOON
    elif status == "Running" and ready < of and row.number("restarts") < 3:
        cause, weight, after = "container.probe", 0.6, _LATE
    elif status == "Running" and row.number("restarts") >= 3 and (ready < of or _just_now(row)):
        cause, weight, after = "container.crash_loop", 0.55, 0
    if cause and old > after:
        why = f"pod {row.name} is {status}, {ready} of {of} ready, after {row.cells['age']}"
        why += f" and {row.cells['restarts']} restarts" if row.number("restarts") else ""
        yield Sign(row.at, cause=cause, weight=weight, why=why, subject=row.name)


#: A state: what it means where it lasts, how often, and how long it may last.
_WAITING: Mapping[str, tuple[str, float, int]] = {
    "Pending": ("container.unschedulable", 0.65, _SOON),
    "ContainerCreating": ("container.volume", 0.45, _LATE),
    "Unknown": ("container.runtime", 0.45, 0),
}


def _just_now(row: _Row) -> bool:
    return 0 <= _kube.seconds(row.cells["last"] or "") < _LATE


def _of_node(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    if row.cells["status"].startswith("NotReady") and row.old > _SOON:
        why = f"node {row.name} is not ready: its kubelet, runtime or network plugin does not work"
        yield Sign(
            row.at,
            cause="container.runtime",
            weight=0.5,
            why=why,
            subject=row.name,
            facts={"reason": "NotReady"},
        )


def _of_claim(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    status = row.cells["status"]
    if status == "Lost" or (status == "Pending" and row.old > 60):
        why = f"claim {row.name} is {status} after {row.cells['age']}"
        weight = 0.92 if status == "Lost" else 0.75
        yield Sign(row.at, cause="container.volume", weight=weight, why=why, subject=row.name)


def _of_endpoints(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    if row.cells["ends"] == "<none>" and not _LEASES.match(row.name):
        why = f"service {row.name} has no endpoints: no ready pod matches its selector"
        yield Sign(row.at, cause="container.no_endpoints", weight=0.9, why=why, subject=row.name)


def _of_job(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    if row.cells["status"] == "Failed":
        why = f"job {row.name} has failed"
        yield Sign(row.at, cause="container.crash_loop", weight=0.6, why=why, subject=row.name)


def _none(row: _Row, done: frozenset[str]) -> Iterator[Sign]:
    yield from ()


_OF: Mapping[str, Callable[[_Row, frozenset[str]], Iterator[Sign]]] = {
    "pods": _of_pod,
    "nodes": _of_node,
    "claims": _of_claim,
    "endpoints": _of_endpoints,
    "deployments": _none,
    "sets": _none,
    "jobs": _of_job,
}


def _works(row: _Row) -> bool:
    """Whether a row is all right; what is young and on its way does not speak against the others."""
    if row.kind == "pods":
        status = row.cells["status"]
        on_its_way = 0 <= row.old <= _LATE and status in (
            "Pending",
            "ContainerCreating",
            "PodInitializing",
            "Running",
            "Terminating",
        )
        return (
            status in ("Completed", "Error")
            or on_its_way
            or (status == "Running" and row.number("ready") == row.number("of"))
        )
    if row.kind in ("deployments", "sets"):
        return row.number("ready") == row.number("of")
    if row.kind == "jobs":
        return row.number("done") == row.number("of")
    good = {"nodes": ("Ready",), "claims": ("Bound",)}.get(row.kind)
    return row.cells["status"].startswith(good) if good else True


EXAMPLES: tuple[Example, ...] = _get_examples.EXAMPLES
