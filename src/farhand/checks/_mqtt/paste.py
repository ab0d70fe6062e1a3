"""What the `mqtt` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._mqtt.spoken import SPOKEN
from farhand.checks._mqtt.talk import talk, wanted
from farhand.checks._raw import Heard
from farhand.model import Seen
from farhand.wire import mqtt
from farhand.wire.mqtt import Packet
from farhand.wire.tcp import Closed, Late


class _Printed:
    """A `Line` whose answers have come already."""

    def __init__(self, heard: Heard) -> None:
        self._end = heard.end
        self._packets = mqtt.packets(heard.data if heard.data[:1] == b"\x20" else b"")

    def ask(self, data: bytes, *kinds: int) -> Packet:
        for said in self._packets:
            if said.kind in kinds:
                return said
        raise (Late if self._end == "mute" else Closed)(b"")


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "mqtt", SPOKEN)
    if part is None:
        return
    heard = _raw.talks(part.lines).get("mqtt", Heard())
    given = wanted(part.settings, part.target)

    def broken(error: BaseException, before: bool) -> dict[str, Any]:
        return {"answer": heard.end or "closed"} if before else part.broken(SPOKEN, heard.end or "mute")

    yield from talk(_Printed(heard), given, part.place, "", broken)
