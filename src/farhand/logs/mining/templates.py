"""Templates: what a person reads, made of the leaves of a finished summary."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.logs.mining.clusters import clusters
from farhand.logs.mining.curve import Curve
from farhand.logs.mining.entry import Entry, Seen, new_entry
from farhand.logs.mining.masks import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from farhand.logs.mining.summary import Summary


@dataclass(frozen=True)
class Template:
    """`text`: the message with `<*>` for what varies. `error`: of level 40 and worse; these are kept apart.

    `first` and `last`: (seconds since 1970, infinite without a time; source; offset; beginning of the text).
    """

    text: str
    error: bool
    count: int
    worst: int
    first: Seen
    last: Seen
    curve: Curve


def templates(summary: Summary) -> list[Template]:
    """Most frequent first."""
    names = of_leaves(summary.finished())
    return gathered((error, names[id(entry)], entry) for error, _, entry in summary.forest.leaves())


def of_leaves(summary: Summary) -> dict[int, str]:
    """The text of the template of each leaf, by the `id` of its entry."""
    found: dict[int, str] = {}
    for error in (False, True):
        leaves = [(words, entry) for bad, words, entry in summary.forest.leaves() if bad == error]
        named = zip(leaves, clusters([words for words, _ in leaves]))
        found.update((id(entry), shown(words)) for (_, entry), words in named)
    return found


def gathered(leaves: Iterable[tuple[bool, str, Entry]]) -> list[Template]:
    """One template for all leaves of the same (is an error, text); most frequent first."""
    whole: dict[tuple[bool, str], Entry] = {}
    for error, text, entry in leaves:
        whole.setdefault((error, text), new_entry(error)).absorb(entry)
    found = [
        Template(text, error, entry.count, entry.worst, entry.first, entry.last, entry.curve)
        for (error, text), entry in whole.items()
    ]
    return sorted(found, key=lambda one: (-one.count, one.text, one.error))
