"""The conversation with a broker, once for a live connection and for what a command printed of one.

A `Line` asks and answers. Nothing is made, published, consumed or deleted: queues and exchanges are asked
for with `passive`, and the one message that tells of an alarm is empty and goes to an exchange that does not
exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from farhand.checks._amqp.wanted import NOWHERE, Wanted
from farhand.checks._service import BROKEN
from farhand.model import Seen
from farhand.wire import amqp
from farhand.wire.amqp import Method


class Line(Protocol):
    """`ask` sends and returns the next method that has one of these names; it raises what is in `BROKEN`.
    `stage` gives it the time of one stage."""

    def stage(self) -> None: ...

    def ask(self, data: bytes, *names: tuple[int, int]) -> Method: ...


@dataclass(frozen=True)
class Talk:
    """`broken`: facts for a conversation that broke off; its second argument: AMQP had been spoken."""

    line: Line
    place: Mapping[str, Any]
    wanted: Wanted
    tested: tuple[str, ...]
    broken: Callable[[BaseException, bool], dict[str, Any]]

    def run(self) -> Iterator[Seen]:
        seen, start = self._step("hello", {}, amqp.HEADER, amqp.START)
        yield self._hello(seen, start)
        if start is None or "PLAIN" not in start.told.get("mechanisms", ()):
            return
        login = {"user": self.wanted.user, "password_given": bool(self.wanted.password)}
        words = amqp.start_ok(self.wanted.user, self.wanted.password)
        seen, tuned = self._step("login", login, words, amqp.TUNE)
        yield seen
        if tuned is None:
            return
        channels = min(int(tuned.told.get("channel_max") or amqp.CHANNELS), amqp.CHANNELS)
        told = {"user": self.wanted.user, "vhost": self.wanted.vhost}
        words = amqp.tune_ok(channels) + amqp.open_vhost(self.wanted.vhost)
        seen, opened = self._step("vhost", told, words, amqp.OPEN_OK)
        yield seen
        if opened is not None:
            yield self._version(start.told.get("properties") or {})
            seen = self._named(channels - 1)
            yield seen
            if "answer" not in seen.facts:
                yield self._blocked(channels)

    def _step(
        self, stage: str, facts: Mapping[str, Any], words: bytes, name: tuple[int, int]
    ) -> tuple[Seen, Any]:
        """One question and its stage, with the method where it is the one that was waited for."""
        self.line.stage()
        try:
            said = self.line.ask(words, name, amqp.CLOSE)
        except BROKEN as error:
            return Seen(stage, {**self.place, **facts, **self._broke(error, stage != "hello")}), None
        good = said.name == name
        told = {"answer": "ok"} if good else _no(said)
        return Seen(stage, {**self.place, **facts, **told}), said if good else None

    def _broke(self, error: BaseException, before: bool) -> dict[str, Any]:
        version = amqp.version_of(getattr(error, "got", b"")) if not before else ""
        return {"answer": "version", "speaks": version} if version else self.broken(error, before)

    def _hello(self, seen: Seen, start: Any) -> Seen:
        if start is None:
            return seen
        return Seen("hello", {**seen.facts, "mechanisms": list(start.told.get("mechanisms", ()))})

    def _named(self, most: int) -> Seen:
        """Queues and exchanges, each on a channel of its own: a refusal closes the channel."""
        self.line.stage()
        rows: list[dict[str, Any]] = []
        facts = {**self.place, "vhost": self.wanted.vhost, "user": self.wanted.user, "named": rows}
        try:
            for channel, (name, what) in enumerate(self.wanted.names[:most], start=1):
                good = amqp.QUEUE_OK if name == amqp.QUEUE else amqp.EXCHANGE_OK
                words = amqp.open_channel(channel) + amqp.passive(channel, name, what)
                said = self.line.ask(words, good, amqp.CHANNEL_CLOSE, amqp.CLOSE)
                row = {"kind": "queue" if name == amqp.QUEUE else "exchange", "name": what}
                rows.append({**row, **({**said.told, "answer": "ok"} if said.name == good else _no(said))})
                if said.name == amqp.CLOSE:
                    facts.update(_no(said))
                    break
        except BROKEN as error:
            facts.update(self.broken(error, True))
        return Seen("named", facts)

    def _version(self, properties: Mapping[str, Any]) -> Seen:
        words = {key: str(properties.get(key) or "")[:80] for key in ("product", "version", "cluster_name")}
        return Seen("version", {**self.place, **words, "tested": list(self.tested)})

    def _blocked(self, channel: int) -> Seen:
        """An alarm is told only to those who begin to publish."""
        if not self.wanted.publishes:
            return Seen("blocked", {"not_applicable": "whether messages are taken is not asked here"})
        self.line.stage()
        words = amqp.open_channel(channel) + amqp.publish_nowhere(channel, NOWHERE) + amqp.close()
        try:
            said = self.line.ask(words, amqp.BLOCKED, amqp.CLOSE_OK, amqp.CLOSE)
        except BROKEN as error:
            return Seen("blocked", {**self.place, **self.broken(error, True)})
        blocked = {"answer": "blocked", "reason": said.told.get("reason", "")}
        good = blocked if said.name == amqp.BLOCKED else {"answer": "ok"}
        return Seen("blocked", {**self.place, **(_no(said) if said.name == amqp.CLOSE else good)})


def _no(said: Method) -> dict[str, Any]:
    """A refusal: its reply code, and its text without the code's own name."""
    if said.name not in (amqp.CLOSE, amqp.CHANNEL_CLOSE):
        return {"answer": "other", "said": f"method {said.name[0]}.{said.name[1]}"}
    return {"answer": "error", "code": said.told.get("code", 0), "text": said.told.get("text", "")}
