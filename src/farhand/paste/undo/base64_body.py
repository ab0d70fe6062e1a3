"""A block of base64, as a mail's source shows its body."""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence

from farhand.paste.lines import Line

ORDER = 14
DONE = "base64 decoded"
_ROW = re.compile(r"^[ >|\t]*([A-Za-z0-9+/]{1,1000}={0,2})[ \t]*$")
#: Rows shorter than this do not begin a block.
_LONG = 40


def undo(lines: Sequence[Line]) -> list[Line]:
    """Blocks that hold a frame are decoded; all others stay."""
    made: list[Line] = []
    block: list[Line] = []
    for line in [*lines, Line(0, "")]:
        row = _ROW.match(line.text)
        if row and (block or len(row.group(1)) >= _LONG):
            block.append(line)
            continue
        made += _decoded(block)
        block = []
        made.append(line)
    return made[:-1]


def hides_a_frame(text: str) -> bool:
    """True where a block of base64 holds one: nothing else of the text tells it."""
    if not any(word in text for word in ("I2Zhcm", "NmYXJoYW5k", "jZmFyaGFu", "ZmFyaGFuZ", "mYXJoYW5k")):
        return False
    rows = [Line(n, line) for n, line in enumerate(text.split("\n"), 1)]
    return undo(rows) != rows


def _decoded(block: list[Line]) -> list[Line]:
    joined = "".join(_ROW.sub(r"\1", line.text.rstrip("\r")) for line in block)
    try:
        data = binascii.a2b_base64(joined[: len(joined) // 4 * 4])
    except (binascii.Error, ValueError):
        return block
    if b"#farhand " not in data:
        return block
    texts = data.decode("utf-8", "surrogateescape").split("\n")
    last = len(block) - 1
    share = max(1, len(texts) // len(block))
    return [Line(block[min(i // share, last)].number, text.rstrip("\r")) for i, text in enumerate(texts)]
