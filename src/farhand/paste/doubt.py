"""What came without a seal cannot be proved: when it is not judged, and how much less is sure.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from farhand import checks, commands
from farhand.checks import Check
from farhand.commands import END
from farhand.model import Result

UNSEALED = "unsealed"
#: Confidence that a finding from such an output can have.
_MOST = 0.75
_SAYS = "the output came without a checksum, so that a digit or a line that was changed cannot be seen"
#: Widths at which programs break lines.
_WIDTHS = range(55, 133)
_NARROW = 100
#: What a server said, in hexadecimal: it stands behind what it answers, never on a line of its own.
_HEX = re.compile(r"(?:[0-9a-f]{2}){8,}$")
#: A line of a certificate: these have a width of their own.
_PEM = re.compile(r"[A-Za-z0-9+/]{64}$")


def marks(check: Check) -> tuple[str, str]:
    """How the first and the last line of its raw output look."""
    name = checks.name_of(check)
    return getattr(check, "WHOLE", (rf"^(?:== )?farhand[ -]{name}(?: \S+){{0,2}}$", rf"^{END}$"))


def whole(check: Check, lines: Sequence[str]) -> bool:
    """Both the first and the last mark of a raw output are there."""
    first, last = marks(check)
    begins = [i for i, line in enumerate(lines) if re.search(first, line)]
    ends = [i for i, line in enumerate(lines) if re.search(last, line.rstrip())]
    return bool(begins and ends and begins[0] <= ends[-1])


def wrapped(check: Check, lines: Sequence[str]) -> bool:
    """Does a line look like the rest of the one above, broken at the width of a mail?"""
    width = max((len(line) for line in lines), default=0)
    name, lines = checks.name_of(check), [line.rstrip() for line in lines if line.strip()]
    if any(_HEX.match(line) and _shape(line) not in _starts(name) for line in lines):
        return True
    if width not in _WIDTHS:
        return False
    known = _starts(name)
    return any(_goes_on(a, b, width, known) for a, b in zip(lines, lines[1:]))


def less_sure(results: Sequence[Result]) -> list[Result]:
    """Findings that rest on what cannot be proved, with less confidence and why."""
    return [_less_sure(result) if result.facts.get(UNSEALED) else result for result in results]


def _less_sure(result: Result) -> Result:
    findings = tuple(
        replace(f, confidence=min(f.confidence, _MOST), why=f"{f.why or f.says} ({_SAYS})")
        for f in result.findings
    )
    return replace(result, findings=findings)


def _goes_on(line: str, after: str, width: int, known: frozenset[str]) -> bool:
    if not line.strip() or not after.strip() or _shape(after) in known or _PEM.match(line):
        return False
    first = after.split()[0]
    full = len(line) == width or len(line.rstrip()) + 1 + len(first) > width
    return full and (len(line) >= width - 30 or width <= _NARROW)


@lru_cache(maxsize=128)
def _starts(name: str) -> frozenset[str]:
    """How the lines begin that this check's command prints, as its examples and its script show them."""
    texts = [example.pasted for example in checks.examples(checks.find(name)) if example.pasted]
    shown = {_shape(line) for text in texts for line in text.splitlines() if line.strip()}
    printed = _PRINTS.findall(commands.script_of(name))
    return frozenset(shown | {_shape(word + sign) for word, sign in printed} | {_shape(END)})


#: Where a script prints a line: the word that it begins with, and what follows.
_PRINTS = re.compile(r"""(?:\becho|\bprintf|\bprint\(|s[/|]\^[/|])\s*f?["']?([A-Za-z][\w.-]*)([=:|]?)""")


def _shape(line: str) -> str:
    """The first word and what follows it, with a sign for numbers."""
    found = re.match(r"[^\s=:|]*[\s=:|]?", line.strip() + " ")
    return re.sub(r"\d+", "#", found.group() if found else "")[:24]
