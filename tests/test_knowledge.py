"""The knowledge base keeps its own promises: every example leads where it says, nothing is slow or vague."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from farhand import causes
from farhand.causes import _store
from farhand.signatures.model import Signature
from farhand.signatures.pattern import compile_pattern
from farhand.signatures.plain import LONGEST
from tests import knowledge

FAMILIES = sorted({cause_id.partition(".")[0] for cause_id in causes.load()})
OWN = [s for s in causes.signatures() if not s.cause.startswith("!")]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_example_leads_where_it_says(family: str) -> None:
    wrong = [
        f"{cause_id}: {what}: {example['text'][:100]!r}"
        for cause_id, sort, example, _ in knowledge.examples((family,))
        if (what := knowledge.problem(cause_id, sort, example))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("family", FAMILIES)
def test_an_entry_is_complete(family: str) -> None:
    for cause_id, cause in causes.load().items():
        if cause_id.startswith(family + "."):
            missing = [name for name in ("plain", "detail", "fix", "urgency") if not getattr(cause, name)]
            assert not missing, f"{cause_id} says nothing of {missing}"
            assert all(causes.get(a.cause).title for a in cause.look_alikes), cause_id
            unknown = {a.cause for a in cause.look_alikes} | set(cause.explains)
            assert unknown <= causes.load().keys(), f"{cause_id} names causes that are not there"


def test_every_cause_has_signatures_hits_and_misses() -> None:
    counts = {cause_id: Counter[str]() for cause_id in causes.load()}
    for cause_id, sort, _, _ in knowledge.examples():
        counts[cause_id][sort] += 1
    for signature in OWN:
        counts[signature.cause]["signatures"] += 1
    bare = {i: dict(c) for i, c in counts.items() if not (c["signatures"] and c["hits"] and c["misses"])}
    assert not bare


def test_examples_are_distinct_and_say_where_they_are_from() -> None:
    texts = Counter((cause_id, sort, example["text"]) for cause_id, sort, example, _ in knowledge.examples())
    assert not [key for key, count in texts.items() if count > 1]
    assert len({text for _, sort, text in texts if sort == "hits"}) > 1000
    nowhere = [e["text"] for _, _, e, _ in knowledge.examples() if not e.get("from")]
    assert not nowhere


def hostile(signature: Signature) -> list[str]:
    """Lines that are nearly a match, again and again, up to the longest line that is looked at."""
    words = max(signature.words, key=len)
    near = " ".join(re.findall(r"[A-Za-z0-9_.:/@-]+", signature.pattern)) or "x"
    made = [
        " ".join(words) + " ",
        near + " ",
        words[0] + ":",
        words[-1] + " " + words[0],
        "a",
        " ",
        "1.",
        "(",
        '"',
    ]
    return [(part * LONGEST)[:LONGEST] for part in made]


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_no_line_makes_a_pattern_slow(family: str) -> None:
    slow = []
    for signature in OWN:
        if signature.cause.startswith(family + "."):
            compiled = compile_pattern(signature.pattern, signature.case)
            for line in hostile(signature):
                start = time.process_time()
                compiled.search(line)
                took = time.process_time() - start
                if took > 0.25:
                    slow.append(f"{signature.id}: {took:.2f} s for {line[:40]!r}: {signature.pattern}")
    assert not slow, "\n".join(slow)


def test_the_compiled_form_holds_the_same_as_the_files() -> None:
    for cause_id, row, _ in _store.examples():
        assert len(row.get("signatures", ())) == sum(s.cause == cause_id for s in OWN), cause_id
