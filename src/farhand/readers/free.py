"""Memory of a host: `free`, `free -h`, and /proc/meminfo.

Used memory is no fault: what counts is what is available, which includes what caches would give back. A
full swap beside much available memory is normal, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs

WORDS = ("Mem:", "MemTotal", "MemFree", "MemAvailable", "Swap:", "SwapTotal")
_HEAD = re.compile(r"^\s+total\s+used\s+free\b")
_ROW = re.compile(r"^(?P<what>Mem|Swap|-/\+ buffers/cache):\s+(?P<cells>[\d.,]+[\w]*(?:\s+[\d.,]+\w*)+)")
_INFO = re.compile(
    r"^(?P<name>MemTotal|MemFree|MemAvailable|Buffers|Cached|SwapTotal|SwapFree|SwapCached):\s+(?P<kb>\d+) kB"
)
_UNITS = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40, "p": 2**50}
#: Share of all memory that is available: less is none, less is tight, more is well.
_NONE, _TIGHT, _WELL = 0.02, 0.05, 0.10


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_ROW.match(line) or _INFO.match(line))

    yield from runs(lines, sure, _HEAD.match, gap=1, fresh=lambda line: bool(_HEAD.match(line)))


def read(part: Part) -> Iterator[Sign]:
    found = _meminfo(part.lines) or _free(part.lines)
    if found is None:
        return
    at, total, available, swap, left = found
    share = available / total
    used_swap = swap > 0 and left < 0.03 * swap
    about = f"{share:.1%} of all memory is available" + (", and swap is used up" if used_swap else "")
    if share < _NONE or (share < _TIGHT and used_swap):
        yield Sign(at, "memory.exhausted", 0.75 if used_swap or not swap else 0.6, about, "memory")
    elif share < _TIGHT:
        yield Sign(at, "memory.exhausted", 0.4, about, "memory")
    elif share >= _WELL:
        yield Sign(at, healthy=about.split(", and")[0], subject="memory")


def _free(lines: Sequence[str]) -> tuple[int, float, float, float, float] | None:
    """Line, total, available, swap, free swap; columns as the head names them."""
    head = next((line.split() for line in lines if _HEAD.match(line)), None)
    rows = {
        m["what"]: (at, [_bytes(c) for c in m["cells"].split()])
        for at, x in enumerate(lines)
        if (m := _ROW.match(x))
    }
    if "Mem" not in rows or head is None:
        return None
    at, memory = rows["Mem"]
    old = rows.get("-/+ buffers/cache")
    if "available" in head and len(memory) == len(head):
        available = memory[head.index("available")]
    elif old and len(old[1]) >= 2:
        available = old[1][1]
    else:
        return None
    swap = rows.get("Swap", (0, [0.0, 0.0, 0.0]))[1]
    return (at, memory[0], available, swap[0], swap[2] if len(swap) > 2 else swap[0]) if memory[0] else None


def _meminfo(lines: Sequence[str]) -> tuple[int, float, float, float, float] | None:
    known = {m["name"]: (at, float(m["kb"]) * 1024) for at, x in enumerate(lines) if (m := _INFO.match(x))}
    if "MemTotal" not in known or "MemAvailable" not in known or not known["MemTotal"][1]:
        return None
    swap, left = (known.get(name, (0, 0.0))[1] for name in ("SwapTotal", "SwapFree"))
    return known["MemAvailable"][0], known["MemTotal"][1], known["MemAvailable"][1], swap, left


def _bytes(text: str) -> float:
    found = re.match(r"([\d.,]+)([a-zA-Z]?)", text)
    number = float(found[1].replace(",", ".").rstrip(".")) if found else 0.0
    return number * _UNITS.get(found[2].lower() if found else "", 1)


_HEAD_TEXT = "               total        used        free      shared  buff/cache   available\n"
_RUN = "made after free of procps 4.0"
EXAMPLES = (
    Example(
        "enough is available, though little is free",
        pasted="$ free -m\n"
        + _HEAD_TEXT
        + "Mem:           24105         890         148          67       23067       23214\n"
        "Swap:              0           0           0\n",
        outcome="healthy",
        source="run: free of procps 4.0",
    ),
    Example(
        "nothing left, swap used up",
        pasted=_HEAD_TEXT
        + "Mem:           15885       15601         121          67         163          97\n"
        "Swap:           2047        2047           0\n",
        finds=("memory.exhausted",),
        source=_RUN,
    ),
    Example(
        "the same with units, without the line of swap",
        pasted=_HEAD_TEXT
        + "Mem:            15Gi        15Gi       121Mi        67Mi       163Mi        97Mi\n",
        finds=("memory.exhausted",),
        source=_RUN,
    ),
    Example(
        "a full swap beside much memory is normal",
        pasted=_HEAD_TEXT
        + "Mem:           15885        5601        1121          67        9163        9970\n"
        "Swap:           2047        2040           7\n",
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "an old form",
        pasted="             total       used       free     shared    buffers     cached\n"
        "Mem:          3832       3689        143          0        145       2011\n"
        "-/+ buffers/cache:       1532       2300\nSwap:         4095          0       4095\n",
        outcome="healthy",
        source="made after free of procps 3.2",
    ),
    Example(
        "cut off before the column that counts",
        pasted=_HEAD_TEXT + "Mem:           15885       15601         121\n",
        outcome="undecided",
        source=_RUN,
    ),
    Example(
        "the kernel's own table",
        pasted="MemTotal:       16266240 kB\nMemFree:          124211 kB\nMemAvailable:     101311 kB\n"
        "SwapTotal:             0 kB\nSwapFree:              0 kB\n",
        finds=("memory.exhausted",),
        source="doc: Linux, /proc/meminfo",
    ),
)
