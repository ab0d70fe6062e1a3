"""Catalogues from what people write (`.po`) to what gettext reads (`.mo`), by Babel: at the build only."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def build() -> list[Path]:
    """Compile every catalogue beside its source; the package's build does this."""
    return [_kept(source, _bytes(source)) for source in sources()]


def sources() -> Iterator[Path]:
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def fresh(source: Path) -> GNUTranslations:
    """What `build` would make of one source; kept where Python may keep what it compiles."""
    data = _bytes(source)
    if not sys.dont_write_bytecode:
        try:
            _kept(source, data)
        except OSError:
            pass
    return GNUTranslations(io.BytesIO(data))


def _kept(source: Path, data: bytes) -> Path:
    target, part = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    return part.replace(target)


def _bytes(source: Path) -> bytes:
    held = io.BytesIO()
    with source.open("rb") as file:
        write_mo(held, read_po(file, locale=source.parts[-3]))
    return held.getvalue()
