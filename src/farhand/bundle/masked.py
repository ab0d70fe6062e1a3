"""From raw evidence to what may leave, in memory. It fails closed: what is not redacted does not leave."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import dataclass

from farhand.bundle import idle
from farhand.bundle.model import WITHHELD, Row
from farhand.bundle.ways import Taken
from farhand.bundle.ways._cut import lines, without_context
from farhand.hostfacts.patience import Hangs, patiently
from farhand.redact import Redactor, Tally
from farhand.redact.marks import MARK

#: Seconds for one item: text that takes longer was made to.
MOST_SECONDS = 90.0
#: Share of bytes that are no text in any log; above it, it is something else.
_MOST_ODD = 0.1
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})


@dataclass(frozen=True)
class Masked:
    """One item as it leaves: its row, its bytes, and what was hidden for the review."""

    row: Row
    data: bytes = b""
    tally: Tally | None = None


def masked(name: str, taken: Taken, took_ms: float, redactor: Redactor, seconds: float) -> Masked:
    """The item redacted, within that many seconds. Never raises for what the evidence does."""
    says = redactor.text(taken.says)
    row = Row(name, taken.outcome, says, took_ms=round(took_ms, 1))
    if not taken.data:
        return Masked(row)
    if why := _no_text(taken.data):
        return Masked(_withheld(row, why))
    tally = Tally()
    try:
        data = patiently(lambda: _redacted(taken, redactor, tally), min(seconds, MOST_SECONDS))
    except Hangs:
        return Masked(_withheld(row, "redacting it did not come to an end in time"))
    except Exception as error:  # whatever it was: not one byte of this item leaves
        return Masked(_withheld(row, f"redacting it failed ({type(error).__name__})"))
    said = Row(
        name, row.outcome, says, len(data), hashlib.sha256(data).hexdigest(), row.took_ms, hidden(data)
    )
    return Masked(said, data, tally)


def hidden(data: bytes) -> dict[str, int]:
    """How many marks of each class leave. Counted in the text itself: what a cut has left out does not count,
    and what was masked when it was captured does.
    """
    text = data.decode("utf-8", "surrogateescape") if b"\0" not in data else data.decode("utf-16", "replace")
    return dict(sorted(Counter(mark[1:].partition(":")[0] for mark in MARK.findall(text)).items()))


def _redacted(taken: Taken, redactor: Redactor, tally: Tally) -> bytes:
    """Raises ValueError where lines were lost: then the context of a cut could not be told from the rest."""
    idle.become()
    made = io.BytesIO()
    redactor.stream(io.BytesIO(taken.data), made, tally)
    data = made.getvalue()
    if not (taken.before or taken.after):
        return data
    if lines(data) != lines(taken.data):
        raise ValueError("the number of lines has changed")
    return without_context(data, taken.before, taken.after)


def _withheld(row: Row, why: str) -> Row:
    return Row(row.name, WITHHELD, "; ".join(filter(None, (why, row.says))), took_ms=row.took_ms)


def _no_text(data: bytes) -> str:
    """Why this is no text; empty: it is. In what is none no rule could find a secret."""
    if data.startswith(_TEXT_BOMS):
        return ""
    if b"\0" in data:
        return "it is binary (it holds zero bytes)"
    odd = len(data) - len(data.translate(None, _CONTROLS))
    undecodable = sum(
        0xDC80 <= ord(c) <= 0xDCFF for c in data.decode("utf-8", "surrogateescape") if c > "\ud7ff"
    )
    return "it is binary, no text" if odd + undecodable > _MOST_ODD * len(data) else ""
