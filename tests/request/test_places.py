"""What a request brings from a real database, and from the platform that the app runs on."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from farhand.request import answer
from tests.embed import servers
from tests.request import exchange
from tests.request.exchange import SECRET, Sides, step
from tests.request.test_person import answered

DATABASE = """
[env.DATABASE_URL]
required = true
secret = true
format = "url"
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
run_by = "customer"
"""


def first(pair: Sides) -> dict[str, object]:
    text = (pair.customer / "answer.txt").read_text()
    return dict(answer.read(text).document["steps"][0])


@pytest.mark.slow
def test_a_real_database_lets_in_and_then_does_not(tmp_path: Path) -> None:
    pair = exchange.sides(tmp_path, more=DATABASE)
    with servers.postgres() as database:
        parts = urlsplit(database.url)
        wrong = database.url.replace(parts.netloc, f"nobody_here:{SECRET}@{parts.hostname}:{parts.port}")
        for number, (url, verdict) in enumerate(((database.url, "healthy"), (wrong, "fault"))):
            request = pair.new(f"r{number}.txt", "--check", "database")
            words = ("run", str(request), "-o", f"a{number}.txt", "--here", "--yes", "--plain")
            told = pair.farhand(*words, DATABASE_URL=url)
            assert told.code == 0, told.all
            written = (pair.customer / f"a{number}.txt").read_text()
            (row,) = answer.read(written).document["steps"]
            assert row["report"]["verdict"] == verdict, row["report"]["results"]
            for secret in filter(None, (SECRET, parts.password)):
                assert secret not in json.dumps(answer.read(written).document) + told.all
    assert [c["id"] for c in row["report"]["causes"] if c["role"] == "root"] == ["postgres.auth"]
    assert "postgres.auth" in pair.open("a1.txt").out


@pytest.fixture
def app() -> Iterator[subprocess.Popen[bytes]]:
    env = {"PATH": os.environ["PATH"], "REGION": "eu-plain-value", "DATABASE_URL": f"x://u:{SECRET}@h/x"}
    with subprocess.Popen(["sleep", "300"], env=env) as running:
        yield running
        running.kill()


def at_the_platform(folder: Path, app: subprocess.Popen[bytes]) -> Sides:
    return exchange.sides(folder, more=f'[deploy]\nplatform = "bare"\ntarget = "{app.pid}"\n')


def test_the_platform_is_asked_by_this_copys_own_commands(
    tmp_path: Path, app: subprocess.Popen[bytes]
) -> None:
    pair = at_the_platform(tmp_path, app)
    request = pair.new("r.txt", "--ask-platform", "limits", "--ask-platform", "variables")
    code, shown = answered(pair, request, "yes", "yes", "yes")
    assert code == 0, shown
    assert "/proc/$pid/limits" in shown, "the exact commands are shown before"
    limits, names = answer.read((pair.customer / "answer.txt").read_text()).document["steps"]
    assert "Max open files" in limits["texts"][0]["text"]
    listed = names["texts"][0]["text"].split()
    assert {"DATABASE_URL", "REGION"} <= set(listed)
    assert "eu-plain-value" not in str(names)
    assert SECRET not in str(names)


def test_a_topic_the_platform_has_not_is_told(tmp_path: Path, app: subprocess.Popen[bytes]) -> None:
    pair = at_the_platform(tmp_path, app)
    assert pair.run(pair.new("r.txt", "--ask-platform", "before")).code == 0
    assert "bare has no answer to 'before'" in str(first(pair)["why"])


def test_without_a_target_nothing_is_run(tmp_path: Path) -> None:
    pair = exchange.sides(tmp_path)
    assert pair.run(pair.new("r.txt", "--ask-platform", "limits")).code == 4
    assert "[deploy] platform and target" in str(first(pair)["why"])


@pytest.mark.parametrize(
    "forged",
    [
        step("platform", "limits; id"),
        step("platform", "limits", target="1"),
        step("platform", "limits", since="2026-11-20T14:00:00Z"),
        step("platform", "log", since="$(id)"),
        step("platform", "log", command="id"),
    ],
)
def test_a_request_brings_neither_target_nor_command(
    forged: exchange.Step, tmp_path: Path, app: subprocess.Popen[bytes]
) -> None:
    pair = at_the_platform(tmp_path, app)
    assert pair.run(pair.forged(forged)).code == 4
    row = first(pair)
    assert (row["outcome"], "this copy does not take it" in str(row["why"])) == ("declined", True)
