"""A summary as bytes and back: JSON with sorted keys, so that equal summaries have equal bytes."""

from __future__ import annotations

import json
from typing import Any

from farhand.logs.mining.curve import Curve
from farhand.logs.mining.entry import NEVER, Entry, Seen, new_entry
from farhand.logs.mining.faults import Faults
from farhand.logs.mining.forest import Forest
from farhand.logs.mining.summary import RATE_BUCKETS, Summary
from farhand.logs.mining.tree import Node

FORM = "farhand.summary/2"


class SummaryError(ValueError):
    """Bytes that are no summary of this form; says what was found and what to do."""


def to_bytes(summary: Summary) -> bytes:
    """The canonical form; bytes of messages are written as Latin-1, which loses nothing."""
    summary.finished()
    document = {
        "form": FORM,
        "records": summary.records,
        "untimed": summary.untimed,
        "between": [_time(summary.first), _time(summary.last)],
        "rates": {str(level): _curve(curve) for level, curve in sorted(summary.rates.items())},
        "faults": [
            summary.faults.step,
            sorted([*key, _entry(e)] for key, e in summary.faults.entries.items()),
        ],
        "trees": [[int(b), n, _node(summary.forest.trees[b, n])] for b, n in sorted(summary.forest.trees)],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def from_bytes(data: bytes) -> Summary:
    """Raises SummaryError where the bytes are something else, or cut off."""
    try:
        document = json.loads(data)
        if document["form"] != FORM:
            raise SummaryError(
                f"a summary of the form {document['form']!r}; this Farhand reads {FORM}: make it anew"
            )
        return _summary(document)
    except SummaryError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise SummaryError(f"not a whole summary ({type(error).__name__}: {error}); make it anew") from error


def _summary(document: Any) -> Summary:
    step, faults = document["faults"]
    summary = Summary(Forest(), Faults(step=int(step)))
    summary.records, summary.untimed = int(document["records"]), int(document["untimed"])
    first, last = document["between"]
    summary.first, summary.last = _of_time(first, NEVER), _of_time(last, -NEVER)
    summary.rates = {int(level): _of_curve(curve, RATE_BUCKETS) for level, curve in document["rates"].items()}
    summary.faults.entries = {(str(kind), str(place)): _of_entry(e, True) for kind, place, e in faults}
    summary.forest.trees = {
        (bool(bad), int(n)): _of_tree(tree, bool(bad)) for bad, n, tree in document["trees"]
    }
    return summary


def _time(time: float) -> float | None:
    return time if -NEVER < time < NEVER else None


def _of_time(time: float | None, otherwise: float) -> float:
    return otherwise if time is None else float(time)


def _curve(curve: Curve) -> list[Any]:
    return [curve.step, [[bucket, curve.counts[bucket]] for bucket in sorted(curve.counts)]]


def _of_curve(found: Any, most: int) -> Curve:
    step, counts = found
    return Curve(most, int(step), {int(bucket): int(count) for bucket, count in counts})


def _seen(seen: Seen) -> list[Any]:
    time, source, offset, text = seen
    return [_time(time), source, offset, text.decode("latin-1")]


def _of_seen(found: Any, otherwise: float) -> Seen:
    time, source, offset, text = found
    return _of_time(time, otherwise), str(source), int(offset), text.encode("latin-1")


def _entry(entry: Entry) -> list[Any]:
    return [entry.count, entry.worst, _curve(entry.curve), _seen(entry.first), _seen(entry.last)]


def _of_entry(found: Any, bad: bool) -> Entry:
    entry = new_entry(bad)
    count, worst, curve, first, last = found
    entry.count, entry.worst, entry.curve = int(count), int(worst), _of_curve(curve, entry.curve.most)
    entry.first, entry.last = _of_seen(first, NEVER), _of_seen(last, -NEVER)
    return entry


def _node(node: Node | Entry) -> Any:
    if isinstance(node, Entry):
        return _entry(node)
    kids = {word.decode("latin-1"): _node(kid) for word, kid in node.kids.items()}
    return {"over": int(node.over), "step": node.step, "kids": kids}


def _of_tree(found: Any, bad: bool) -> Node:
    node = _of_node(found, bad)
    if isinstance(node, Entry):
        raise TypeError("a tree without words")
    return node


def _of_node(found: Any, bad: bool) -> Node | Entry:
    if isinstance(found, list):
        return _of_entry(found, bad)
    node = Node(bool(found["over"]), int(found["step"]))
    node.kids = {word.encode("latin-1"): _of_node(kid, bad) for word, kid in found["kids"].items()}
    return node
