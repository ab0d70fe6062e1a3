"""How well groups of messages fit those of the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence


def accuracy(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Grouping accuracy: the share of messages whose group holds exactly the messages of its true group.

    As defined by Zhu et al., "Tools and Benchmarks for Automated Log Parsing", ICSE-SEIP 2019.
    """
    whole, mine = _members(truth), _members(found)
    right = sum(len(group) for group in mine.values() if group == whole[truth[min(group)]])
    return right / len(truth)


def _members(labels: Sequence[Hashable]) -> dict[Hashable, frozenset[int]]:
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        groups[label].add(number)
    return {label: frozenset(group) for label, group in groups.items()}


def pairs_f1(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """F1 of the pairs of messages that are put together, against those that belong together."""
    both = _pairs(list(zip(truth, found)))
    mine, whole = _pairs(found), _pairs(truth)
    return 2 * both / (mine + whole) if mine + whole else 1.0


def _pairs(labels: Sequence[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())
