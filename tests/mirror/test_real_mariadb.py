"""What is said of MariaDB's versions, held against the real server of this machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator

import pytest

from farhand.mirror.knowledge.versions import known
from farhand.mirror.model import Plan, Recipe
from farhand.mirror.run.backends import Choices, processes
from tests.conftest import need_tool

#: Statements of what has a grammar of its own; a function is else called without arguments.
PROBES = {
    "JSON_TABLE": "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (i INT PATH '$')) t",
    "JSON_ARRAYAGG": "SELECT JSON_ARRAYAGG(1)",
    "JSON_OBJECTAGG": "SELECT JSON_OBJECTAGG('a', 1)",
    "WITH (common table expressions)": "WITH t AS (SELECT 1) SELECT * FROM t",
    "window functions: OVER (…)": "SELECT ROW_NUMBER() OVER (ORDER BY 1)",
    "INTERSECT": "(SELECT 1) INTERSECT (SELECT 1)",
    "EXCEPT": "(SELECT 1) EXCEPT (SELECT 2)",
    "INSERT … RETURNING": "CREATE TEMPORARY TABLE r (i INT); INSERT INTO r VALUES (1) RETURNING i",
    "SKIP LOCKED": "CREATE TEMPORARY TABLE s (i INT); SELECT * FROM s FOR UPDATE SKIP LOCKED",
    "LATERAL": "SELECT * FROM (SELECT 1 AS a) x, LATERAL (SELECT x.a) y",
}

Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """What the server prints, or the error that it answers with."""
    need_tool("mariadbd")
    client = need_tool("mariadb")
    running = processes.start(Plan("app", (), (), (Recipe("version", "mysql:store"),)), (), Choices())
    port = str(running.addresses[0].port)
    words = [
        client,
        "--no-defaults",
        "--protocol=tcp",
        "-h",
        "127.0.0.1",
        "-P",
        port,
        "-u",
        "app",
        "-pmirror",
        "-N",
        "app",
    ]

    def asked(statement: str) -> str:
        done = subprocess.run(
            [*words, "-e", statement], capture_output=True, text=True, timeout=30, check=False
        )
        return done.stderr if done.returncode else done.stdout

    try:
        yield asked
    finally:
        running.stop()


def there(ask: Ask, kind: str, name: str) -> bool:
    if kind == "type":
        return "ERROR" not in ask(f"CREATE TEMPORARY TABLE t (c {name})")
    if name in PROBES:
        return "ERROR" not in ask(PROBES[name])
    # 1305: no such function. Another error is about its arguments.
    return not re.search(r"ERROR (?:1305|1630)\b", ask(f"SELECT {name}()"))


def test_a_real_mariadb_has_what_is_said_of_its_version(ask: Ask) -> None:
    version = ask("SELECT VERSION()").strip()
    facts = known("mariadb")
    assert len(facts) > 30
    wrong = [f"{one.kind} {one.name}" for one in facts if there(ask, one.kind, one.name) != one.has(version)]
    assert not wrong, version
