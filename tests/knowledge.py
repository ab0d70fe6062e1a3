"""What the knowledge base makes of texts: for those who write signatures.

python -m tests.knowledge check [FAMILY or CAUSE ...]   every hit and miss; prints what fails, and counts
python -m tests.knowledge say [FILE|-]                  what is found in a text, and by which signature
python -m tests.knowledge confusion [--write]           which causes are mistaken for which; into the docs
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from farhand import causes, evidence
from farhand.causes import _store
from farhand.model import Finding
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.signatures import scan
from farhand.signatures.model import Match
from tests.bench import put

BEGIN, END = "<!-- confusion -->", "<!-- /confusion -->"


def found(text: str) -> tuple[Finding, ...]:
    """The causes that a text leads to, as `farhand diagnose` names them."""
    source = Source("stdin", [text.encode("utf-8", "replace")], text)
    return evidence.weigh([source], Redactor()).diagnosis.causes


def matches(text: str) -> list[Match]:
    """All signatures found in a text."""
    return list(scan.scan(scan.blocks(text.encode()), causes.index()))


def examples(wanted: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Mapping[str, Any], Path]]:
    """Cause id, `hits` or `misses`, the example, its file."""
    for cause_id, entry, file in _store.examples():
        if not wanted or cause_id in wanted or cause_id.partition(".")[0] in wanted:
            for sort in _store.EXAMPLES:
                for example in entry.get(sort, ()):
                    yield cause_id, sort, example, file


def problem(cause_id: str, sort: str, example: Mapping[str, Any]) -> str:
    """What is wrong with one example, if anything: a hit must come first, a miss must not."""
    if not example.get("from"):
        return "does not say where it is from"
    ids = [f.cause for f in found(example["text"])]
    if sort == "misses":
        return f"is found, by {_by(cause_id, example['text'])}" if cause_id in ids[:1] else ""
    if cause_id not in ids:
        return f"is not found; found instead: {', '.join(ids[:3]) or 'nothing'}"
    return "" if ids[0] == cause_id else f"is beaten by {ids[0]} ({_by(ids[0], example['text'])})"


def _by(cause_id: str, text: str) -> str:
    own = (m.signature for m in matches(text) if m.signature.cause == cause_id)
    return ", ".join(f"{s.id} {s.weight}" for s in own)


def check(wanted: tuple[str, ...]) -> int:
    counts: Counter[str] = Counter()
    texts = set()
    for cause_id, sort, example, _ in examples(wanted):
        counts[sort] += 1
        texts.add((sort, example["text"]))
        what = problem(cause_id, sort, example)
        if what:
            counts["wrong"] += 1
            print(f"{cause_id}: {sort[:-1]} {what}\n    {example['text'][:160]!r}")
    print(f"{counts['hits']} hits, {counts['misses']} misses, {len(texts)} distinct, {counts['wrong']} wrong")
    return 1 if counts["wrong"] else 0


def say(name: str) -> int:
    text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8", "replace")
    for m in matches(text):
        where = m.text[m.start : m.end][:110]
        print(f"{m.line:>5}  {m.signature.weight:.2f}  {m.signature.id:<34} {where}")
    print("diagnosis:", ", ".join(f"{f.cause} {f.confidence:.2f} {f.role}" for f in found(text)) or "nothing")
    return 0


def confusion() -> str:
    """Of each hit, what comes first, what is mistaken for it, and what stands beside the right one."""
    taken: Counter[tuple[str, str]] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    total = 0
    for cause_id, sort, example, _ in examples():
        if sort == "hits":
            total += 1
            ids = [f.cause for f in found(example["text"]) if f.role == "root"] or ["nothing"]
            if ids[0] != cause_id:
                taken[cause_id, ids[0]] += 1
            beside.update((cause_id, other) for other in ids[1:] if other != cause_id)
    right = total - sum(taken.values())
    lines = [
        f"{right} of {total} hits come first. What is taken for what:",
        "",
        "| true cause | named first | how often |",
    ]
    lines += ["|---|---|---|", *(f"| {a} | {b} | {n} |" for (a, b), n in taken.most_common())]
    lines += [
        "",
        "What most often stands beside the right one, as a second root:",
        "",
        "| true cause | named too | how often |",
    ]
    lines += ["|---|---|---|", *(f"| {a} | {b} | {n} |" for (a, b), n in beside.most_common(25))]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    command, rest = (words or ["check"])[0], words[1:]
    if command == "say":
        return say((rest or ["-"])[0])
    if command == "confusion":
        table = confusion()
        print(table)
        if "--write" in rest:
            put(table, BEGIN, END)
        return 0
    return check(tuple(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
