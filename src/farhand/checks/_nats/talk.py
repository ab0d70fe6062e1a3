"""What NATS is asked, and what its answers are as facts: the same for a probe and for a command.  Pure.

Subscriptions to declared subjects are ended at once; JetStream is asked by its own read-only requests.
Nothing is published to a subject of the app, and no consumer is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from farhand.model import Seen
from farhand.wire.nats import Said

_INBOX = "_INBOX.farhand-check"


@dataclass(frozen=True)
class Wanted:
    """What the declaration asks for. `jetstream`: it is needed."""

    user: str = ""
    password: str = ""
    token: str = ""
    subjects: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    jetstream: bool = False

    def login(self) -> dict[str, str]:
        """The words of CONNECT. In an address without a password, what stands before the @ is a token."""
        if self.token:
            return {"auth_token": self.token}
        return {"user": self.user, "pass": self.password} if self.user else {}

    def asked(self) -> dict[str, str]:
        """Requests to JetStream by the number of their subscription."""
        if not (self.jetstream or self.streams):
            return {}
        names = [f"$JS.API.STREAM.INFO.{name}" for name in self.streams]
        return {str(number): name for number, name in enumerate(["$JS.API.INFO", *names], start=1)}

    def questions(self) -> bytes:
        """All of them at once, with a PING behind."""
        lines = [f"SUB {name} {100 + n}\r\nUNSUB {100 + n}" for n, name in enumerate(self.subjects)]
        lines += [
            f"SUB {_INBOX}.{n} {n}\r\nPUB {name} {_INBOX}.{n} 0\r\n" for n, name in self.asked().items()
        ]
        return "".join(f"{line}\r\n" for line in [*lines, "PING"]).encode()

    def enough(self, said: Iterable[Said]) -> bool:
        """Both PINGs are answered, and every request is: by a message or by a word on its rights."""
        rows = list(said)
        got = {row.sid for row in rows if row.verb == "MSG"}
        denied = sum(row.verb == "-ERR" and "$JS.API" in row.text for row in rows)
        return sum(row.verb == "PONG" for row in rows) >= 2 and len(got) + denied >= len(self.asked())


def wanted(settings: Mapping[str, Any], user: str, password: str) -> Wanted:
    token = settings.get("token")
    token = token if isinstance(token, str) else "" if password else user
    streams, subjects = (tuple(_plain(settings.get(key)))[:20] for key in ("streams", "subjects"))
    needs = settings.get("jetstream") is True
    return Wanted("" if token else user, password, token, subjects, streams, needs)


def _plain(value: object) -> Iterator[str]:
    """Names without blanks and control characters: they stand in a line of the protocol."""
    for name in value if isinstance(value, (list, tuple)) else ():
        if name and not any(c.isspace() or c < " " for c in str(name)):
            yield str(name)


def stages(
    said: tuple[Said, ...], end: str, asks: Wanted, place: Mapping[str, Any], info: Mapping[str, Any],
    tested: Iterable[str],
) -> Iterator[Seen]:  # fmt: skip
    """From `login` on."""
    login = _login(said, end)
    user = asks.user or ("a token" if asks.token else "")
    yield Seen("login", {**place, "user": user, "asked": bool(info.get("auth_required")),
                         "nkey": bool(info.get("nonce")), **login})  # fmt: skip
    if login["answer"] != "ok":
        return
    yield Seen("version", {**place, "version": str(info.get("version", ""))[:40], "tested": list(tested)})
    yield _subjects(said, asks, place, user)
    yield _jetstream(said, asks, place)


def _login(said: Iterable[Said], end: str) -> dict[str, Any]:
    for row in said:
        if row.verb == "PONG":
            return {"answer": "ok"}
        if row.verb == "-ERR":
            return {"answer": "error", "text": row.text[:200]}
    return {"answer": end or "closed"}


def _subjects(said: Iterable[Said], asks: Wanted, place: Mapping[str, Any], user: str) -> Seen:
    if not asks.subjects:
        return Seen("subjects", {"not_applicable": "no subject is declared"})
    denied = [row.text for row in said if row.verb == "-ERR" and "subscription" in row.text.lower()]
    bad = [name for name in asks.subjects if any(f'"{name}"' in text for text in denied)]
    return Seen("subjects", {**place, "user": user, "subjects": list(asks.subjects), "denied": bad})


def _jetstream(said: Iterable[Said], asks: Wanted, place: Mapping[str, Any]) -> Seen:
    if not asks.asked():
        return Seen("jetstream", {"not_applicable": "no stream is declared"})
    rows = list(said)
    denied = [row.text for row in rows if row.verb == "-ERR" and "$JS.API" in row.text]
    answers = {row.sid: row for row in rows if row.verb == "MSG"}
    account = _account(answers.get("1"))
    streams = [_stream(name, answers.get(str(n))) for n, name in enumerate(asks.streams, start=2)]
    return Seen("jetstream", {**place, "account": account, "streams": streams, "denied": denied[:5]})


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _account(row: Any) -> dict[str, Any]:
    if row is None:
        return {"answer": "mute"}
    if row.status == 503:
        return {"answer": "nobody"}
    told = row.told
    if "error" in told:
        return {"answer": "error", **_error(told["error"])}
    limits = _table(told.get("limits"))
    names = ("memory", "storage", "streams")
    return {"answer": "ok", **{k: told.get(k) for k in names},
            **{f"max_{k}": limits.get(f"max_{k}") for k in names}}  # fmt: skip


def _stream(name: str, row: Any) -> dict[str, Any]:
    if row is None or row.status == 503:
        return {"name": name, "answer": "nobody" if row else "mute"}
    told = row.told
    if "error" in told:
        return {"name": name, "answer": "error", **_error(told["error"])}
    config, state, cluster = (_table(told.get(key)) for key in ("config", "state", "cluster"))
    return {"name": name, "answer": "ok", "discard": config.get("discard"),
            "max_bytes": config.get("max_bytes"), "bytes": state.get("bytes"),
            "max_msgs": config.get("max_msgs"), "messages": state.get("messages"),
            "leader": bool(cluster.get("leader")) if cluster else True}  # fmt: skip


def _error(told: Any) -> dict[str, Any]:
    told = told if isinstance(told, Mapping) else {}
    return {"code": told.get("err_code") or told.get("code"), "text": str(told.get("description", ""))[:200]}
