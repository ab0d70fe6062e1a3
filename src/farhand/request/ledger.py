"""What one side has asked, approved, run, sent and received: a folder of mode 0700, a chain of entries.  I/O.

Kinds of entries, besides those of a case, and what their bodies hold:

    requested  {"nonce", "digest", "after", "asked_site", "text"}  the vendor's: a request was written
    received   {"nonce", "digest", "after", "asked_site", "site", "text"}  it came
               {"nonce", "digest", "request", "site", "key", "last", "text"}  the vendor's: an answer came
    approved   {"nonce", "step", "asked", "ran"}     declined  {"nonce", "step", "asked", "why"}
    ran        {"nonce", "step", "sha256", "outcome"}
    overridden {"nonce", "why", "says"}              unsent    {"nonce", "why"}
    sent       {"nonce", "digest", "request", "bytes"}
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from farhand.case import Case, Entry
from farhand.control import folder
from farhand.errors import Mistake
from farhand.request.model import FIRST, Refused

VENDOR, CUSTOMER = "vendor", "customer"
REQUESTED, RECEIVED, APPROVED, DECLINED, RAN = "requested", "received", "approved", "declined", "ran"
OVERRIDDEN, SENT, UNSENT = "overridden", "sent", "unsent"
KEY = "customer.pem"


def place(role: str, told: str | None, *names: str) -> Path:
    """The folder of one side for one app (and site): as told, by FARHAND_EXCHANGE, else below the home."""
    if told:
        return Path(told)
    base = os.environ.get("FARHAND_EXCHANGE", "")
    if not base:
        home = os.environ.get("XDG_STATE_HOME", "") or os.path.expanduser("~/.local/state")
        if not home.startswith("/"):
            raise Mistake("there is no home folder to keep the exchange in; give --state DIR")
        base = f"{home}/farhand/exchange"
    return Path(base, role, *(_name(name) for name in names))


def _name(text: str) -> str:
    """A name that stays inside its folder; two names that look alike as files stay two."""
    return f"{folder.slug(text)}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


@dataclass(frozen=True)
class Message:
    """One request or answer that this side knows of."""

    digest: str
    after: str
    nonce: str


class Ledger:
    """The folder, opened. Only one command at a time works on it."""

    def __init__(self, path: Path, author: str, create: bool = True) -> None:
        """Raises Mistake where others may enter the folder, Damaged where an entry was altered."""
        private(path, create)
        self.path = path
        self._case = Case(path, author, create)
        self._case.entries()

    def add(self, kind: str, **body: Any) -> Entry:
        return self._case.add(kind, body)

    def rows(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds, of all authors, in the order in which they were made."""
        found = [e for e in self._case.entries() if not kinds or e.kind in kinds]
        return (
            sorted(found, key=lambda e: (e.author, e.seq)) if len({e.author for e in found}) == 1 else found
        )

    def find(self, kind: str, **body: str) -> Entry | None:
        """The last entry of that kind whose body holds this."""
        fits = (e for e in reversed(self.rows(kind)) if all(e.body.get(k) == v for k, v in body.items()))
        return next(fits, None)

    def messages(self, thread: str = "") -> list[Message]:
        """Requests and answers, as this side wrote or got them; what was not sent is none.

        `thread`: only of requests to that site, or to ANY; what goes to one site has a chain of its own.
        """
        kept: list[Message] = []
        for entry in self.rows(REQUESTED, RECEIVED, SENT, UNSENT):
            nonce = str(entry.body.get("nonce"))
            if thread and entry.body.get("asked_site") != thread and entry.kind != UNSENT:
                continue
            if entry.kind == UNSENT:
                kept = [m for m in kept if not (m.nonce == nonce and m.after.startswith("answers "))]
                continue
            after = str(entry.body.get("after") or f"answers {entry.body.get('request')}")
            kept.append(Message(str(entry.body.get("digest")), after, nonce))
        return kept

    def last(self, any_site: bool = False) -> str:
        """The digest of the last message, which the next request carries.

        Answers of one site mean nothing to another: a request to any site follows the last request.
        """
        known = [m for m in self.messages() if not (any_site and m.after.startswith("answers "))]
        return known[-1].digest if known else FIRST

    def since_sent(self) -> tuple[str, list[Entry]]:
        """The digest of the last answer that was sent, and all own entries from that one on."""
        rows = [entry for entry in self.rows() if entry.author == self._case.author]
        sent = [
            at for at, e in enumerate(rows) if e.kind == SENT and self.answered(str(e.body["nonce"])) == e
        ]
        return (str(rows[sent[-1]].body["digest"]), rows[sent[-1] :]) if sent else (FIRST, rows)

    def answered(self, nonce: str) -> Entry | None:
        """The entry of the answer that was sent to a request; None where none was."""
        entry = next((e for e in reversed(self.rows(SENT, UNSENT)) if e.body.get("nonce") == nonce), None)
        return entry if entry and entry.kind == SENT else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For as long as one command works on it. Raises Mistake where another does."""
        handle = os.open(self.path / "lock", os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise Mistake(
                f"another `farhand request` works in {self.path}; wait until it has ended"
            ) from None
        finally:
            os.close(handle)

    def close(self) -> None:
        self._case.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def private(path: Path, create: bool) -> None:
    """Make the folder where that is wanted. Raises Mistake where it is missing, or others may enter it."""
    if not create and not path.is_dir():
        raise Mistake(f"{path}: no exchange is kept here")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.check(path, os.getuid())
    except Mistake as wrong:
        raise Mistake(f"{path}: {wrong}; give another --state DIR, or: chmod 700 {path}") from None


def order(known: Sequence[Message], after: str, digest: str) -> str:
    """How a request stands to what this side knows: empty where it follows it, else what is odd, in words."""
    if any(m.digest == digest for m in known):
        return ""
    if any(m.after == after for m in known):
        return (
            "a fork: another request already follows the same message. Either the vendor has two copies, or "
            "somebody else signs with the vendor's key; ask the vendor by telephone"
        )
    if any(m.after == digest for m in known):
        return ""  # the one that was missing: it comes late
    if after != FIRST and after not in {m.digest for m in known}:
        return (
            "a gap: it follows a message that never came here "
            f"({after[:12]}…); a mail may be lost, or this is another folder (--state)"
        )
    if after == FIRST and known:
        return "a fork: it says that it is the first one, and it is not"
    return ""


#: Entries of one answer, and signs of one row.
_MOST, _LONGEST = 5000, 400_000


def as_rows(entries: Sequence[Entry]) -> list[list[Any]]:
    return [list(entry.row()) for entry in entries]


def continued(rows: Any, last: Mapping[str, Any] | None, author: str) -> tuple[dict[str, Any], str]:
    """The end of the customer's chain after these rows, and what is odd with it, in words.

    `last` is where it ended before: {"seq", "digest"}. Raises Refused where a row was altered.
    """
    entries = [_entry(row) for row in rows] if isinstance(rows, list) and len(rows) <= _MOST else []
    if not entries:
        raise Refused("the answer does not carry the entries of its side's record")
    for before, entry in zip([None, *entries], entries):
        wrong = entry.author != author or entry.digest != entry.sealed()
        if wrong or (before and (entry.seq, entry.before) != (before.seq + 1, before.digest)):
            raise Refused(
                f"entry {entry.seq} of the customer's record was altered, or one is missing before it"
            )
    seq, digest = (int(last["seq"]), str(last["digest"])) if last else (0, "")
    first, end = entries[0], {"seq": entries[-1].seq, "digest": entries[-1].digest}
    if first.seq > seq + 1:
        return end, f"a gap: entries {seq + 1} to {first.seq - 1} of the customer's record never came here"
    if first.seq <= seq or first.before != digest:
        return end, "a fork: the customer's record was begun again, or is kept twice"
    return end, ""


def _entry(row: Any) -> Entry:
    try:
        author, seq, at, kind, body, before, digest = row
        texts = (author, at, kind, body, before, digest)
        if not all(isinstance(t, str) and len(t) <= _LONGEST for t in texts) or not isinstance(seq, int):
            raise ValueError
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError
        return Entry(author, seq, at, kind, json.loads(body), before, digest)
    except (ValueError, TypeError, RecursionError):
        raise Refused("an entry of the customer's record cannot be read") from None
