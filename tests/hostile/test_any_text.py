"""Whatever is pasted: no reader and no signature falls over, and the time grows no faster than the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farhand import evidence, readers
from farhand.model import Diagnosis
from farhand.reading import Source
from farhand.redact import Redactor
from tests import knowledge

PASTED = [example.pasted for reader in readers.every() for example in readers.examples(reader)]
HITS = [example["text"] for _, sort, example, _ in knowledge.examples() if sort == "hits"]
PIECES = st.sampled_from([*PASTED, *HITS[::7]])


def diagnosis(text: str) -> Diagnosis:
    return evidence.weigh([Source("stdin", [text.encode("utf-8", "replace")], text)], Redactor()).diagnosis


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Real texts, cut, doubled, mixed and written over."""
    text = "\n".join(draw(st.lists(PIECES, min_size=1, max_size=3)))
    begin, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    text = draw(st.sampled_from([text, text[begin:end], text[:begin] + text[end:], text[::-1]]))
    noise = draw(st.text(max_size=30))
    at = draw(st.integers(0, len(text)))
    return text[:at] + noise + text[at:]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=400), damaged()))
def test_nothing_falls_over(text: str) -> None:
    found = diagnosis(text)
    assert found.verdict in ("healthy", "fault", "undecided")
    assert not [
        row for row in found.unread if "could not be read" in row["why"] or "cannot be weighed" in row["why"]
    ]
    count = text.count("\n") + 1
    assert all(1 <= q.line <= count for f in found.causes for q in f.evidence)


@pytest.mark.parametrize("reader", readers.every(), ids=readers.name_of)
def test_a_reader_is_linear(reader: object) -> None:
    sample = next(iter(readers.examples(reader))).pasted  # type: ignore[arg-type]
    few, many = (_seconds(reader, sample, times) for times in (40, 400))
    assert many < 0.3 or many < 25 * few, f"{few:.3f} s for 40, {many:.3f} s for 400"


def _seconds(reader: object, sample: str, times: int) -> float:
    lines = (sample.rstrip("\n") + "\n") * times
    part = lines.split("\n")
    start = time.process_time()
    for begin, end in reader.find(part):  # type: ignore[attr-defined]
        list(reader.read(readers.Part(part[begin:end], begin)))  # type: ignore[attr-defined]
    return time.process_time() - start


@pytest.mark.parametrize(
    "line", ["a" * 3_000_000, "{" * 200_000, "x: [" * 50_000, "- " * 200_000, '"' * 300_000]
)
def test_monstrous_lines(line: str) -> None:
    start = time.process_time()
    assert diagnosis(line).verdict in ("undecided", "healthy")
    assert time.process_time() - start < 20
