"""Where a webhook's address or a mail password comes from: the environment, or a file of mode 0600.  I/O.

Never an option of the command line, which stands in the shell's history and in the list of processes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from farhand import envfile
from farhand.errors import Mistake

#: Names the file with all of them, as --secrets does.
FILE = "FARHAND_SECRETS"
_LARGEST = 1 << 16
#: What is shorter is a word of everybody's.
_SHORTEST = 6


def gathered(names: Iterable[str], file: str = "", env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Those of `names` that the environment holds, else the file (`NAME=value` lines). Raises Mistake."""
    path = file or env.get(FILE, "")
    written = _written(Path(path)) if path else {}
    return {name: value for name in names if (value := env.get(name) or written.get(name))}


def _written(path: Path) -> dict[str, str]:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            _check(path, os.fstat(handle))
            raw = os.read(handle, _LARGEST)
        finally:
            os.close(handle)
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror or error}") from None
    return {row.name: row.value for row in envfile.parse(raw, str(path), "compose")}


def _check(path: Path, found: os.stat_result) -> None:
    """Only a plain file of ours that nobody else can read."""
    if not stat.S_ISREG(found.st_mode):
        raise Mistake(f"{path}: not a plain file")
    if found.st_uid not in (0, os.geteuid()):
        raise Mistake(f"{path}: belongs to somebody else, who could change it")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise Mistake(f"{path}: others can read it; close it with: chmod 600 {path}")


def needed(secrets: Mapping[str, str], name: str, what: str) -> str:
    """The value, or a Mistake that says where it is to be put."""
    value = secrets.get(name, "")
    if not value:
        raise Mistake(
            f"{name} is not set: {what}. Set it in the environment, or write it into a file of mode 0600 and "
            "give --secrets FILE"
        )
    return value


def parts_of(values: Iterable[str]) -> set[str]:
    """The secrets, and what is secret in an address among them: password, path, words of the path."""
    return {part for value in values for part in (value, *_of_address(value)) if len(part) >= _SHORTEST}


def _of_address(value: str) -> Iterator[str]:
    try:
        parts = urlsplit(value)
    except ValueError:
        return
    if parts.scheme and parts.netloc:
        yield unquote(parts.password or "")
        yield from (parts.path.strip("/"), parts.query, *parts.path.split("/"))
