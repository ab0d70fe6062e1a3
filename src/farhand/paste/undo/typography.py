"""Signs that a word processor, a mail program or a PDF puts in place of those that were typed."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 60
DONE = "typographic signs made plain"
_SIGNS = {
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‘’‚‛′´＇", "'"),
    **dict.fromkeys([*"\u00a0\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))], " "),
    **dict.fromkeys([*"\u2060\ufeff\u00ad\u2066\u2069", *map(chr, range(0x200B, 0x2010))], ""),
    **dict.fromkeys(map(chr, range(0x202A, 0x202F)), ""),
    **dict.fromkeys("‐‑−﹣－", "-"),
    "…": "...",
    "→": "->",
    "\uf0e0": "->",
    "←": "<-",
    "⇒": "=>",
    "©": "(c)",
    "®": "(r)",
    "™": "(tm)",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "＝": "=",
    "：": ":",
    "＃": "#",
}  # fmt: skip
_TABLE = str.maketrans(_SIGNS)


def undo(lines: Sequence[Line]) -> list[Line]:
    """All but dashes: whether one or two hyphens were typed is told by the length of the line."""
    return mapped(
        lines, [line.text if line.text.isascii() else line.text.translate(_TABLE) for line in lines]
    )
