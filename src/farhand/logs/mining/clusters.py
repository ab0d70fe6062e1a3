"""Which leaves are of one template.  Pure, and done once, on the sorted leaves of the whole.

Two leaves that differ in one word are of one template where what stands there looks like values: enough
different ones, and more so where they are no plain words (`mac_roman`, `orders.charge`) or masked already.
Words that tell what happened (`opened`, `closing`) are hardly values.
"""

from __future__ import annotations

import re
from collections import defaultdict

from farhand.logs.mining.masks import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Words = tuple[bytes, ...]

_PLAIN = re.compile(rb"[A-Z]?[a-z'-]+[.:;,!?)]*\Z|[A-Z]+[.:;,!?)]*\Z")
_EVENT = re.compile(rb"(?i)\w+(?:ed|ing|done|lost|sent|begun|down|up|ok|hit|miss)[.:;,!?)]*\Z")
_LETTERS = re.compile(rb"[A-Za-z]{2}")
#: How much values must weigh, by how many constant words stand around them.
_NEEDED = {1: 5.0}
_ENOUGH = 3.0
_ROUNDS = 4


def clusters(leaves: Sequence[Words]) -> list[Words]:
    """The template of each leaf, as words."""
    found = _wider(list(leaves), _by_names)
    for _ in range(_ROUNDS):
        before, found = found, _wider(found, _by_one_word)
        if found == before:
            break
    return found


def _wider(found: list[Words], way: Callable[[list[Words]], dict[Words, Words]]) -> list[Words]:
    changed = way(sorted(set(found)))
    return [changed.get(words, words) for words in found]


def _by_names(templates: list[Words]) -> dict[Words, Words]:
    """Together what differs only in words that are no plain ones, in however many of them."""
    alike: dict[Words, list[Words]] = defaultdict(list)
    for words in templates:
        alike[tuple(word if _PLAIN.match(word) else MARK for word in words)].append(words)
    wider: dict[Words, Words] = {}
    for plain, members in alike.items():
        if len(members) > 1 and _constants(plain):
            same = [len(set(column)) == 1 for column in zip(*members)]
            common = tuple(word if kept else MARK for word, kept in zip(members[0], same))
            wider.update(dict.fromkeys(members, common))
    return wider


def _by_one_word(templates: list[Words]) -> dict[Words, Words]:
    """Together what differs in one word, where the different ones weigh enough; that at several places."""
    places: dict[tuple[Words, int], list[Words]] = defaultdict(list)
    for words in templates:
        for at in range(len(words)):
            places[_marked(words, [at]), at].append(words)
    wider: dict[Words, set[int]] = defaultdict(set)
    for (around, at), members in places.items():
        if len(members) > 1 and sum(_weight(words[at]) for words in members) >= _needed(around):
            for words in members:
                wider[words].add(at)
    return {words: _marked(words, at) for words, at in wider.items()}


def _marked(words: Words, places: Iterable[int]) -> Words:
    found = list(words)
    for at in places:
        found[at] = MARK
    return tuple(found)


def _weight(word: bytes) -> float:
    """How much a word looks like a value and not like a word of the message itself."""
    if MARK in word:
        return 2.0
    if not _PLAIN.match(word):
        return 1.5
    return 0.5 if _EVENT.match(word) else 1.0


def _needed(around: Words) -> float:
    constant = _constants(around)
    return _NEEDED.get(constant, _ENOUGH) if constant else float("inf")


def _constants(words: Words) -> int:
    """How many words are there that say something."""
    return sum(1 for word in words if MARK not in word and _LETTERS.search(word))
