"""A made-up log of many shapes of lines, the same each time: several services, many words, few lines alike.

What varies is what varies in the field: paths, names, keys, user agents, sentences, stack frames. About one
line in 5,000 belongs to a fault.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

_SYLLABLES = (
    "ka", "lo", "mi", "ven", "tor", "ash", "bel", "qui", "dra", "sor", "fen", "gul", "hex", "ibi", "jun",
    "kro", "lum", "nox", "oph", "pry", "rus", "syl", "tam", "ulv", "wex",
)  # fmt: skip
_VERBS = (
    "loaded", "stored", "skipped", "merged", "queued", "sent", "received", "parsed", "moved", "opened",
    "closed", "applied", "checked",
)  # fmt: skip
_THINGS = (
    "order", "invoice", "cart", "session", "tenant", "report", "job", "message", "segment", "snapshot",
    "record", "batch", "index", "token", "lease", "webhook", "template", "export", "import",
    "page", "upload", "user",
    "account", "cursor", "queue", "topic", "rule", "price",
)  # fmt: skip
_TAILS = (
    "retrying later", "connection reused from pool", "no change needed", "request completed", "took too long",
    "error count is 0", "cache was cold", "waiting for the lock", "timeout is set to 30 seconds",
    "user is not allowed to see it", "failed validation, answered 422", "using the default configuration",
)  # fmt: skip
_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{n}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_{n} like Mac OS X) AppleWebKit/605.1.15 Mobile/{w}",
    "curl/8.{n}.0",
    "{w}-sync/{n} (+https://{w}.example/bot)",
    "python-requests/2.{n}",
)
_EVENTS = (
    "Pulled image registry.example/{w}:{n}",
    "Created container {w}",
    "Scaled up replica set {w} to {n}",
    "Successfully assigned shop/{w} to node-{n}",
    "Started container {w}",
)
_FAULTS = (
    'psycopg.OperationalError: connection to server at "10.0.3.7", port 5432 failed: Connection refused',
    "FATAL:  sorry, too many clients already",
    "write failed: No space left on device",
    "dial tcp: lookup payments.internal on 10.0.0.2:53: no such host",
    "x509: certificate signed by unknown authority",
)


def write(path: Path, size: int, seed: int = 11) -> None:
    """At least `size` bytes of log, in lines of about 160 bytes."""
    maker = _Maker(random.Random(seed))
    with path.open("w", encoding="utf-8") as file:
        at = 0
        while at < size:
            at += file.write(maker.record())


class _Maker:
    """Makes one record after another, each at a later time."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._second = 0.0
        often = (self._sentence, self._access, self._json)
        self._kinds = (*often, *often, self._query, self._event, self._klog, self._trace)

    def record(self) -> str:
        self._second += self._chance.random() / 20
        if self._chance.random() < 1 / 5000:
            return f"{self._stamp()} ERROR [{self._word()}] {self._chance.choice(_FAULTS)}\n"
        return self._chance.choice(self._kinds)()

    def _stamp(self) -> str:
        second = int(self._second)
        day, hour = 1 + second // 86400 % 28, second // 3600 % 24
        return f"2026-11-{day:02}T{hour:02}:{second // 60 % 60:02}:{second % 60:02}Z"

    def _word(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randrange(2, 5)))

    def _thing(self) -> str:
        return self._chance.choice(_THINGS)

    def _number(self) -> int:
        return self._chance.randrange(1_000_000)

    def _path(self) -> str:
        parts = [self._chance.choice((self._thing(), self._word(), str(self._number()))) for _ in range(4)]
        return "/" + "/".join(parts[: self._chance.randrange(1, 5)])

    def _agent(self) -> str:
        return self._chance.choice(_AGENTS).format(n=self._chance.randrange(90), w=self._word())

    def _said(self) -> str:
        """A sentence as developers write them."""
        verb, tail = self._chance.choice(_VERBS), self._chance.choice(_TAILS)
        what = f"{self._thing()} {self._word()} for {self._word()} in {self._thing()} {self._word()}"
        return f"{verb} {what}, {tail}"

    def _sentence(self) -> str:
        level = self._chance.choices(("INFO", "DEBUG", "WARN", "ERROR"), (60, 30, 8, 2))[0]
        who = f"{self._thing()}.{self._word()}"
        return f"{self._stamp()} {level} [{who}] {self._said()} ({self._number()} ms)\n"

    def _access(self) -> str:
        status = self._chance.choices((200, 204, 302, 304, 404, 500, 502), (80, 5, 4, 6, 4, 0.5, 0.5))[0]
        address = ".".join(str(self._chance.randrange(1, 250)) for _ in range(4))
        path = f"{self._path()}?{self._word()}={self._word()}"
        asked = f"{self._chance.choice(('GET', 'POST', 'PUT'))} {path} HTTP/1.1"
        when = f"01/Nov/2026:{int(self._second) // 3600 % 24:02}:{int(self._second) // 60 % 60:02}:00 +0000"
        told = f'"{asked}" {status} {self._number()} "-" "{self._agent()}"'
        return f"{address} - {self._word()} [{when}] {told}\n"

    def _json(self) -> str:
        row = {
            "time": self._stamp(),
            "level": self._chance.choices(("info", "debug", "warn", "error"), (60, 30, 8, 2))[0],
            "msg": self._said(),
            self._thing(): self._word(),
            "trace_id": f"{self._chance.getrandbits(128):032x}",
            "url": f"https://{self._word()}.example{self._path()}",
        }
        return json.dumps(row) + "\n"

    def _query(self) -> str:
        table, column = self._word(), self._word()
        where = f"{self._thing()} = '{self._word()}'"
        sql = f"SELECT {column}, id FROM {table} WHERE {where} LIMIT {self._number()}"
        return f"{self._stamp()} DEBUG [db] {sql} took {self._number() / 1000} ms\n"

    def _event(self) -> str:
        name = f"{self._word()}-{self._chance.getrandbits(40):010x}-{self._word()}"
        what = self._chance.choice(_EVENTS)
        said = what.format(w=self._word(), n=self._number())
        return f"{self._chance.randrange(60)}s         Normal    {said.split()[0]:10} pod/{name}    {said}\n"

    def _klog(self) -> str:
        said = f'"{self._said()}" {self._word()}="{self._path()}"'
        place = f"{self._word()}.go:{self._chance.randrange(900)}"
        return f"I1101 {self._stamp()[11:19]}.{self._number():06}       1 {place}] {said}\n"

    def _trace(self) -> str:
        head = f"{self._stamp()} WARN [{self._word()}] could not render {self._thing()} {self._word()}"
        raised = f"com.example.{self._word()}.{self._word().title()}Exception: {self._said()}"
        frames = [self._frame() for _ in range(self._chance.randrange(3, 12))]
        return "\n".join([head, raised, *frames]) + "\n"

    def _frame(self) -> str:
        kind = self._word().title()
        called = f"com.example.{self._word()}.{kind}.{self._word()}"
        return f"\tat {called}({kind}.java:{self._chance.randrange(900)})"
