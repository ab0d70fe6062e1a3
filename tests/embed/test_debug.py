"""/admin/debug: of one process in detail, and of four workers of a real server."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from farhand.embed import build, sections
from farhand.embed.endpoints import debug
from farhand.embed.health.judged import Sight
from farhand.embed.health.looking import Flights
from farhand.embed.process import Process
from farhand.embed.web.exchange import BadRequest, Request
from farhand.model import Dependency, Result
from tests.embed.apps.harness import serve, wait_for
from tests.embed.conftest import Make
from tests.embed.servers import Postgres

DECLARED = """[app]
name = "billing"
version = "2.4.1"
[env.DATABASE_URL]
required = true
secret = true
format = "url"
[env.WORKERS]
format = "int"
[env.API_KEY]
required = true
secret = true
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
[dependencies.data]
kind = "directory"
path = "/tmp"
"""


def asked(process: Process, *only: str, workers: int = 1) -> dict[str, Any]:
    """The whole answer, as if so many workers were alike."""
    request = Request("GET", debug.PATH, {"only": ",".join(only)} if only else {})
    local = json.loads(json.dumps(debug.local(process, request), default=str))
    rows = [{"worker": process.pid + n, **local} for n in range(workers)]
    told: dict[str, Any] = json.loads(debug.merged(rows, request).body)
    return told


def test_the_environment_contract_without_a_value(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app:planted-a@db.example/app")
    monkeypatch.setenv("WORKERS", "planted-b")
    monkeypatch.delenv("API_KEY", raising=False)
    process = make(DECLARED)
    told = asked(process, "environment")["environment"]
    rows = {row["name"]: row for row in told["variables"]}
    assert [rows[n]["set"] for n in rows] == [True, True, False]
    assert [rows[n]["valid"] for n in rows] == [True, False, False]
    assert "WORKERS" in rows["WORKERS"]["why"]
    assert len(rows["DATABASE_URL"]["fingerprint"]) == 12
    assert rows["API_KEY"]["fingerprint"] == ""
    assert "planted" not in json.dumps(told)
    monkeypatch.setenv("DATABASE_URL", "postgres://app:planted-c@db.example/app")
    again = asked(process, "environment")["environment"]["variables"][0]
    assert again["fingerprint"] != rows["DATABASE_URL"]["fingerprint"]


def test_a_short_secret_has_no_fingerprint_that_others_could_try_out(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_KEY", "hunter2hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgres://app:planted-a@db.example/app")
    process = make(f'{DECLARED}[embed]\nfingerprint_key = "shared"\n')
    rows = {r["name"]: r for r in asked(process, "environment")["environment"]["variables"]}
    assert rows["API_KEY"]["fingerprint"] == ""
    assert rows["DATABASE_URL"]["fingerprint"]


def test_pools_and_the_numbers_that_fit(
    postgres: Postgres, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy

    monkeypatch.setenv("DATABASE_URL", postgres.url)
    process = make(DECLARED)
    capacity = Result(
        "postgres", "database", "capacity", "pass", "", facts={"max": 100, "reserved_superuser": 3}
    )
    sight = Sight(Dependency("database", "postgres"), (capacity,))
    process.of(Flights).last["database"] = (time.monotonic(), sight)
    engine = sqlalchemy.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"), pool_size=5)
    held = [engine.connect() for _ in range(15)]
    told = asked(process, "pools", workers=4)["pools"]
    [one.close() for one in held]
    rows = [row for row in told["rows"] if row["in_use"]]
    assert len(rows) == 4
    assert rows[0]["says"] == "all 15 connections of this pool are in use"
    assert told["fits"][0]["says"].startswith(
        "4 workers × (5+10) = 60 connections wanted, the server allows 97 for this role, so up to 24"
    )
    assert "planted" not in json.dumps(told)


def test_one_section_or_all_and_no_other(make: Make) -> None:
    process = make(DECLARED)
    told = asked(process)
    assert set(sections.every()) <= set(told)
    assert all(told[name] is not None for name in sections.every())
    assert not [says for says in process.problems if "sections" in says]
    with pytest.raises(BadRequest, match="there is no section 'x'"):
        debug.local(process, Request("GET", debug.PATH, {"only": "x"}))


def test_a_section_that_fails_costs_only_itself(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(process: Process) -> None:
        raise ValueError("postgres://app:planted-d@db.example/app")

    monkeypatch.setattr(sections.every()["disk"], "told", fails)
    process = make(DECLARED)
    told = asked(process, "disk", "release")
    assert told["disk"] is None
    assert told["release"]["version"] == "2.4.1"
    assert "planted" not in json.dumps(process.problems)


def test_workers_that_differ_are_told_apart() -> None:
    assert sections.alike([(1, {"a": 1}), (2, {"a": 1})]) == {"a": 1}
    assert sections.alike([(1, "x"), (2, "y"), (3, "x")]) == {
        "differs": [{"workers": [1, 3], "told": "x"}, {"workers": [2], "told": "y"}]
    }


def test_the_commit_is_found_without_git_and_in_a_work_tree(tmp_path: Path) -> None:
    top, tree = tmp_path / "top", tmp_path / "tree"
    top.mkdir()

    def git(*words: str, at: Path = top) -> str:
        given = ["git", "-c", "user.name=x", "-c", "user.email=x@example", *words]
        return subprocess.run(given, cwd=at, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "one")
    sha = git("rev-parse", "HEAD")
    assert build.commit({}, top / "src")[0] == sha
    git("worktree", "add", "-q", str(tree))
    assert build.commit({}, tree)[0] == sha
    git("pack-refs", "--all")
    assert build.commit({}, top)[0] == sha
    assert build.commit({}, tree)[0] == sha
    assert build.commit({"GIT_SHA": "0123abcd"}, top) == ("0123abcd", "GIT_SHA")
    assert build.commit({"GIT_SHA": "planted-value"}, tmp_path) == ("", "")


ROUTED = ["starlette", "fastapi", "litestar", "quart", "flask", "django", "bottle", "aiohttp"]


@pytest.mark.parametrize("kind", ROUTED)
def test_routes_of_a_real_app(tmp_path: Path, kind: str) -> None:
    with serve(tmp_path, kind) as app:
        told = app.ask("GET", "/admin/debug?only=routes,problems,offers").json
    rows = {row["path"]: row["methods"] for row in told["routes"]}
    assert {"/", "/pid", "/echo", "/fail"} <= set(rows)
    assert "POST" in rows["/echo"] or kind == "django"
    assert told["problems"] == []


def test_four_workers_of_gunicorn_in_one_answer(tmp_path: Path) -> None:
    flags = ["--preload"]
    with serve(tmp_path, "flask", workers=4, flags=flags, env={"GIT_SHA": "abc1234"}) as app:
        wait_for(lambda: app.ask("GET", "/admin/debug?only=workers").json["workers"]["alive"] >= 4, app)
        told = app.ask("GET", "/admin/debug").json
    assert told["workers"]["expected"] == 4
    assert told["workers"]["expected_by"] == "the settings of gunicorn"
    assert told["workers"]["same_config"]
    assert sum(bool(row.get("answers")) for row in told["workers"]["rows"]) >= 4
    assert told["release"]["commit"] == "abc1234"
    assert told["release"]["version"] == "1.2.3"
    assert {"flask", "gunicorn"} <= set(told["drivers"])
    assert len({row["worker"] for row in told["limits"]}) >= 4
    assert all(row["share"] is None or row["share"] < 0.5 for row in told["cost"])
    assert told["problems"] == []
