"""What the PostgreSQL check makes of facts, settings and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import postgres
from farhand.checks._postgres import ask
from farhand.checks._postgres import capacity as room
from farhand.checks._postgres.params import params
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen
from farhand.target import read_target


def look(settings: Mapping[str, Any], env: Mapping[str, str] | None = None, **need: Any) -> Look:
    dependency = Dependency("database", "postgres", dict(settings), **{"timeout": 0.5, **need})
    return Look(App("a"), dependency, Deadline(5.0), Environment(dict(env or {}), "test"))


def as_driver(url: str, **env: str) -> Any:
    made = look({"url": url}, env)
    return params(made, read_target(made.need.settings, "postgres"))


def causes(stage: str, **facts: Any) -> list[str]:
    return [f.cause for f in postgres.judge(stage, facts).findings]


def test_the_drivers_defaults_are_filled_in() -> None:
    p = as_driver("postgres://app@db.example/x", PGPASSWORD="s", PGSSLMODE="require")
    assert (p.user, p.password, p.database, p.sslmode, p.hosts) == (
        "app",
        "s",
        "x",
        "require",
        (("db.example", 5432),),
    )


def test_without_a_name_the_database_is_the_users() -> None:
    assert as_driver("postgres://app:s@db.example").database == "app"


def test_the_password_file_is_read_as_libpq_does(tmp_path: Path) -> None:
    (tmp_path / ".pgpass").write_text("other:*:*:*:no\ndb.example:5432:*:app:a\\:b\n")
    assert as_driver("postgres://app@db.example/x", HOME=str(tmp_path)).password == "a:b"


def test_several_hosts_and_ports() -> None:
    p = as_driver("postgres://app:s@a.example:1,b.example/x?target_session_attrs=read-write")
    assert p.hosts == (("a.example", 1), ("b.example", 5432))
    assert p.session == "read-write"


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ("", "prefer"),
        ("?sslmode=verify-full", "verify-full"),
        ("?ssl=true", "require"),
        ("?ssl=disable", "disable"),
        ("?sslrootcert=system", "verify-full"),
        ("?sslmode=nonsense", "prefer"),
    ],
)
def test_the_mode_of_tls(query: str, mode: str) -> None:
    assert as_driver("postgres://app:s@db.example/x" + query).sslmode == mode


REFUSED = {
    "answer": "refused",
    "host": "db",
    "port": 5432,
    "user": "app",
    "database": "x",
    "sslmode": "prefer",
}


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"sqlstate": "28P01", "routine": "auth_failed"}, "postgres.auth"),
        (
            {"sqlstate": "28000", "routine": "ClientAuthentication", "message": "kein pg_hba.conf-Eintrag"},
            "postgres.hba",
        ),
        ({"sqlstate": "28000", "routine": "ClientAuthentication", "tls_would_pass": True}, "tls.not_tls"),
        ({"sqlstate": "28000", "routine": "InitializeSessionUserId"}, "postgres.auth"),
        ({"sqlstate": "3D000", "routine": "InitPostgres"}, "postgres.database_missing"),
        ({"sqlstate": "53300", "routine": "InitProcess"}, "postgres.too_many_connections"),
        ({"sqlstate": "57P03", "routine": "ProcessStartupPacket"}, "postgres.starting"),
        ({"sqlstate": "42501", "routine": "CheckMyDatabase"}, "postgres.permission"),
        ({"sqlstate": "53100", "routine": "mdextend"}, "postgres.disk_full"),
        ({"sqlstate": "53200", "routine": "x"}, "postgres.memory"),
        ({"sqlstate": "XX001", "routine": "x"}, "postgres.corrupt"),
        (
            {"sqlstate": "08P01", "message": "no more connections allowed (max_client_conn)"},
            "postgres.pooler",
        ),
        ({"sqlstate": "08P01", "message": "no such database: x"}, "postgres.pooler"),
        ({"sqlstate": "08P01", "message": "password authentication failed"}, "postgres.auth"),
        (
            {"sqlstate": "08P01", "message": 'password authentication failed for user "app"'},
            "postgres.pooler",
        ),
        (
            {
                "sqlstate": "08P01",
                "message": "server login has been failing, cached error: FATAL: the database system is"
                " starting up (server_login_retry)",
                "proved": True,
            },
            "postgres.starting",
        ),
    ],
)
def test_a_refusal_is_judged_by_code_and_routine(fields: dict[str, Any], cause: str) -> None:
    assert causes("login", **REFUSED, **fields) == [cause]


LIMITS = {
    "max": 30,
    "reserved_superuser": 3,
    "reserved": None,
    "role_limit": -1,
    "database_limit": -1,
    "used": 5,
    "used_by_role": 1,
    "used_in_database": 5,
    "user": "app",
    "database": "x",
    "superuser": False,
}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "pass"),
        ({"pool_size": 5, "processes": 4}, "pass"),
        ({"pool_size": 7, "processes": 4}, "fail"),
        ({"pool_size": 5, "processes": 5}, "fail"),
        ({"pool_size": 5, "processes": 2, "role_limit": 8}, "fail"),
        ({"pool_size": 5, "database_limit": 4}, "fail"),
        ({"pool_size": 5, "processes": 4, "superuser": True, "role_limit": 1}, "pass"),
        ({"used": 26}, "warn"),
        ({"used": None, "used_by_role": None, "pool_size": 5}, "pass"),
        ({"pool_size": 5, "processes": 5, "used": 26, "used_by_role": 26}, "pass"),
        ({"pooled": True, "pool_size": 500, "processes": 9}, "pass"),
    ],
)
def test_the_room_for_the_pools(changes: dict[str, Any], outcome: str) -> None:
    assert room.judge({**LIMITS, **changes}).outcome == outcome


def test_the_fix_has_the_numbers_to_set() -> None:
    finding = room.judge({**LIMITS, "pool_size": 10, "processes": 4}).findings[0]
    assert "10 × 4" in finding.why
    assert "max_connections = 50" in " ".join(finding.fix)
    assert "pool_size 6 with 4 processes" in " ".join(finding.fix)


@pytest.mark.parametrize(
    ("number", "tested", "outcome"),
    [
        (150020, [], "pass"),
        (150020, ["14", "16"], "pass"),
        (130005, ["14", "16"], "fail"),
        (170000, ["14", "16"], "warn"),
        (90624, ["10"], "fail"),
        (140001, ["14.2"], "fail"),
        (140003, ["14.2"], "pass"),
        (150020, ["x"], "pass"),
    ],
)
def test_versions(number: int, tested: list[str], outcome: str) -> None:
    assert postgres.judge("version", {"version_num": number, "tested": tested}).outcome == outcome


STANDBY = {"in_recovery": True, "read_only": True, "schema": "public", "user": "app"}


@pytest.mark.parametrize("meant", [{"declared_read_only": True}, {"session_attrs": "standby"}])
def test_a_standby_is_fine_where_it_is_meant(meant: dict[str, Any]) -> None:
    assert causes("role", **STANDBY) == ["postgres.read_only"]
    assert causes("role", **STANDBY, **meant) == []


@pytest.mark.parametrize("bad", [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"E\0\0\0\2", b"S"])
def test_a_look_at_an_odd_server_ends_with_a_verdict(bad: bytes) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            client, _ = listener.accept()
            client.sendall(bad)
            threading.Thread(target=lambda c=client: (time.sleep(3), c.close()), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    begun = time.monotonic()
    made = look({"url": f"postgres://app:s@127.0.0.1:{listener.getsockname()[1]}/x"})
    rows = [row for row in postgres.probe(made) if row.stage == "hello"]
    assert time.monotonic() - begun < 4
    assert [postgres.judge("hello", row.facts).outcome for row in rows] in (["fail"], [])


def test_the_command_gives_no_password_to_a_program_as_an_argument() -> None:
    made = postgres.command("database", {"url": "postgres://app:s3cret@db.example:5433/x"})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)  # shell variables, not exported
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert made.connects == ("db.example:5433", "resolver")
    asked = postgres.command("database", {"url": "${DATABASE_URL}"}).script
    assert "${DATABASE_URL-}" in asked


def test_the_command_asks_the_questions_of_the_probe() -> None:
    settings = {"url": "postgres://a@b/c", "tables": ["x'y"], "extensions": ["hstore"], "schema": "s"}
    asked = ask.questions(settings)
    script = postgres.command("database", settings).script
    assert len(asked) == len(set(asked))
    assert all(f"q {number}'" in script for number in range(len(asked)))
    assert any("hstore" in sql for sql in asked)
    assert any("'s'" in sql for sql in asked)


PASTED = """10.77.2.2:5432 - accepting connections
pg_isready: 0
psql: error: connection to server at "db.test", port 5432 failed: FATAL:  password authentication failed for \
user "app"
psql: 2
clock: 1795384000
"""


def test_pasted_output_leads_to_the_same_cause() -> None:
    rows: list[Seen] = list(postgres.read(PASTED))
    assert [f.cause for row in rows for f in postgres.judge(row.stage, row.facts).findings] == [
        "postgres.auth"
    ]
    assert rows[0].facts["user"] == "app"


def test_pasted_text_that_tells_nothing_is_unknown() -> None:
    assert all(row.unknown for row in postgres.read("bash: psql: command not found\n"))
