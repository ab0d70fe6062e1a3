"""What psql printed for the `postgres` command of earlier kits, and what psql says of an error.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from farhand.model import Seen


def read(text: str) -> Iterator[Seen]:
    """The stages that the output of `command` tells of."""
    lines = text.splitlines()
    ready = next((line.partition(":")[2].strip() for line in lines if line.startswith("pg_isready:")), "")
    row = next((line.split("|") for line in lines if line.startswith("farhand|")), [])
    error = next((line for line in lines if "FATAL:" in line or "ERROR:" in line), "")
    if error:
        yield Seen("login", of_error(error, lines), raw=text)
    elif len(row) >= 10:
        yield from _of_row(row, lines)
    elif ready == "1":
        yield Seen(
            "hello",
            {
                "answer": "refused",
                "sqlstate": "57P03",
                "routine": "ProcessStartupPacket",
                "message": "rejecting connections",
            },
            raw=text,
        )
    else:
        yield Seen("hello", unknown="the output holds neither an answer nor an error of the server", raw=text)


def of_error(line: str, lines: list[str]) -> dict[str, Any]:
    """`ERROR:  42P01: text`, as VERBOSITY=verbose prints it; a failed connect comes without the code."""
    message = re.split(r"(?:FATAL|ERROR):\s+", line, maxsplit=1)[-1]
    match = re.match(r"([0-9A-Z]{5}): (.*)", message)
    code, words = (match.group(1), match.group(2)) if match else (_code_of(message), message)
    place = re.search(r'host "([^"]+)".*port (\d+)|server at "([^"]+)".*port (\d+)', line)
    facts: dict[str, Any] = {"answer": "refused", "sqlstate": code, "message": words, "routine": "psql"}
    if code == "28000" and ("pg_hba" in words or "client certificate" in words):
        facts["routine"] = "ClientAuthentication"
    if place:
        facts.update(host=place.group(1) or place.group(3), port=int(place.group(2) or place.group(4)))
    for key, word in (("user", r'(?:user|role) "([^"]+)"'), ("database", r'database "([^"]+)"')):
        found = re.search(word, words)
        if found:
            facts[key] = found.group(1)
    return facts


#: libpq does not print the SQLSTATE of a failed connect: here the text is all there is.
_TEXTS = (
    ("pg_hba", "28000"),
    ("client certificate", "28000"),
    ("password authentication failed", "28P01"),
    ("authentication failed", "28000"),  # Ident, Peer, LDAP, GSSAPI, PAM, certificate
    ("not permitted to log in", "28000"),
    ("too many", "53300"),
    ("remaining connection slots", "53300"),
    ("starting up", "57P03"),
    ("shutting down", "57P03"),
    ("not accepting", "57P03"),
    ("permission denied", "42501"),
    ("role", "28000"),
    ("database", "3D000"),
)


def _code_of(message: str) -> str:
    return next((code for words, code in _TEXTS if words in message), "")


def _of_row(row: list[str], lines: list[str]) -> Iterator[Seen]:
    user, database = row[1], row[2]
    where = {"user": user, "database": database}
    yield Seen("login", {"answer": "ok", "method": "psql", **where})
    clock = next((line.partition(":")[2].strip() for line in lines if line.startswith("clock:")), "")
    facts: dict[str, Any] = {
        **where,
        "in_recovery": row[3] == "t",
        "read_only": row[4] == "on",
        "schema": "?",
    }
    if clock.isdigit() and row[9].isdigit():
        facts["peer_clock"] = {"peer": "database", "offset_s": int(clock) - int(row[9]), "error_s": 2.0}
    yield Seen("role", facts)
    number = int(row[5]) if row[5].isdigit() else 0
    yield Seen("version", {"version_num": number, "version": "", "tested": [], **where})
    numbers = {
        key: int(value)
        for key, value in zip(("max", "reserved_superuser", "used"), row[6:9])
        if value.isdigit()
    }
    yield Seen("capacity", {**numbers, **where})
