"""charset-normalizer, which explains each guess."""

from __future__ import annotations

from pathlib import Path

from charset_normalizer import from_bytes

TEXTS = (
    "Grüße aus Köln, schöne Straße",
    "всё хорошо, спасибо большое",
    "これは日本語の文章です",
    "plain words only",
)


def run(folder: Path) -> None:
    for text in TEXTS:
        for code in ("utf-8", "cp1252", "cp1251", "utf-16", "shift_jis"):
            from_bytes((text * 3).encode(code, "replace"), explain=False)
