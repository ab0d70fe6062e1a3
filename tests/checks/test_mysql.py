"""What the mysql check makes of facts, odd servers and a real one; the real faults are in the lab."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from farhand.checks import mysql
from farhand.checks._mysql import ask, paste
from farhand.checks._mysql.command import command
from farhand.checks._mysql.params import mode_of, params
from farhand.checks._mysql.version import family_of
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.target import read_target
from farhand.wire import mysql as wire
from farhand.wire import mysql_auth
from tests.conftest import need, need_tool


def look(url: str, timeout: float = 0.5, background: bool = False, **settings: Any) -> Look:
    need_ = Dependency("database", "mysql", {"url": url, **settings}, timeout=timeout)
    env = Environment({}, "test")
    return Look(App("a"), need_, Deadline(10 * timeout), env, background=background)


def causes(stage: str, **facts: Any) -> list[str]:
    return [f.cause for f in mysql.judge(stage, facts).findings]


@pytest.mark.parametrize(
    ("errno", "cause"),
    [
        (1045, "mysql.auth"), (1130, "mysql.auth"), (1129, "mysql.auth"), (1820, "mysql.auth"),
        (3159, "mysql.auth"), (4151, "mysql.auth"), (1044, "mysql.database_missing"),
        (1049, "mysql.database_missing"), (1142, "mysql.database_missing"), (1290, "mysql.read_only"),
        (1040, "mysql.too_many_connections"), (1203, "mysql.too_many_connections"),
        (1226, "mysql.too_many_connections"), (1146, "mysql.schema"), (1047, "db.replication"),
        (1205, "mysql.locks"),
    ],
)  # fmt: skip
def test_an_error_is_judged_by_its_number_whatever_the_language(errno: int, cause: str) -> None:
    facts = {"answer": "error", "errno": errno, "message": "Zugriff verweigert", "user": "app", "host": "h"}
    assert causes("login", **facts) == [cause]


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ({}, ""), ({"ssl_mode": "REQUIRED"}, "required"), ({"sslmode": "VERIFY_CA"}, "verify_ca"),
        ({"tls": "true"}, "verify_identity"), ({"tls": "skip-verify"}, "required"),
        ({"usessl": "false"}, "disabled"), ({"ssl": "true"}, "required"),
        ({"ssl_mode": "preferred"}, "preferred"), ({"ssl_ca": "/ca.pem"}, "verify_ca"),
        ({"ssl_ca": "/ca.pem", "ssl_verify_identity": "true"}, "verify_identity"),
        ({"ssl_mode": "REQUIRED", "ssl_ca": "/ca.pem"}, "verify_ca"),
        ({"ssl_disabled": "true", "ssl": "1"}, "disabled"),
    ],
)  # fmt: skip
def test_every_driver_has_its_own_words_for_tls(words: dict[str, str], mode: str) -> None:
    files = {"ca_file": words["ssl_ca"]} if "ssl_ca" in words else {}
    assert mode_of(words, files) == mode


@pytest.mark.parametrize(
    "query",
    ["", "ssl-mode=REQUIRED", "sslMode=VERIFY_CA", "tls=true", "tls=skip-verify", "useSSL=false", "ssl=true",
     "ssl_mode=preferred", "ssl_ca=/ca.pem", "ssl_ca=/ca.pem&ssl_verify_identity=true", "charset=utf8mb4",
     "requireSSL=true&verifyServerCertificate=true", "ssl_disabled=true&ssl=1"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["mysql", "mysql+mysqlconnector", "jdbc:mysql"])
def test_the_script_finds_the_same_mode(query: str, scheme: str) -> None:
    url = f"{scheme}://u:p@127.0.0.1:1/db?{query}"
    script = str(command("db", {"url": url}).script)
    begin, end = script.index("fh_rows()"), script.index("fh_client()")
    habit = script[script.index('  [ -n "$fh_m" ] || case') :].split("esac")[0] + "esac"
    plain = url.removeprefix("jdbc:")
    place = f"fh_scheme={plain.partition('://')[0]}\nfh_query='{query}'\nset_url='{url}'\n"
    files = "set_ca_file=$(fh_given ssl_ca)\nfh_mode\n"
    text = f'{place}{script[begin:end]}\n{files}{habit}\necho "$fh_m"'
    ran = subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == params(read_target({"url": url}, "mysql"), {"url": url}).mode


def test_families_count_apart() -> None:
    assert family_of("10.11.6-MariaDB-1", "")[0] == "MariaDB"
    assert family_of("8.0.36", "") == ("MySQL", (8, 0, 36))
    judged = mysql.judge("version", {"version": "8.4.2", "tested": ["10.11", "8.0"]})
    assert judged.outcome == "pass"
    assert causes("version", version="10.5.1-MariaDB", tested=["10.11"]) == ["mysql.schema"]
    assert mysql.judge("version", {"version": "10.11.1-MariaDB", "tested": ["8.0"]}).outcome == "warn"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"version": "8.0.1", "read_only": ["read_only"]}, ["mysql.read_only"]),
        ({"version": "8.0.1", "read_only": ["read_only"], "declared_read_only": True}, []),
        ({"version": "8.0.1", "read_only": ["read_only"], "rights": ["SUPER"]}, []),
        ({"read_only": ["read_only", "super_read_only"], "rights": ["SUPER"]}, ["mysql.read_only"]),
        ({"replica": {"io_running": "Yes", "sql_running": "No"}}, ["db.replication"]),
        ({"replica": {"io_running": "Yes", "sql_running": "Yes", "seconds_behind": 3}}, []),
        ({"cluster": {"wsrep_ready": "OFF"}}, ["db.replication"]),
        ({"tables": [{"name": "t", "read": 1146, "elsewhere": ["db.T"]}]}, ["mysql.schema"]),
        ({"tables": [{"name": "t", "read": "ok", "write": 1142}]}, ["mysql.database_missing"]),
        ({"tables": [{"name": "t", "read": "ok", "write": 1471}]}, []),
        ({"tables": [{"name": "t", "read": "late"}]}, ["mysql.locks"]),
        ({"declared_charset": "utf8mb4", "character_set_database": "latin1"}, ["mysql.schema"]),
        ({"large_lost": True}, ["tcp.mtu"]),
    ],
)  # fmt: skip
def test_what_the_server_would_take(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("role", **facts) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"max": 151, "used": 3, "pool_size": 5, "processes": 4}, []),
        ({"max": 10, "used": 3, "pool_size": 5, "processes": 4}, ["mysql.too_many_connections"]),
        ({"max": 151, "user_max": 8, "pool_size": 5, "processes": 4}, ["mysql.too_many_connections"]),
        ({"max": 30, "used": 25, "used_by_user": 1, "pool_size": 20}, ["mysql.too_many_connections"]),
        ({"max": 30, "used": 21, "used_by_user": 21, "pool_size": 20}, []),
        ({"max": 151, "used": 3, "wait_timeout": 20, "pool_recycle": 3600}, ["mysql.gone_away"]),
        ({"max": 151, "used": 3, "wait_timeout": 28800, "pool_recycle": 3600}, []),
        ({"max": 151, "used": 3, "waiting": 2, "waiting_s": 9}, ["mysql.locks"]),
    ],
)  # fmt: skip
def test_room(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("capacity", **facts) == found


def test_the_scrambles_are_those_of_the_books() -> None:
    # The server keeps SHA1(SHA1(password)), or SHA256(SHA256(password)), and undoes the exclusive or.
    salt, once = b"s" * 20, hashlib.sha1(b"secret").digest()
    mask = hashlib.sha1(salt + hashlib.sha1(once).digest()).digest()
    assert bytes(a ^ b for a, b in zip(mysql_auth.native("secret", salt), mask)) == once
    once = hashlib.sha256(b"secret").digest()
    mask = hashlib.sha256(hashlib.sha256(once).digest() + salt).digest()
    assert bytes(a ^ b for a, b in zip(mysql_auth.sha2("secret", salt), mask)) == once
    assert mysql_auth.native("", salt) == mysql_auth.sha2("", salt) == b""


# Servers -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A private MariaDB at a Unix socket; `root` needs no password."""
    folder = tmp_path_factory.mktemp("mysql")
    install = need_tool("mariadb-install-db")
    daemon = shutil.which("mariadbd", path="/usr/sbin:/usr/bin:/usr/libexec") or need(False, "mariadbd")
    user = "--user=root"
    words = ["--no-defaults", user, f"--datadir={folder}/data"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    first = [str(install or "mariadb-install-db"), *words, "--auth-root-authentication-method=normal"]
    subprocess.run(first, check=True, **quiet)  # type: ignore[call-overload]
    path = folder / "m.sock"
    options = [f"--socket={path}", "--skip-networking", "--plugin-load-add=auth_ed25519"]
    process = subprocess.Popen([str(daemon), *words, *options], **quiet)  # type: ignore[call-overload]
    try:
        end = time.monotonic() + 30
        while not path.exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        sql = (
            "create database appdb; create table appdb.t (id int);"
            "create user app@localhost identified by 'app-secret'; grant all on appdb.* to app@localhost;"
            "create user edward@localhost identified via ed25519 using password('app-secret');"
        )
        subprocess.run(["mariadb", "--no-defaults", "-S", str(path), "-uroot", "-e", sql], check=True)
        yield str(path)
    finally:
        process.terminate()
        process.wait(20)


def of_socket(path: str, user: str, password: str = "app-secret", **settings: Any) -> list[Any]:
    named = {"socket": path, "user": user, "password": password, "name": "appdb", **settings}
    need_ = Dependency("database", "mysql", named, timeout=10)
    return list(mysql.probe(Look(App("a"), need_, Deadline(60), Environment({}, "test"))))


def test_a_look_at_a_real_server_leaves_nothing_behind(server: str) -> None:
    rows = of_socket(server, "app", tables=["t"])
    assert [row.stage for row in rows] == list(mysql.STAGES)
    own = [row for row in rows if row.stage in mysql.OWN and row.stage != "tls"]
    judged = {row.stage: mysql.judge(row.stage, row.facts) for row in own}
    assert {stage for stage, verdict in judged.items() if verdict.outcome != "pass"} == set(), judged
    argv = ["mariadb", "--no-defaults", "-S", server, "-uroot", "-BNe", "select count(*) from appdb.t"]
    assert subprocess.run(argv, capture_output=True, text=True, check=True).stdout == "0\n"


def test_a_method_that_is_not_spoken_is_no_verdict(server: str) -> None:
    last = of_socket(server, "edward")[-1]
    assert last.stage == "login"
    assert "client_ed25519" in last.unknown


def test_a_wrong_password_is_never_shown(server: str) -> None:
    last = of_socket(server, "app", "not-the-password")[-1]
    assert causes(last.stage, **last.facts) == ["mysql.auth"]
    assert "not-the-password" not in str(last)


_GREETING = b"\x4a\0\0\0\x0a8.0.36\0\1\0\0\0aaaaaaaa\0\xff\xf7\xff\2\0\xff\xc3\x15" + b"\0" * 10
_ODD = [
    b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"\0\0\0\0", b"\x4a\0\0\0\x0a8.0", b"\xff\xff\xff\0" + b"a" * 9000,
    _GREETING, _GREETING + b"a" * 13, b"\x10\0\0\0\xff\x10\x04Too many conn", b"\x05\0\0\0\x0b\x08\x05\x1a\0",
]  # fmt: skip


@pytest.mark.parametrize("bad", _ODD)
def test_a_look_at_an_odd_server_ends_with_a_verdict(bad: bytes) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            client, _ = listener.accept()
            client.sendall(bad)
            threading.Thread(target=lambda c=client: (time.sleep(4), c.close()), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    rows = list(mysql.probe(look(f"mysql://u:p@127.0.0.1:{listener.getsockname()[1]}/db")))
    assert mysql.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


def test_endless_answers_end() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        client, _ = listener.accept()
        try:
            client.sendall(
                b"\x4a\0\0\0\x0a8.0.36\0\1\0\0\0aaaaaaaa\0\xff\xf7\xff\2\0\xff\xc3\x15" + b"\0" * 43
            )
            while True:
                client.sendall(b"\1\0\0\2\1" * 1000)
        except OSError:
            pass

    threading.Thread(target=run, daemon=True).start()
    rows = list(mysql.probe(look(f"mysql://u:p@127.0.0.1:{listener.getsockname()[1]}/db")))
    assert rows[-1].stage in ("hello", "login")


# What a client printed ---------------------------------------------------------------------------


def test_a_client_that_is_cut_off_leaves_the_last_question_open() -> None:
    asked = ask.questions({})
    lines = ["q", "q 0", "me\tplace\tversion", "app@%\tappdb\t8.0.36", "q", "q 1", "client rc=124"]
    answers = paste._answers(lines, {})
    assert answers.query(asked[0]) == [{"me": "app@%", "place": "appdb", "version": "8.0.36"}]
    with pytest.raises(TimeoutError):
        answers.query(asked[1])


def test_the_state_of_a_replica_is_read_upright() -> None:
    asked = ask.questions({})
    number = asked.index(ask.REPLICA[0])
    block = [f"q {number}", "Replica_IO_Running: Connecting", "Seconds_Behind_Source: NULL", "client rc=0"]
    rows = paste._answers(block, {}).query(ask.REPLICA[0])
    assert rows == [{"replica_io_running": "Connecting", "seconds_behind_source": None}]


def test_a_question_that_is_refused_is_an_error_with_its_number() -> None:
    asked = ask.questions({})
    lines = ["q 0", "ERROR 1820 (HY000) at line 3: You must SET PASSWORD", "client rc=1"]
    with pytest.raises(wire.Refused, match="1820"):
        paste._answers(lines, {}).query(asked[0])
