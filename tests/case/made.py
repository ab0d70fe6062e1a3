"""A case as entries, made without a store."""

from __future__ import annotations

from typing import Any

from farhand.case import Entry
from farhand.case.entry import made


class Book:
    """Entries of one author or several, with times given as HH:MM of one day."""

    def __init__(self, author: str = "ann") -> None:
        self.author = author
        self.rows: list[Entry] = []
        self._last: dict[str, tuple[int, str]] = {}

    def add(self, at: str, kind: str, author: str = "", **body: Any) -> Entry:
        who = author or self.author
        when = at if "T" in at else f"2026-11-26T{at}:00.000Z"
        entry = made(who, self._last.get(who, (0, "")), kind, body, when)
        self._last[who] = (entry.seq, entry.digest)
        self.rows.append(entry)
        return entry


def cause(
    id: str, sure: float, subject: str = "api", role: str = "root", owner: str = "customer-network"
) -> dict[str, Any]:
    return {"id": id, "subject": subject, "confidence": sure, "role": role, "owner": owner, "says": f"{id}!"}


def proxy_story() -> Book:
    """The fault of a proxy, from the report to the closing."""
    book = Book()
    book.add("10:00", "opened", title="no payment goes through", site="acme", app="billing", declaration="")
    book.add("10:01", "person", id="bob", name="Bob Ray", side="customer", role="contact",
             contact="bob@acme.example", zone="Europe/Berlin", hours="mon-fri 09:00-12:00")  # fmt: skip
    book.add("10:02", "problem", says="payments hang")
    book.add("10:05", "asked", id="database", subject="database", check="postgres", command="psql", minutes=2)
    book.add("10:05", "asked", id="api", subject="api", check="http", command="curl", minutes=1,
             approval="security")  # fmt: skip
    book.add("10:35", "answered", id="database", source="mail.txt", text="fine" * 25)
    book.add("10:36", "finding", verdict="undecided", ruled_out=[],
             causes=[cause("dns.nxdomain", 0.6), cause("tcp.timeout", 0.4, role="possible")])  # fmt: skip
    book.add("12:35", "answered", id="api", source="mail.txt", text="HTTP/1.1 407")
    book.add("12:36", "finding", verdict="fault", causes=[cause("proxy.auth_required", 0.9)],
             ruled_out=[{"id": "dns.nxdomain", "by": "api, dns: resolves"}])  # fmt: skip
    book.add("14:00", "escalated", id="escalation-1", owner="customer-network", to="bob",
             by="2026-11-26T15:00:00Z", what="let billing through the proxy", text="...")  # fmt: skip
    return book
