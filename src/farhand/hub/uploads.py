"""Files that were looked through for secrets and wait for a yes: in memory only, masked already."""

from __future__ import annotations

import io
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from farhand.archives import Damaged, Limits, Meter, find, kinds
from farhand.redact import Redactor, Tally
from farhand.redact.marks import MARK

#: Files of all sessions together.
_MOST = 24
#: Characters of the masked text, and of a file's name, that are shown.
SHOWN, NAME = 20_000, 120
NO_TEXT = (
    "This is no text, so it cannot be looked through for secrets, and it was not kept. Send text: a log, an "
    "output, a configuration. For several files there is farhand bundle create, which shows what leaves."
)


@dataclass(frozen=True)
class Masked:
    """A file as it would be kept, and what was hidden in it: classes of secrets with their numbers."""

    name: str
    data: bytes
    counts: Mapping[str, int] = field(default_factory=dict)
    answers: tuple[tuple[str, Mapping[str, object]], ...] = ()  # what it says as an answer, as entries
    asked: bool = False  # it answers what was asked

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


def masked(name: str, data: bytes, redactor: Redactor) -> Masked | None:
    """The file with its secrets masked; None for what is no text."""
    if not _is_text(data):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    tally = Tally(most=1)
    done = redactor.text(text, tally)
    plain = done.encode("utf-8", "replace")
    return Masked(short(redactor.text(name)), plain, dict(tally.counts))


def _is_text(data: bytes) -> bool:
    """Nothing that hides its letters: compressed, encrypted, or with letters of two bytes anywhere."""
    try:
        found = find(io.BytesIO(data), Meter(Limits()))
    except Damaged:
        return False
    return not (b"\x00" in data or found.compressed or found.kind or kinds.binary(data))


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a mark that stands for something hidden."""
    found, at = [], 0
    for mark in MARK.finditer(text):
        found += [(text[at : mark.start()], False), (mark.group(), True)]
        at = mark.end()
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]


def short(name: str) -> str:
    """A file's own name without folders and control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).strip().strip(".")
    return kept[:NAME] or "file"


class Uploads:
    """By session and a name that cannot be guessed. A restart forgets them: nothing was accepted yet."""

    def __init__(self, most: int) -> None:
        self._most = most  # of one session
        self._there: OrderedDict[tuple[str, str], Masked] = OrderedDict()

    def put(self, session: str, file: Masked) -> str:
        name = secrets.token_urlsafe(16)
        self._there[session, name] = file
        own = [key for key in self._there if key[0] == session]
        for key in own[: -self._most]:
            del self._there[key]
        while len(self._there) > _MOST:
            self._there.popitem(last=False)
        return name

    def take(self, session: str, name: str) -> Masked | None:
        """The file, which does not wait any more."""
        return self._there.pop((session, name), None)
