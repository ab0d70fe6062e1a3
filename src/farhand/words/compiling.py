"""Catalogues from what people write (`.po`) to what gettext reads (`.mo`), by Babel: at the build only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def build() -> list[Path]:
    """Compile every catalogue beside its source; the package's build does this."""
    made = []
    for source in sources():
        target = source.with_suffix(".mo")
        part = target.with_suffix(".part")
        part.write_bytes(_bytes(source))
        part.replace(target)
        made.append(target)
    return made


def sources() -> Iterator[Path]:
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def in_memory(source: Path) -> GNUTranslations:
    """What `build` would make of one source, without a file."""
    return GNUTranslations(io.BytesIO(_bytes(source)))


def _bytes(source: Path) -> bytes:
    held = io.BytesIO()
    with source.open("rb") as file:
        write_mo(held, read_po(file, locale=source.parts[-3]))
    return held.getvalue()
