"""From texts of any kind to what is known of an environment, with the causes that they speak of.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farhand.evidence import Opinion, weigh
from farhand.mirror import fingerprint
from farhand.mirror.model import Fingerprint
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor

#: Characters of all texts that are kept for the fingerprint; logs beyond it are only weighed.
_KEPT = 64 << 20


@dataclass(frozen=True)
class Known:
    """One side: what it is like, what was found wrong there, and the texts that both were read from."""

    fingerprint: Fingerprint
    opinion: Opinion
    texts: tuple[tuple[str, str], ...] = ()


def known(sources: Iterable[Source], app: App | None, seen: str = "") -> Known:
    """Never raises for what the texts hold."""
    texts: list[tuple[str, str]] = []
    opinion = weigh(_noted(sources, texts), Redactor(), app, whole_site=True)
    return Known(fingerprint.of(opinion.results, texts, app, seen), opinion, tuple(texts))


def _noted(sources: Iterable[Source], texts: list[tuple[str, str]]) -> Iterator[Source]:
    """The sources as they come; those that are short enough to be read as a whole are kept."""
    size = 0
    for source in sources:
        if source.whole is not None and size + len(source.whole) <= _KEPT:
            size += len(source.whole)
            texts.append((source.name, source.whole))
        yield source
