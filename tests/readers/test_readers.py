"""Every reader's examples lead where they say, and nothing makes a reader fall over."""

from __future__ import annotations

from types import ModuleType

import pytest

from farhand import evidence, readers
from farhand.model import Diagnosis, Example
from farhand.reading import Source
from farhand.redact import Redactor

ALL = [
    pytest.param(reader, example, id=f"{readers.name_of(reader)}: {example.name}")
    for reader in readers.every()
    for example in readers.examples(reader)
]


def diagnosis(text: str) -> Diagnosis:
    return evidence.weigh([Source("stdin", [text.encode()], text)], Redactor()).diagnosis


@pytest.mark.parametrize(("reader", "example"), ALL)
def test_an_example_leads_where_it_says(reader: ModuleType, example: Example) -> None:
    found = diagnosis(example.pasted)
    assert tuple(f.cause for f in found.causes)[: max(1, len(example.finds))] == example.finds
    assert example.source, "an example says where it is from"
    assert readers.name_of(reader) in {row["reader"] for row in found.understood}
    if not example.finds:
        assert found.verdict == (example.outcome or "undecided")


@pytest.mark.parametrize("reader", readers.every(), ids=readers.name_of)
def test_a_reader_shows_a_fault_and_a_healthy_text(reader: ModuleType) -> None:
    assert reader.__doc__
    assert len(list(readers.examples(reader))) >= 2
