"""What the knowledge base makes of texts: for those who write signatures.

python -m tests.knowledge check [FAMILY or CAUSE ...]   every hit and miss; prints what fails, and counts
python -m tests.knowledge say [FILE|-]                  what is found in a text, and by which signature
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from farhand import causes
from farhand.causes import _store
from farhand.signatures import scan
from farhand.signatures.index import Index
from farhand.signatures.model import Match


@cache
def index() -> Index:
    return causes.index()


def matches(text: str) -> list[Match]:
    """All signatures found in a text."""
    return list(scan.scan(scan.blocks(text.encode()), index()))


def ranked(text: str) -> list[str]:
    """Cause ids, the most likely first: a longer match that covers a shorter one wins over it."""
    best: dict[str, float] = {}
    found = matches(text)
    harmless = {n for m in found if m.signature.cause == causes.HARMLESS for n, _ in m.lines}
    for m in found:
        if m.signature.cause.startswith("!") or m.line in harmless:
            continue
        beaten = any(_covers(o, m) for o in found)
        weight = m.signature.weight * (0.4 if beaten else 1.0) * (0.5 if m.signature.symptom else 1.0)
        weight *= 0.3 if causes.get(m.signature.cause).vague else 1.0
        best[m.signature.cause] = max(best.get(m.signature.cause, 0.0), weight)
    return sorted(best, key=lambda c: -best[c])


def _covers(o: Match, m: Match) -> bool:
    """The other one is a longer reading of the same words, for another cause."""
    longer = o.start <= m.start and m.end <= o.end and (o.end - o.start) > (m.end - m.start)
    return longer and o.signature.cause != m.signature.cause and o.line <= m.line <= o.last


def examples(wanted: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Mapping[str, Any], Path]]:
    """Cause id, `hits` or `misses`, the example, its file."""
    for cause_id, entry, file in _store.examples():
        if not wanted or cause_id in wanted or cause_id.partition(".")[0] in wanted:
            for sort in _store.EXAMPLES:
                for example in entry.get(sort, ()):
                    yield cause_id, sort, example, file


def problem(cause_id: str, sort: str, example: Mapping[str, Any]) -> str:
    """What is wrong with one example, if anything."""
    if not example.get("from"):
        return "does not say where it is from"
    found = ranked(example["text"])
    if sort == "misses":
        return f"is found, by {_by(cause_id, example['text'])}" if cause_id in found[:1] else ""
    if cause_id not in found:
        return f"is not found; found instead: {', '.join(found[:3]) or 'nothing'}"
    return "" if found[0] == cause_id else f"is beaten by {found[0]} ({_by(found[0], example['text'])})"


def _by(cause_id: str, text: str) -> str:
    return ", ".join(
        f"{m.signature.id} {m.signature.weight}" for m in matches(text) if m.signature.cause == cause_id
    )


def check(wanted: tuple[str, ...]) -> int:
    counts = {"hits": 0, "misses": 0}
    bad = 0
    texts = set()
    for cause_id, sort, example, _ in examples(wanted):
        counts[sort] += 1
        texts.add((sort, example["text"]))
        what = problem(cause_id, sort, example)
        if what:
            bad += 1
            print(f"{cause_id}: {sort[:-1]} {what}\n    {example['text'][:160]!r}")
    print(f"{counts['hits']} hits, {counts['misses']} misses, {len(texts)} distinct, {bad} wrong")
    return 1 if bad else 0


def say(name: str) -> int:
    text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8", "replace")
    for m in matches(text):
        print(f"{m.line:>5}  {m.signature.weight:.2f}  {m.signature.id:<34} {m.text[m.start : m.end][:110]}")
    print("ranked:", ", ".join(ranked(text)) or "nothing")
    return 0


if __name__ == "__main__":
    command, rest = (sys.argv[1:2] or ["check"])[0], sys.argv[2:]
    sys.exit(say((rest or ["-"])[0]) if command == "say" else check(tuple(rest)))
