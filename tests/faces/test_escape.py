"""No character that moves the cursor, hides or reverses text reaches a screen."""

from __future__ import annotations

import unicodedata

import pytest

from farhand.faces.escape import terminal


def test_ordinary_text_stays() -> None:
    text = "Grüße, 日本語, שלום, 😀 tab\tline\nend"
    assert terminal(text) == text


def test_every_control_format_and_surrogate_character_is_made_visible() -> None:
    for code in range(0x110000):
        char = chr(code)
        if char in "\n\t":
            continue
        if unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _OVERRIDES:
            said = terminal(char)
            assert said.isascii(), hex(code)
            assert said.startswith("\\"), hex(code)


_OVERRIDES = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    ("hostile", "shown"), [("\x1b[2J", "\\x1b[2J"), ("\udcff", "\\xff"), ("\u202e", "\\u202e")]
)
def test_what_it_looks_like(hostile: str, shown: str) -> None:
    assert terminal(hostile) == shown
