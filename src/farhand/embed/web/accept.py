"""Which of several media types a client wants most: the Accept header (RFC 9110, 12.5.1).  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Ranges of one header that are looked at, and bytes of it.
_MOST, _LONGEST = 50, 4000


@dataclass(frozen=True)
class Range:
    """One range of the header. Of its parameters only `version` tells types apart; others are about form."""

    type: str
    version: str = ""
    q: float = 1.0
    place: int = 0

    def fits(self, offer: Range) -> int:
        """0: not at all, 1: as `*/*`, 2: as `text/*`, 3: exactly, 4: with its version."""
        if self.type == "*/*":
            return 1
        if self.type.endswith("/*"):
            return 2 if offer.type.startswith(self.type[:-1]) else 0
        if self.type != offer.type or (self.version and self.version != offer.version):
            return 0
        return 4 if self.version else 3


def ranges(header: str) -> Iterator[Range]:
    """The ranges in the order they are written. What is no media range is passed over."""
    for place, part in enumerate(header[:_LONGEST].split(",")[:_MOST]):
        name, *parameters = [p.strip() for p in part.split(";")]
        if name.count("/") == 1 and not name.startswith("/") and not name.endswith("/"):
            named = {
                k.strip().lower(): v.strip().strip('"') for k, _, v in (p.partition("=") for p in parameters)
            }
            yield Range(name.lower(), named.get("version", ""), _q(named.get("q", "1")), place)


def _q(text: str) -> float:
    """A weight between 0 and 1; what is no weight counts as none given."""
    try:
        weight = float(text)
    except ValueError:
        return 1.0
    return weight if 0 <= weight <= 1 else 1.0


def best(header: str, offers: Sequence[str]) -> int:
    """Which of the types to send, by its place in `offers`; -1 where the client takes none of them.

    Each type has the weight of the range that fits it most closely. Of types with the same weight the one
    named more exactly wins, then the one named earlier, then the one offered earlier: clients name many
    types without weights and mean an order.
    """
    wanted = list(ranges(header)) or [Range("*/*")]
    ranked = []
    for place, offer in enumerate(offers):
        offered = next(ranges(offer))
        fit, closest = max(((w.fits(offered), w) for w in wanted), key=lambda pair: (pair[0], -pair[1].place))
        if fit and closest.q > 0:
            ranked.append((-closest.q, -fit if fit < 3 else -3, closest.place, -fit, place))
    return min(ranked)[-1] if ranked else -1
