"""The search for one of many literals that costs least in a text which has none of them, as nearly all are.

Of each literal one short window is looked for. It is entered at the character that is seldom in log lines:
the pattern skips all other characters at the speed of C, and only where an entry stands it compares, what
follows as a tree of characters, what comes before by looking back.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    #: The text of a window, and where in it the search enters.
    Window = tuple[str, int]

#: Characters of a literal that its window has.
_WINDOW = 6
#: Characters by how seldom they are in log lines, as JSON or as text.
_SELDOM = "QXJKYVWHqPGzUSLCMBFjRAxDEZNTOIkvwybpgfhmuldcrnsotaie9876543210"
_RANK = {char: rank for rank, char in enumerate(_SELDOM)}
#: The rank of signs and of letters that are not ASCII, and what an entry that is there anyway is better by.
_OTHER, _SHARED = 20, 8

_NEVER = re.compile(r"(?!)").search


def search_for(literals: Iterable[str], others: Iterable[str] = ()) -> Callable[[str], object]:
    """None for a text that holds no window of `literals` and none of `others` as a whole.

    Where a literal is in the text, its window is; where a window is, the literal need not be.
    """
    windows = {(other, 0) for other in others}
    entries = {text[0] for text, _ in windows}
    for literal in literals:
        text, at = window(literal, entries)
        entries.add(text[at])
        windows.add((text, at))
    if not windows:
        return _NEVER
    return re.compile(_tree({(text[at:], text if at else "") for text, at in windows})).search


def window(literal: str, entries: set[str]) -> Window:
    """The piece of `literal` that is entered at its rarest character, or at one that is an entry anyway."""

    def cost(at: int) -> tuple[int, int]:
        char = literal[at]
        return _RANK.get(char, _OTHER) - (_SHARED if char in entries else 0), at

    best = min(range(len(literal)), key=cost)
    start = max(0, min(best, len(literal) - _WINDOW))
    return literal[start : start + _WINDOW], best - start


def _tree(windows: set[tuple[str, str]]) -> str:
    """A pattern of these windows, each as what is still to come and, where something stands before its
    entry, the whole of it; common beginnings stand once."""
    heads: dict[str, set[tuple[str, str]]] = {}
    ended: set[str] = set()
    for rest, text in windows:
        if rest:
            heads.setdefault(rest[0], set()).add((rest[1:], text))
        else:
            ended.add(text)
    if "" in ended:
        return ""  # it is found: nothing more needs to follow
    ways = [re.escape(head) + _tree(further) for head, further in sorted(heads.items())]
    ways += [f"(?<={re.escape(text)})" for text in sorted(ended)]
    return ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")"
