"""What is new: since a time, or against the log of a healthy day."""

from __future__ import annotations

from farhand.logs.mining import Summary, Template, merge, templates
from farhand.logs.mining.templates import gathered, of_leaves


def new_since(summary: Summary, time: float) -> list[Template]:
    """Templates of which no record is before `time` (seconds since 1970), the worst and earliest first."""
    found = [one for one in templates(summary) if time <= one.first[0] < float("inf")]
    return sorted(found, key=_rank)


def new_against(summary: Summary, healthy: Summary) -> list[Template]:
    """Templates of which the healthy log has no record, the worst and earliest first.

    Both are put into one tree, so that what one of them shows to vary is known of the other too.
    """
    whole = merge(summary, healthy).finished()
    known = {(one.error, one.text) for one in _as_in(healthy, whole)}
    return sorted((one for one in _as_in(summary, whole) if (one.error, one.text) not in known), key=_rank)


def _rank(one: Template) -> tuple[bool, float, str]:
    return not one.error, one.first[0], one.text


def _as_in(part: Summary, whole: Summary) -> list[Template]:
    """The templates of a part, named as those of the whole."""
    names = of_leaves(whole)
    leaves = []
    for error, words, entry in part.finished().forest.leaves():
        text = names[id(whole.forest.leaf(words, error))]
        leaves.append((error, text, entry))
    return gathered(leaves)
