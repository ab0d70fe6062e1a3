"""How a person asks the same, with psql and pg_isready. psql asks for the password itself."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand.model import Seen

_SELECT = (
    "select 'farhand', current_user, current_database(), pg_is_in_recovery(), "
    "current_setting('transaction_read_only'), current_setting('server_version_num'), "
    "current_setting('max_connections'), current_setting('superuser_reserved_connections'), "
    "(select count(*) from pg_stat_activity where datid is not null), extract(epoch from now())::bigint"
)


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """POSIX sh. The URL is used as the app has it, from its variable, and never printed."""
    url = str(settings.get("url") or "")
    if url.startswith("${") and url.endswith("}") and url.count("$") == 1:
        where = f'"{url}"'
    else:
        where = shlex.quote(_place(settings))
    return (
        f"# {subject}: is PostgreSQL there, who are we, does it take writes, how many connections?\n"
        f'LC_ALL=C pg_isready -t 5 -d {where}; echo "pg_isready: $?"\n'
        f"LC_ALL=C PGCONNECT_TIMEOUT=5 timeout 20 psql {where} -XAt "
        f"-v VERBOSITY=verbose -c {shlex.quote(_SELECT)}; "
        'echo "psql: $?"; echo "clock: $(date -u +%s)"\n'
    )


def _place(settings: Mapping[str, Any]) -> str:
    """A DSN without the password, for settings that are not one variable."""
    parts = urlsplit(str(settings.get("url") or ""))
    found = {
        "host": settings.get("host") or parts.hostname,
        "port": settings.get("port") or (parts.port if parts.netloc else ""),
        "user": settings.get("user") or parts.username,
        "dbname": settings.get("name") or parts.path.strip("/"),
    }
    return " ".join(f"{key}={value}" for key, value in found.items() if value and "$" not in str(value))


def read(text: str) -> Iterator[Seen]:
    """The stages that the output of `command` tells of."""
    lines = text.splitlines()
    ready = next((line.partition(":")[2].strip() for line in lines if line.startswith("pg_isready:")), "")
    row = next((line.split("|") for line in lines if line.startswith("farhand|")), [])
    error = next((line for line in lines if "FATAL:" in line or "ERROR:" in line), "")
    if error:
        yield Seen("login", _of_error(error, lines), raw=text)
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


def _of_error(line: str, lines: list[str]) -> dict[str, Any]:
    """`ERROR:  42P01: text`, as VERBOSITY=verbose prints it; a failed connect comes without the code."""
    message = re.split(r"(?:FATAL|ERROR):\s+", line, maxsplit=1)[-1]
    match = re.match(r"([0-9A-Z]{5}): (.*)", message)
    code, words = (match.group(1), match.group(2)) if match else (_code_of(message), message)
    place = re.search(r'host "([^"]+)".*port (\d+)|server at "([^"]+)".*port (\d+)', line)
    facts: dict[str, Any] = {"answer": "refused", "sqlstate": code, "message": words, "routine": "psql"}
    if code == "28000" and "pg_hba" in words:
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
    ("password authentication failed", "28P01"),
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
