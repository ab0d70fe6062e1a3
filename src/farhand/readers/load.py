"""How busy a host is: `uptime`, `top`, `vmstat`, with `nproc` beside it.

A load means nothing without the number of processors, and a busy processor is no fault by itself. Time that
the hypervisor takes away, and processes that hang in the kernel, look like a slow app from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = ("load average", "Cpu", "swpd", "cpu")
QUIET = True
_LOAD = re.compile(r"\bload averages?: (?P<one>\d+[.,]\d+),? (?P<five>\d+[.,]\d+),? (?P<ten>\d+[.,]\d+)")
_CPU = re.compile(r"^%?Cpu(?:\(s\)|\d+)\s*:(?P<rest>.*)$", re.I)
_SHARE = re.compile(r"(?P<n>\d+(?:[.,]\d+)?)[ %]\s?(?P<what>us|sy|ni|id|wa|hi|si|st)\b")
_TASKS = re.compile(r"^Tasks:.*?(?P<zombie>\d+) zombie")
_VMHEAD = re.compile(r"^\s*r\s+b\s+swpd\s+free\s.*\bus\s+sy\s+id\s+wa(?P<st>\s+st)?")
_VMROW = re.compile(r"^\s*\d+(?:\s+\d+){15,17}$")
_PROCS = re.compile(r"^CPU\(s\):\s+(?P<a>\d+)$|^(?P<b>\d{1,3})$")
#: Commands that print nothing but the number of processors, and words that tell it.
_COUNTS = re.compile(
    r"\b(?:nproc\b|_NPROCESSORS_(?:ONLN|CONF)|grep\b.{0,40}processor.{0,20}/proc/cpuinfo|hw\."
    r"(?:logical)?n?cpu)"
)
_TOLD = re.compile(
    r"(?:^|[ (])(?P<n>\d{1,3})[ -]?(?:v?CPUs?|(?:CPU |processor )?cores?|vcores?|processors?)\b"
    r"|\b(?:nproc|cpus?|v?cpus? count|cpu cores?|processors?) ?[:=] ?(?P<m>\d{1,3})(?! PID)(?=[\s,;]|$)",
    re.I,
)
_TOPROW = re.compile(r"^\s*\d+ \S+ +\S+ +-?\d+ .*\d+:\d\d")
_TOPHEAD = re.compile(r"^top - |^(?:[KM]i?B )?(?:Mem|Swap)\s*:|^\s*PID USER|^procs -+memory")
#: Load per processor; a load that is much on any host; shares in percent.
_OVER, _FAR_OVER, _HUGE, _STOLEN, _BUSY, _IDLE = 1.5, 3.0, 64.0, 15.0, 96.0, 15.0


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_LOAD.search(line) or _CPU.match(line) or _VMHEAD.match(line))

    def also(line: str) -> bool:
        command = re.match(r"(?:uptime|nproc|lscpu|top|vmstat|w|getconf|sysctl)\b", typed(line))
        return bool(command or _COUNTS.search(line) or _told(line)) or any(
            p.match(line) for p in (_TASKS, _VMROW, _PROCS, _TOPROW, _TOPHEAD)
        )

    yield from runs(lines, sure, also, gap=1)


def read(part: Part) -> Iterator[Sign]:
    signs = [*_load(part.lines), *_cpu(part.lines), *_vmstat(part.lines), *_zombies(part.lines)]
    faults = [s for s in signs if s.cause]
    yield from faults or signs


def _load(lines: Sequence[str]) -> Iterator[Sign]:
    cpus = _processors(lines)
    found = next(((at, m) for at, x in enumerate(lines) if (m := _LOAD.search(x))), None)
    if not found:
        return
    at, loads = found[0], [float(found[1][k].replace(",", ".")) for k in ("one", "five", "ten")]
    why = f"the load is {loads[0]:g} on {cpus} processors"
    if not cpus:
        if min(loads) >= _HUGE:
            yield Sign(
                at, "limits.cpu", 0.5, f"the load is {loads[0]:g}: more than most hosts have processors"
            )
    elif min(loads[:2]) >= _FAR_OVER * cpus:
        yield Sign(at, "limits.cpu", 0.7, why)
    elif min(loads[:2]) >= _OVER * cpus:
        yield Sign(at, "limits.cpu", 0.4, why)
    elif max(loads) <= cpus:
        yield Sign(at, healthy=why, subject="cpu")


def _processors(lines: Sequence[str]) -> int:
    """`nproc` beside it prints a bare number; top may show each processor."""
    each = {x.split(":")[0] for x in lines if re.match(r"^%?Cpu\d+\s*:", x, re.I)}
    asked = any(_COUNTS.search(x) for x in lines)
    found = (m for x in lines if (m := _PROCS.match(x.strip())) and (m["a"] or asked))
    named = next((int(m["a"] or m["b"]) for m in found), 0)
    named = named or next((n for x in lines if (n := _told(x))), 0)
    return len(each) or named


def _told(line: str) -> int:
    """`(4 CPU)` in the head of sar and iostat, `nproc: 8`, or a sentence such as "the host has 8 cores"."""
    found = _TOLD.search(line) if len(line) < 200 and "load average" not in line else None
    return int(found["n"] or found["m"]) if found else 0


def _cpu(lines: Sequence[str]) -> Iterator[Sign]:
    rows = [(at, m["rest"]) for at, x in enumerate(lines) if (m := _CPU.match(x))]
    parsed = [
        (at, {m["what"]: float(m["n"].replace(",", ".")) for m in _SHARE.finditer(rest)}) for at, rest in rows
    ]
    known = [(at, shares) for at, shares in parsed if "id" in shares]
    if known:
        mean = {k: sum(s.get(k, 0.0) for _, s in known) / len(known) for k in ("us", "sy", "id", "wa", "st")}
        yield from _shares(known[0][0], mean)


def _vmstat(lines: Sequence[str]) -> Iterator[Sign]:
    """The first row is the mean since the start of the host and counts only if it is alone."""
    head = next(((at, bool(m["st"])) for at, x in enumerate(lines) if (m := _VMHEAD.match(x))), None)
    if not head:
        return
    rows = [(at, x.split()) for at, x in enumerate(lines) if at > head[0] and _VMROW.match(x)]
    rows = rows[1:] if len(rows) > 1 else rows
    names = ("us", "sy", "id", "wa", "st")[: 5 if head[1] else 4]
    if rows:
        count = len(rows)
        mean = {n: sum(float(cells[12 + i]) for _, cells in rows) / count for i, n in enumerate(names)}
        yield from _shares(rows[0][0], mean, count)


def _shares(at: int, mean: dict[str, float], rows: int = 1) -> Iterator[Sign]:
    """One busy second is no fault; several in a row are one more likely."""
    stolen, busy = mean.get("st", 0.0), mean.get("us", 0.0) + mean.get("sy", 0.0)
    if stolen >= _STOLEN:
        yield Sign(at, "limits.cpu", 0.8, f"the hypervisor takes {stolen:.0f} % of the processors away (st)")
    elif busy >= _BUSY:
        yield Sign(at, "limits.cpu", 0.6 if rows > 2 else 0.4, f"the processors are busy to {busy:.0f} %")
    elif mean["id"] >= _IDLE and mean.get("wa", 0.0) < 25:
        yield Sign(at, healthy=f"the processors are idle to {mean['id']:.0f} %", subject="cpu")


def _zombies(lines: Sequence[str]) -> Iterator[Sign]:
    found = next(((at, int(m["zombie"])) for at, x in enumerate(lines) if (m := _TASKS.match(x))), (0, 0))
    if found[1] >= 100:
        weight = 0.6 if found[1] >= 1000 else 0.4
        yield Sign(found[0], "limits.processes", weight, f"{found[1]} zombies fill the table of processes")


_UPTIME = " 08:59:42 up  1:03,  0 user,  load average: {}, {}, 2.45\n"
_TOP = (
    "top - 08:59:42 up 1:03,  0 user,  load average: 0.84, 2.00, 2.45\n"
    "Tasks: 101 total,   1 running, 100 sleeping,   0 stopped,   0 zombie\n"
    "%Cpu(s):  {us} us,  2.0 sy,  0.0 ni, {id} id,  0.5 wa,  0.0 hi,  0.0 si,  {st} st\n"
    "MiB Mem :  24105.0 total,  22048.0 free,    890.0 used,   1521.0 buff/cache\n"
    "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"
    "   4711 app       20   0  912312  88120  21000 S   2.0   0.4   0:12.31 error-reporter\n"
)
_VM = (
    "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n"
    " r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n"
    " 3  0      0 22578004  27084 1531184    0    0   635   442  307  683 41  3 57  0  0\n"
)
EXAMPLES = (
    Example(
        "far more load than processors",
        pasted="$ nproc; uptime\n4\n" + _UPTIME.format("38.12", "35.70"),
        finds=("limits.cpu",),
        source="run: uptime of procps 4.0, with other numbers",
    ),
    Example(
        "the number of processors in a sentence",
        pasted="Our VM (4 vCPU, 8 GB) got very slow.\n$ uptime\n" + _UPTIME.format("47.13", "44.90"),
        finds=("limits.cpu",),
        source="run: uptime of procps 4.0, with other numbers",
    ),
    Example(
        "the number of processors in /proc/cpuinfo",
        pasted="$ uptime\n" + _UPTIME.format("31.20", "29.88") + "$ grep -c ^processor /proc/cpuinfo\n2\n",
        finds=("limits.cpu",),
        source="run: uptime of procps 4.0, with other numbers",
    ),
    Example(
        "a load without processors says nothing",
        pasted=_UPTIME.format("12.84", "12.00"),
        outcome="undecided",
        source="run: uptime of procps 4.0",
    ),
    Example(
        "a load that is much on any host",
        pasted=_UPTIME.format("118.42", "96.10").replace("2.45", "71.88"),
        finds=("limits.cpu",),
        source="run: uptime of procps 4.0, with other numbers",
    ),
    Example(
        "an idle host",
        pasted="$ top -bn1 | head\n" + _TOP.format(us="1.5", id="96.0", st="0.0"),
        outcome="healthy",
        source="made after top of procps 4.0",
    ),
    Example(
        "the hypervisor takes a third",
        pasted=_TOP.format(us="40.5", id="20.0", st="37.0"),
        finds=("limits.cpu",),
        source="made after top of procps 4.0",
    ),
    Example(
        "vmstat: the first row is history",
        pasted="$ vmstat 1 2\n"
        + _VM
        + " 9  0      0 22578004  27084 1531184    0    0   196  8968  797 1086 95  4  1  0  0\n",
        finds=("limits.cpu",),
        source="run: vmstat of procps 4.0, with other numbers",
    ),
    Example("vmstat, one row", pasted=_VM, outcome="healthy", source="run: vmstat of procps 4.0"),
)
