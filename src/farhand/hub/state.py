"""Users and sessions, in `hub.db` beside the cases. Of passwords and tokens only digests are kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from farhand.errors import Mistake
from farhand.hub.who import ROLES

NAME = "hub.db"
_CREATE = """
    CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS session (digest TEXT PRIMARY KEY, user TEXT NOT NULL, board TEXT NOT NULL,
        link TEXT NOT NULL, since REAL NOT NULL, seen REAL NOT NULL, until REAL NOT NULL);
    CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_USER = re.compile(r"[A-Za-z0-9][\w.@-]{0,59}")
#: How often a session's last use is written down.
_NOTED = 30.0
SHORTEST = 12  # characters of a password


@dataclass(frozen=True)
class Session:
    """`user` of the vendor, or the `link` to the case `board`. Times are seconds since 1970."""

    digest: str
    user: str
    board: str
    link: str
    since: float
    seen: float
    until: float


class State:
    """Opened by the server and by `farhand case user`; `clock` gives the time in seconds since 1970."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        file = folder / NAME
        try:
            self._db = sqlite3.connect(file, timeout=5.0, isolation_level=None, check_same_thread=False)
            file.chmod(0o600)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_CREATE)
            # When a session was last used is written often, in the loop that serves everybody: no write waits
            # for the disk, but those that take something away from somebody (`_for_good`).
            self._db.execute("PRAGMA synchronous = NORMAL")
        except (sqlite3.DatabaseError, OSError) as error:
            raise Mistake(f"{file}: cannot hold users and sessions: {error}") from None
        self._key = self._secret("csrf")

    def close(self) -> None:
        self._db.close()

    def users(self) -> dict[str, str]:
        """Names and roles."""
        return dict(self._db.execute("SELECT name, role FROM user ORDER BY name").fetchall())

    def hash_of(self, name: str) -> str:
        row = self._db.execute("SELECT hash FROM user WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def put_user(self, name: str, role: str, digest: str) -> None:
        """Add or change a user, whose sessions end. Raises Mistake."""
        if not _USER.fullmatch(name):
            raise Mistake(f"{name!r}: a name has letters, digits and . _ @ -; at most 60")
        if role not in ROLES:
            raise Mistake(f"{role!r}: the roles are {', '.join(ROLES)}")
        if name.casefold().startswith("customer-"):
            raise Mistake(f"{name!r}: names that begin with customer- are for those who come by a link")
        with self._for_good():
            self._db.execute("INSERT OR REPLACE INTO user VALUES (?, ?, ?)", (name, role, digest))
            self._db.execute("DELETE FROM session WHERE user = ?", (name,))

    def remove_user(self, name: str) -> None:
        """Raises Mistake where there is no such user."""
        if name not in self.users():
            raise Mistake(f"{name}: there is no such user; there are: {', '.join(self.users()) or 'none'}")
        with self._for_good():
            self._db.execute("DELETE FROM user WHERE name = ?", (name,))
            self._db.execute("DELETE FROM session WHERE user = ?", (name,))

    def begin(self, until: float, user: str = "", board: str = "", link: str = "") -> str:
        """A fresh session; its token, which is not kept."""
        token, now = secrets.token_urlsafe(32), self._clock()
        row = (digest_of(token), user, board, link, now, now, until)
        self._db.execute("DELETE FROM session WHERE until < ?", (now,))
        self._db.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return token

    def session(self, digest: str, idle: float) -> Session | None:
        """The session, where it has not ended; that it was used is noted."""
        row = self._db.execute("SELECT * FROM session WHERE digest = ?", (digest,)).fetchone()
        now = self._clock()
        if row is None:
            return None
        found = Session(*row)
        if now >= found.until or now - found.seen >= idle:
            self.end(digest)
            return None
        if now - found.seen > min(_NOTED, idle / 4):
            self._db.execute("UPDATE session SET seen = ? WHERE digest = ?", (now, digest))
        return found

    def end(self, digest: str) -> None:
        with self._for_good():
            self._db.execute("DELETE FROM session WHERE digest = ?", (digest,))

    def csrf(self, subject: str) -> str:
        """What a form must bring along: bound to one session, and of no use for any other."""
        return hmac.new(self._key, subject.encode(), hashlib.sha256).hexdigest()

    @contextmanager
    def _for_good(self) -> Iterator[None]:
        """One transaction, on the disk when this ends."""
        self._db.execute("PRAGMA synchronous = FULL")
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        finally:
            self._db.execute("PRAGMA synchronous = NORMAL")

    def _secret(self, name: str) -> bytes:
        self._db.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (name, secrets.token_bytes(32)))
        return bytes(self._db.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()[0])


def digest_of(token: str) -> str:
    """A token has 256 random bits: no slow hash is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
