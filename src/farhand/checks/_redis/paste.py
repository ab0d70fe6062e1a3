"""What the `redis` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._redis import older, told, words
from farhand.checks._redis.replies import Round, rounds
from farhand.checks._redis.spoken import SPOKEN
from farhand.checks._settled import settled
from farhand.model import Seen
from farhand.wire.resp import Error

#: Words of an error that do not mean that the server answers nobody.
_WANTS_LOGIN = ("NOAUTH", "NOPERM")


#: The words of redis-py in an address, and the settings that they are.
TLS_WORDS = {
    "ssl_cert_reqs": "verify",
    "ssl_ca_certs": "ca_file",
    "ssl_certfile": "cert_file",
    "ssl_keyfile": "key_file",
}


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    if settled(text) is None:
        yield from older.read(text)
        return
    part = yield from _service_paste.begin(text, "redis", SPOKEN, TLS_WORDS)
    if part is None:
        return
    head, lines = dict(part.head), part.lines
    talks = rounds(lines, head.get("with", ""), head.get("password") == "1")
    yield from _told(dict(part.place), head, part.target.user, dict(part.settings), talks, lines)


def _told(
    place: dict[str, Any],
    head: dict[str, str],
    user: str,
    settings: dict[str, Any],
    talks: Sequence[Round],
    lines: Sequence[str],
) -> Iterator[Seen]:
    first = talks[0] if talks else Round()
    ping = first.answer("PING")
    if ping is None and not first.auth and _pongs(lines):
        yield Seen("hello", {**place, "answer": "pong"})
        yield Seen("role", {**place, "answer": "mute", "long_lost": True})
        return
    if ping is None and not first.auth:
        yield Seen("hello", {**place, **_silent(first, lines)})
        return
    if isinstance(ping, Error) and ping.code not in _WANTS_LOGIN and not first.auth:
        yield Seen("hello", {**place, "answer": "error", "code": ping.code, "message": str(ping)[:200]})
        return
    yield Seen("hello", {**place, "answer": "pong"})
    given = head.get("password") == "1"
    number = head.get("db", "0")
    facts = {
        **place,
        "user": user,
        "password_given": given,
        "database": int(number) if number.isdigit() else 0,
    }
    login = _login(first, ping, number)
    yield Seen("login", {**facts, **login})
    if login["answer"] == "ok":
        yield from _inside(place, user, settings, talks, lines)


def _pongs(lines: Sequence[str]) -> bool:
    """A short question on a connection of its own was answered, although the long talk was not."""
    sniffed = _raw.sniffed(lines, "redis")
    return sniffed is not None and sniffed.said.startswith(b"+PONG")


#: In hex, what a Redis says that wants a login first.
_SPEAKS = ("sniff redis 2d4e4f41555448",)


def _silent(first: Round, lines: Sequence[str]) -> dict[str, Any]:
    """Nothing of Redis: who else, or how it ended."""
    if any(line.startswith(_SPEAKS) for line in lines):
        return {"answer": "mute"}  # it is Redis: a word alone is answered, all of them are not
    sniffed = _raw.sniffed(lines, "redis")
    if sniffed:
        return sniffed.facts("Redis")
    low = first.broken.lower()
    end = next((end for word, end in (("closed", "closed"), ("reset", "reset")) if word in low), "mute")
    return {"answer": "unreachable" if "connect" in low else end, "errno": 13 if "denied" in low else 111}


def _login(first: Round, ping: Any, number: str) -> dict[str, Any]:
    if first.auth:
        return _refusal("AUTH", Error(first.auth))
    if isinstance(ping, Error) and ping.code != "NOPERM":
        return _refusal("PING", ping)
    select = first.answer(f"SELECT {number}")
    return _refusal("SELECT", select) if isinstance(select, Error) and number != "0" else {"answer": "ok"}


def _refusal(asked: str, error: Error) -> dict[str, Any]:
    return {"answer": "error", "asked": asked, "code": error.code, "message": str(error)[:200]}


def _inside(
    place: dict[str, Any],
    user: str,
    settings: dict[str, Any],
    talks: Sequence[Round],
    lines: Sequence[str],
) -> Iterator[Seen]:
    said = talks[0].answer("INFO")
    if said is None:
        yield Seen("role", {**place, "answer": "mute", "long_lost": talks[0].answer("DISCARD") is not None})
        return
    info = told.info(said) if isinstance(said, str) and not isinstance(said, Error) else {}
    yield Seen("role", {**place, **_role(user, settings, info, talks, lines)})
    if not info:
        yield Seen("version", {"not_applicable": "this user may not ask INFO"})
        yield Seen("capacity", {"not_applicable": "this user may not ask INFO"})
        return
    version = info.get("valkey_version") or info.get("redis_version", "")
    yield Seen("version", {**place, "version": version, "tested": list(settings.get("tested") or ())})
    pools = {key: settings.get(key) for key in ("pool_size", "processes")}
    yield Seen("capacity", {**place, **told.numbers(info), **pools})


def _role(
    user: str, settings: dict[str, Any], info: dict[str, str], talks: Sequence[Round], lines: Sequence[str]
) -> dict[str, Any]:
    prefix = settings.get("key_prefix")
    cluster = settings.get("cluster") is True
    reads_only = settings.get("read_only") is True
    facts: dict[str, Any] = {
        "user": user or "default",
        "declared_read_only": reads_only,
        "declared_cluster": cluster,
        **({"key_prefix": prefix} if isinstance(prefix, str) and prefix else {}),
        **told.kind(info),
        "reads": _asked(talks, words.READS),
        "declared": dict(_declared(settings, talks)),
        **_clock(str(talks[0].answer("TIME") and "redis"), talks[0].answer("TIME"), lines),
    }
    if info.get("redis_mode") == "cluster" or cluster:
        facts["cluster"] = told.cluster(talks[0].answer("CLUSTER INFO"))
    return facts if reads_only else {**facts, "writes": _asked(talks, words.WRITES)}


def _asked(talks: Sequence[Round], wanted: Sequence[words.Words]) -> dict[str, str]:
    """Each word's answer when queued: "ok" or the error's words; the plainest alone where it works."""
    found: dict[str, str] = {}
    for row in wanted:
        answer = _queued(talks, row[0])
        if answer is None:
            continue
        found[row[0]] = answer
        if (answer == "ok" and row[0] in ("SET", "GET")) or not answer.startswith(("ok", "NOPERM")):
            break
    return found


def _queued(talks: Sequence[Round], word: str) -> str | None:
    for talk in talks[1:]:
        for asked, reply in talk.pairs:
            if asked.split(" ")[0] == word:
                return str(reply)[:200] if isinstance(reply, Error) else "ok"
    return None


def _declared(settings: dict[str, Any], talks: Sequence[Round]) -> Iterator[tuple[str, str]]:
    """The first answer to a declared command that is not about the number of its arguments."""
    names = settings.get("commands")
    for name in list(names)[:50] if isinstance(names, (list, tuple)) else ():
        begin = f"{str(name).upper()} "
        replies = [reply for talk in talks[1:] for asked, reply in talk.pairs if asked.startswith(begin)]
        plain = [reply for reply in replies if "wrong number of arguments" not in str(reply)]
        if replies:
            reply = plain[0] if plain else "?"
            yield str(name), str(reply)[:200] if isinstance(reply, Error) or reply == "?" else "ok"


def _clock(peer: str, reply: Any, lines: Sequence[str]) -> dict[str, Any]:
    """The server's time against this host's, which was printed before and after."""
    ours = [int(line[6:]) for line in lines if line.startswith("clock ") and line[6:].isdigit()][:2]
    if not isinstance(reply, list) or len(reply) != 2 or not str(reply[0]).isdigit() or len(ours) < 2:
        return {}
    offset = sum(ours) / 2 - int(reply[0])
    return {
        "peer_clock": {"peer": peer, "offset_s": round(offset, 1), "error_s": (ours[1] - ours[0]) / 2 + 1.0}
    }
