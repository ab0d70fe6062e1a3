"""What a kit says of its checks: why one was not run to its end, where it looked, how many there were.  Pure.

The last line of a kit counts the frames before it, so that it can be seen whether some are missing:
`#farhand kit ran=7 skipped=1 took=12`, or `ran=3 interrupted=yes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from farhand import checks, commands
from farhand.model import Vantage
from farhand.paste.output import Output

DECLINED = "declined"
_LAST = re.compile(r"#farhand kit ran=(\d{1,4})(?: skipped=(\d{1,4}))?(?: (interrupted)=yes)?")
_SKIPPED = {
    DECLINED: (
        "declined by the customer: it was left out by --skip",
        "ask who may allow it, or for something else that tells the same (farhand next)",
    ),
    "deadline": (
        "it was not run: the time of the kit was up before its turn",
        "ask for this one alone: sh kit.sh --only {subject} --deadline 300s",
    ),
    "no-way-inside": (
        "it was not run: there is no way inside of the container",
        "ask from a container beside it, as the kit says, or look at what the platform shows",
    ),
}
_PLACES = {"network": "container"}
_BESIDE = "it was looked at from a container beside the app's, which has other files, users and variables"


def why_not(output: Output) -> tuple[str, str]:
    """Why it is no answer, and what to ask for instead; nothing where it is one."""
    skipped, stopped = output.word("skipped"), output.word("stopped")
    if skipped:
        why, instead = _SKIPPED.get(skipped, (f"it was not run: {skipped}", "ask why it was left out"))
        return why, instead.format(subject=output.subject)
    if stopped:
        return (
            f"it was stopped after {stopped} s: something in it hangs",
            f"ask for this one alone: sh kit.sh --only {output.subject}",
        )
    if output.word("where") == "network" and of_inside(output.check):
        return _BESIDE, "ask for it from inside of the app's container"
    return "", ""


def vantage(output: Output) -> Vantage:
    """From where it was looked, as its first line says; a plain command was run on a host."""
    where = output.word("where") or "host"
    return Vantage(_PLACES.get(where, where), "paste", output.word("platform") or "bare", output.word("uid"))


@lru_cache(maxsize=64)
def of_inside(name: str) -> bool:
    """Is it a question about files, variables and limits, which only the inside can answer?"""
    try:
        made = commands.of(checks.find(name), "x", {"path": "/", "host": "x", "port": 1})
    except Exception:  # a vendor's check may want other settings
        return False
    return made is not None and not made.connects


def told(lines: Sequence[str], outputs: Sequence[Output]) -> Iterator[str]:
    """What the last lines of kits say against the outputs that are there. `lines`: the text around them."""
    mine = [o for o in outputs if o.word("platform")]
    above = 0
    for number, line in enumerate(lines, 1):
        found = _LAST.search(line)
        if found:
            here = [o for o in mine if above < o.line < number]
            yield from _short(int(found.group(1)) + int(found.group(2) or 0), len(here), bool(found.group(3)))
            above = number
    if any(o.line > above for o in mine):
        yield "the last line of the kit (#farhand kit ran=...) is missing: outputs may be missing too"


def _short(count: int, here: int, interrupted: bool) -> Iterator[str]:
    if interrupted:
        yield "the kit was interrupted (Ctrl-C) before its end: what it had not run yet is missing"
    if here < count:
        yield f"the kit printed {count} outputs, of which {here} are here: {count - here} are missing"
