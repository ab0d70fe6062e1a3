"""The conversation with an MQTT broker, once for a live connection and for what a command printed of one.

The app's own client id is not used: a second client of that id would throw the app out. Nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from farhand.checks._service import BROKEN
from farhand.model import Seen
from farhand.target import Target
from farhand.wire import mqtt
from farhand.wire.mqtt import Packet
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import TooMuch


@dataclass(frozen=True)
class Wanted:
    user: str = ""
    password: str = ""
    level: int = 4
    topics: tuple[str, ...] = ()


def wanted(settings: Mapping[str, Any], target: Target) -> Wanted:
    topics = settings.get("topics")
    names = topics[:20] if isinstance(topics, (list, tuple)) else ()
    level = mqtt.LEVELS.get(str(settings.get("protocol", "3.1.1")).rstrip("0").rstrip("."), 4)
    return Wanted(target.user, target.password, level, tuple(_alone(str(name)) for name in names if name))


def _alone(name: str) -> str:
    """A shared subscription would take messages from the app: its filter alone."""
    if name.startswith("$share/") and name.count("/") > 1:
        return name.split("/", 2)[2]
    return name.partition("/")[2] if name.startswith("$queue/") else name


class Line(Protocol):
    """`ask` sends and returns the next packet of these kinds; it raises what is in `BROKEN`."""

    def ask(self, data: bytes, *kinds: int) -> Packet: ...


def talk(
    line: Line, asks: Wanted, place: Mapping[str, Any], client: str,
    broken: Callable[[BaseException, bool], dict[str, Any]],
) -> Iterator[Seen]:  # fmt: skip
    facts = {**place, "user": asks.user, "password_given": bool(asks.password), "level": asks.level}
    try:
        said = line.ask(mqtt.connect(asks.level, client, asks.user, asks.password), mqtt.CONNACK)
    except BROKEN as error:
        yield Seen("hello", {**place, **broken(error, False)})
        return
    yield Seen("hello", {**place, "answer": "ok"})
    code = mqtt.code_of(said, asks.level)
    yield Seen("login", {**facts, "answer": "ok" if code == 0 else "error", "code": code})
    if code == 0:
        yield _topics(line, asks, place, broken)


def _topics(
    line: Line,
    asks: Wanted,
    place: Mapping[str, Any],
    broken: Callable[[BaseException, bool], dict[str, Any]],
) -> Seen:
    if not asks.topics:
        return Seen("topics", {"not_applicable": "no topic is declared"})
    rows: dict[str, int] = {}
    facts = {**place, "user": asks.user, "topics": rows}
    try:
        for number, topic in enumerate(asks.topics, start=1):
            said = line.ask(mqtt.subscribe(asks.level, number, topic), mqtt.SUBACK, mqtt.DISCONNECT)
            rows[topic] = mqtt.code_of(said, asks.level)
            if said.kind == mqtt.DISCONNECT:
                break
    except (OtherProtocol, TooMuch):  # messages that the broker had kept came in between
        facts["answer"] = "mute"
    except BROKEN as error:
        facts.update(broken(error, True))
    return Seen("topics", facts)
