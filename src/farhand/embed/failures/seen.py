"""What was seen of one failure: plain data, taken from the exception on the app's thread."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.failures.inbox import Tally

    #: Kind, host, port and database of what was spoken to, as far as a source knows; empty: nothing.
    Hint = tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """One exception of a chain. Nothing in it is masked yet: it is kept in memory only."""

    type: str  # full name of its class
    bases: tuple[str, ...] = ()  # full names of all its classes, itself first
    text: str = ""  # without SQL, parameters and query strings, cut
    errno: int = 0
    sqlstate: str = ""
    code: int = 0  # of MySQL, or an HTTP status
    at: tuple[tuple[str, str], ...] = ()  # hosts and ports that it holds
    path: str = ""  # file that it is about


@dataclass(frozen=True)
class Sighting:
    """One failure as a source has seen it. `links` go from the outermost exception inwards."""

    at: float  # seconds since 1970
    source: str  # who saw it: sqlalchemy, django, logging, watch, ...
    links: tuple[Link, ...]
    named: str = ""  # the dependency, where the app has said so
    hint: Hint = ()
    place: str = ""  # file:line:function in the app
    ids: tuple[tuple[str, str], ...] = ()  # trace and request ids
    tally: Tally | None = None  # in which it and those like it are counted


@dataclass(frozen=True)
class Concern:
    """Which declared dependency a failure is about, and in which way it failed."""

    dependency: str
    kind: str  # unresolved refused timeout tls login exhausted lost broken missing disk failed
    by: str = ""  # how it was told: named, address, kind, text
