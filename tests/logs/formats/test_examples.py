"""Each format reads its own examples as it says, found by itself in the text, and the table is up to date."""

from __future__ import annotations

from datetime import datetime

import pytest

from farhand.logs import formats
from farhand.logs.clock import Clock
from farhand.logs.recognise import recognise
from farhand.logs.slicing import records
from tests.logs.formats import page, table

#: When the examples were written: 2026-11-27T15:12:00Z.
NOW = 1795792320.0
ALL = [
    pytest.param(name, text, wanted, id=f"{name}-{number}")
    for name in formats.names()
    for number, (text, wanted) in enumerate(formats.form(name).EXAMPLES)  # type: ignore[attr-defined]
]


def test_the_table_is_as_the_modules_say() -> None:
    assert table.PATH.read_text(encoding="utf-8") == table.written()


@pytest.mark.parametrize(("name", "text", "wanted"), ALL)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_an_example(name: str, text: bytes, wanted: list[tuple[str, int, bytes]], ends: bytes) -> None:
    text = text if b"MESSAGE\n" in text else text.replace(b"\n", ends)
    reading = recognise(text, Clock(None, NOW))
    assert reading is not None
    form = reading.format
    found = list(records.of_blocks(reading, [text]))
    assert b"".join(one.text for one in found) == text
    read = [(one.time, form.level(one.text), form.message(one.text)) for one in found]
    assert read == [(seconds(time), level, message) for time, level, message in wanted]


def seconds(time: str) -> object:
    if not time:
        return None
    whole, _, fraction = time.rstrip("Z").partition(".")
    at = datetime.fromisoformat(whole + "+00:00").timestamp()
    return pytest.approx(at + float(f"0.{fraction or 0}"), abs=2e-6)


def test_the_guide_is_as_the_modules_say() -> None:
    assert page.PATH.read_text(encoding="utf-8") == page.written()
