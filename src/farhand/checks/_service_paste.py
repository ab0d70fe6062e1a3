"""What the command of `_service_command` printed, up to where the protocol's own words begin.  Pure.

part = yield from begin(text, "amqp", SPOKEN)     # from `config` to `tls`
if part is None: return                           # nothing to read, or it ended there
yield Seen("hello", {**part.place, ...})
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

from farhand.checks import _raw, _sections, _service_meaning, _settled, tcp
from farhand.checks._service import Spoken
from farhand.model import FAIL, NOTHING, Seen
from farhand.target import Target

#: Words in an address's query to the settings for TLS that they are, or what makes such settings of a query.
TlsWords = Union[Mapping[str, str], Callable[[Mapping[str, str]], Mapping[str, Any]]]


@dataclass(frozen=True)
class Part:
    """The part of one service. `head`: the words of its first line; `place`: as `_service.Place.facts()`."""

    place: Mapping[str, Any]
    head: Mapping[str, str]
    target: Target
    settings: Mapping[str, Any]
    lines: Sequence[str]

    def broken(self, spoken: Spoken, end: str = "mute") -> dict[str, Any]:
        """Facts where the service said nothing of its own: who else it is, or how it ended."""
        sniffed = _raw.sniffed(self.lines, spoken.name.lower())
        return sniffed.facts(spoken.name) if sniffed else {"answer": end}


def begin(
    text: str, section: str, spoken: Spoken, tls_words: TlsWords = NOTHING
) -> Generator[Seen, None, Optional[Part]]:
    """The stages before the protocol's own."""
    part = yield from reached(text, section, spoken)
    if part is None:
        return None
    went = yield from _secured(text, part, spoken, tls_words)
    if not went:
        return None
    if "held back" in part.lines:
        why = "this host does not accept the certificate, so the command sent no login"
        yield Seen("hello", unknown=why)
        return None
    if part.head.get("with") == "nothing":
        why = f"no tool here speaks to {spoken.name}: neither bash, python3 nor nc, for TLS openssl"
        yield Seen("hello", unknown=why)
        return None
    return part


def reached(text: str, section: str, spoken: Spoken) -> Generator[Seen, None, Optional[Part]]:
    """The stages up to `tcp`, for protocols that are spoken before TLS begins. An output that lacks the
    service's own part, although the connection was open, is an open question."""
    known = _settled.settled(text)
    if known is None:
        return None
    last: Optional[Seen] = None
    if known.target is None or known.target.socket:
        yield from known.seen
    else:
        for last in _sections.with_files(text, tcp.reached(text)):
            yield last
    lines = _sections.sections(text).get(section)
    if known.target is not None and not lines and last and _went_well(last):
        yield Seen("hello", unknown=f"the output holds nothing of what {spoken.name} said")
    return _part(known, lines, spoken) if known.target is not None and lines else None


def _went_well(seen: Seen) -> bool:
    return seen.stage == "tcp" and not seen.unknown and tcp.judge("tcp", seen.facts).outcome != FAIL


def _part(known: _settled.Settled, lines: Sequence[str], spoken: Spoken) -> Part:
    head, target = _sections.words_of(lines[0]), known.target or Target()
    tls = head.get("tls") == "1"
    place: dict[str, Any] = {
        "host": target.host or target.socket,
        "port": target.port or spoken.port,
        "tls": tls,
    }
    place.update({"socket": target.socket} if target.socket else {})
    return Part(place, head, target, known.settings, lines[1:])


def _secured(text: str, part: Part, spoken: Spoken, tls_words: TlsWords) -> Generator[Seen, None, bool]:
    """The `tls` stage. True: go on."""
    if not part.place["tls"]:
        socket = bool(part.target.socket)
        how = "a Unix socket" if socket else f"{part.target.scheme or spoken.plain}:// is without TLS"
        yield Seen("tls", {"not_applicable": how})
        return True
    good = True
    for seen in _looked_at(text, part, spoken, tls_words):
        yield seen
        good = good and not seen.unknown and _service_meaning.tls(seen.facts, spoken).outcome != FAIL
    return good


def _looked_at(text: str, part: Part, spoken: Spoken, tls_words: TlsWords) -> Iterator[Seen]:
    """TLS as it was seen; where the service answers in plain, that is what it says.

    `plain yes` is printed by parts that ask so themselves, for protocols that `fh_sniff` does not speak.
    """
    from farhand.checks import tls

    sniffed = _raw.sniffed(part.lines, spoken.name.lower())
    if (sniffed and sniffed.speaker == spoken.name) or "plain yes" in part.lines:
        yield Seen("tls", {**part.place, "plain": True, "result": "not_tls"})
        return
    query = part.target.query
    given = (
        tls_words(query)
        if callable(tls_words)
        else {name: query[word] for word, name in tls_words.items() if query.get(word)}
    )
    yield from tls.read_part(text, {**given, **part.settings}, spoken.name.lower())
