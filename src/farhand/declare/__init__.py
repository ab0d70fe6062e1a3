"""farhand.toml -> App. One syntax error, or all mistakes of meaning, each with line, key and suggestion.

`schema` says what may stand in the file, `lines` where it stands, `reading` compares the two. Nothing is
expanded here: `${VAR}` stays as it is until a probe fills it in at the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomllib

from farhand.declare.reading import Fault, Reading
from farhand.errors import Mistake
from farhand.model import App
from farhand.target.units import duration, size

__all__ = ["Fault", "Mistakes", "duration", "examine", "load", "read", "size"]

MOST = 1024 * 1024  # bytes; a declaration of an app with a thousand dependencies has a tenth of this


class Mistakes(Mistake):
    """All that is wrong with a declaration. `faults` holds them one by one."""

    def __init__(self, source: str, faults: tuple[Fault, ...]) -> None:
        self.source, self.faults = source, faults
        head = f"{source} has {len(faults)} mistakes:\n  " if len(faults) > 1 else ""
        super().__init__(head + "\n  ".join(f"{source}{fault}" for fault in faults))


@dataclass(frozen=True)
class Examined:
    """A declaration as far as it can be read, what is wrong with it, and what only `validate` minds."""

    app: App
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def load(path: Path) -> App:
    """Read and check a declaration. Raises Mistake; `Mistakes` where only its meaning is wrong."""
    examined = examine(path)
    if examined.faults:
        raise Mistakes(str(path), examined.faults)
    return examined.app


def examine(path: Path) -> Examined:
    """Read a declaration and collect what is wrong. Raises Mistake where the file cannot be read as TOML."""
    text = _text(path)
    return _examined(_parsed(text, path), text, str(path))


def read(document: dict[str, Any], source: str) -> App:
    """An App from a parsed declaration, as one that is baked into a kit. Raises Mistakes."""
    examined = _examined(document, "", source)
    if examined.faults:
        raise Mistakes(source, examined.faults)
    return examined.app


def of_text(text: str, source: str) -> App:
    """An App from the text of a declaration; `source` names it in mistakes. Raises Mistake."""
    if len(text) > MOST:
        raise Mistake(f"{source}: larger than 1 MiB; this is no declaration")
    examined = _examined(_parsed(text, source), text, source)
    if examined.faults:
        raise Mistakes(source, examined.faults)
    return examined.app


def _examined(document: dict[str, Any], text: str, source: str) -> Examined:
    reading = Reading(document, text, source)
    app = reading.app()
    order = sorted(reading.faults, key=lambda fault: fault.line)
    return Examined(app, tuple(order), tuple(reading.notes))


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise Mistake(
                f"{path}: {'this is not a regular file' if path.exists() else 'there is no such file'}"
            )
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
    except (OSError, ValueError) as error:
        raise Mistake(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > MOST:
        raise Mistake(f"{path}: larger than 1 MiB; this is no declaration")
    return _decoded(raw, path)


def _decoded(raw: bytes, path: Path) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Mistake(f"{path}: the file is UTF-16; save it as UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Mistake(
            f"{path}:{line}: not UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start + 1} of the file"
        ) from None
    return text.removeprefix("\ufeff")


#: A key of so many parts is no declaration, and takes the parser a time that grows with its square.
_DEEP = re.compile(r"^[ \t\[]*(?:[\w\"'-]+[ \t]*\.[ \t]*){100}", re.MULTILINE)


def _parsed(text: str, path: Path | str) -> dict[str, Any]:
    deep = _DEEP.search(text)
    if deep:
        raise Mistake(f"{path}:{text.count(chr(10), 0, deep.start()) + 1}: nested too deeply to be read")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        says, _, place = str(error).partition(" (at ")
        line = place.removeprefix("line ").partition(",")[0]
        where = f"{path}:{line}" if line.isdigit() else f"{path}"
        raise Mistake(f"{where}: not TOML: {says}{f' ({place}' if place else ''}") from None
    except (RecursionError, MemoryError):
        raise Mistake(f"{path}: nested too deeply to be read") from None
    except ValueError as error:  # a date or number that the parser could not make
        raise Mistake(f"{path}: not TOML: {error}") from None
