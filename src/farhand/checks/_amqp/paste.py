"""What the `amqp` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._amqp.spoken import SPOKEN
from farhand.checks._amqp.talk import Talk
from farhand.checks._amqp.wanted import wanted
from farhand.checks._raw import Heard
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire import amqp
from farhand.wire.amqp import Method, NotAmqp
from farhand.wire.tcp import Closed, Late


class _Printed:
    """A `Line` whose answers have come already."""

    def __init__(self, heard: Heard) -> None:
        self._heard, self._methods = heard, amqp.methods(heard.data)

    def stage(self) -> None:
        pass

    def ask(self, data: bytes, *names: tuple[int, int]) -> Method:
        for said in self._methods:
            if said.name in names:
                return said
        if amqp.version_of(self._heard.data):
            raise NotAmqp(self._heard.data)
        raise (Late if self._heard.end == "mute" else Closed)(b"")


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "amqp", SPOKEN)
    if part is None:
        return
    heard = _raw.talks(part.lines).get("amqp", Heard())
    asks = wanted(part.settings, part.target)
    tested = tuple(map(str, part.settings.get("tested") or ()))
    yield from Talk(_Printed(heard), part.place, asks, tested, lambda e, b: _broken(part, heard, b)).run()


def _broken(part: Part, heard: Heard, before: bool) -> dict[str, Any]:
    return {"answer": heard.end or "closed"} if before else part.broken(SPOKEN, heard.end or "mute")
