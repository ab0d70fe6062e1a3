"""Redis users: what they may do becomes a difference, and no password or hash of theirs is kept."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.mirror import acl, fingerprint
from farhand.mirror.build import Asked, files
from farhand.mirror.run import servers
from farhand.mirror.run.nouns import Service
from farhand.model import Result, Vantage
from tests.conftest import need_tool
from tests.mirror.plan import sites
from tests.mirror.postgres import free_port

HASH = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
#: As redis-cli 7.0.15 prints them, to a pipe and to a terminal.
LISTED = f"""$ redis-cli acl whoami
app
$ redis-cli acl list
user app on #{HASH} ~app:* resetchannels -@all +get +config|get (~sel:* resetchannels -@all +hset)
user default off nopass sanitize-payload ~* &* +@all
"""
AT_TERMINAL = f"""127.0.0.1:6379> ACL WHOAMI
"app"
127.0.0.1:6379> ACL LIST
1) "user app on #{HASH} ~app:* resetchannels -@all +get +config|get (~sel:* resetchannels -@all +hset)"
2) "user default off nopass sanitize-payload ~* &* +@all"
"""
APPS = "~app:* resetchannels -@all +get +config|get (~sel:* resetchannels -@all +hset)"


def facts(text: str) -> dict[str, str]:
    found = sites.side({"sent": text}).fingerprint
    assert HASH not in json.dumps(fingerprint.as_json(found))
    return {f.name: f.value for f in found.facts if f.area == "redis:redis"}


@pytest.mark.parametrize("text", [LISTED, AT_TERMINAL])
def test_users_and_their_rights_without_a_hash(text: str) -> None:
    assert facts(text) == {
        "acl whoami": "app", "acl": APPS, "acl user app": APPS, "acl user default": "off",
    }  # fmt: skip


def test_whose_rights_count_where_nobody_says_who_asks() -> None:
    one = f"user default on nopass ~* &* +@all\nuser app on #{HASH} ~a:* &* -@all +get\n"
    assert facts(one)["acl"] == "~a:* &* -@all +get"
    assert "acl" not in facts(one + "user batch on nopass ~b:* &* +@all\n")
    assert facts("user default on nopass ~* &* +@all -flushall\n")["acl"] == "~* &* +@all -flushall"


def test_a_refused_command_in_a_log_of_the_app_is_a_guess() -> None:
    refused = "redis.exceptions.NoPermissionError: this user has no permissions to run the 'incr' command\n"
    assert facts(refused)["acl"] == "~* &* +@all -incr"
    assert facts(refused + LISTED)["acl"] == APPS
    assert "acl" not in facts("(error) NOPERM this user has no permissions to run the 'config|get' command\n")


def test_a_refused_command_in_a_self_test_is_a_guess() -> None:
    answer = "NOPERM this user has no permissions to run the 'eval' command"
    seen = {"writes": {"SET": "ok"}, "declared": {"eval": answer}}
    row = Result("redis", "cache", "role", "fail", "", facts=seen, vantage=Vantage("app", "probe"))
    assert fingerprint.of([row], []).value("redis:cache", "acl") == "~* &* +@all -eval"


def test_it_is_a_difference_that_the_finding_points_at(tmp_path: Path) -> None:
    app = sites.app(tmp_path)
    refused = "redis.exceptions.NoPermissionError: this user has no permissions to run the 'incr' command\n"
    plain = next(one for one in sites.plan({"a": LISTED}, app).differences if one.id == "cache-acl")
    pointed = next(
        one for one in sites.plan({"a": LISTED, "b": refused}, app).differences if one.id == "cache-acl"
    )
    assert (plain.here, plain.there) == (APPS, acl.EVERYTHING)
    assert plain.apply
    assert pointed.weight > plain.weight
    assert "redis.auth" in pointed.because
    counted = sites.plan({"a": LISTED + "# Stats\nacl_access_denied_cmd:7\nacl_access_denied_key:0\n"}, app)
    told = next(one for one in counted.differences if one.id == "cache-acl")
    assert "refused 7 commands" in told.because
    assert not [one.id for one in counted.differences if "acl-" in one.id]


def test_what_is_asked_for_prints_no_hash(tmp_path: Path) -> None:
    asked = next(
        m
        for m in sites.plan({"a": sites.redis("7.0.15")}, sites.app(tmp_path)).missing
        if m.area == "redis:cache"
    )
    assert "acl" in asked.names
    assert "config get acl" not in asked.command
    shown = subprocess.run(
        ["sh", "-c", asked.command.rpartition("|")[2]],
        input=LISTED,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert HASH not in shown
    assert facts(shown)["acl"] == APPS


def test_the_folder_starts_a_server_with_those_rights(tmp_path: Path) -> None:
    plan = sites.plan({"a": LISTED}, sites.app(tmp_path))
    made = files(Asked(plan))
    assert "(~sel:* resetchannels -@all +hset)" in made["compose.yaml"]
    assert "--requirepass" not in made["compose.yaml"]
    assert "--requirepass" in made["compose.baseline.yaml"]


@pytest.mark.parametrize(
    "text",
    ["~* &* +@all >secret", f"~* &* +@all #{HASH}", "~* &* +@all nopass", "~* &* +get\nrequirepass x",
     "x", "~* +get", "~* &* -@all +get --loadmodule /x", "~* &* +@all on", "~* &* +@all (~a:* &* +get >x)"],
)  # fmt: skip
def test_rights_are_nothing_else(text: str) -> None:
    assert not acl.is_rights(text)
    assert not acl.words(text)
    start = servers.of("redis").start(Service("c", "redis", settings={"acl": text}), "/f", "/p", 1)
    assert "user default" not in start.files["redis.conf"]
    assert text not in start.argv


@given(st.text(alphabet="~&+-@*on()|> #abc:%R", max_size=60))
def test_rights_are_told_once(text: str) -> None:
    found = acl.rights(text)
    assert not found or acl.is_rights(found), found


@pytest.mark.parametrize(
    ("version", "begins"),
    [("5.0.14", []), ("6.0.16", ["resetkeys", "~a:*", "+get"]), ("7", ["resetkeys", "resetchannels"])],
)
def test_older_servers_are_told_what_they_know(version: str, begins: list[str]) -> None:
    assert acl.words("~a:* &* +get", version)[: len(begins) or None] == begins


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The port of a real server with the user `app`."""
    port = free_port()
    rules = "user app on >Secret-Pw-9 ~app:* resetchannels -@all +get +config|get (~sel:* +hset)"
    (tmp_path / "conf").write_text(f"port {port}\nbind 127.0.0.1\nsave ''\ndir {tmp_path}\n{rules}\n")
    server = subprocess.Popen([need_tool("redis-server"), tmp_path / "conf"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if asked(str(port), "ping").returncode == 0:
                break
            time.sleep(0.1)
        yield str(port)
    finally:
        server.terminate()
        server.wait(10)


def asked(port: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [need_tool("redis-cli"), "-p", port, *words], capture_output=True, text=True, timeout=10
    )


def test_what_a_real_server_lists_is_read(redis: str) -> None:
    found = facts(asked(redis, "acl", "list").stdout)["acl"]
    assert set(found.split()) == set(APPS.split())  # it has an order of its own
