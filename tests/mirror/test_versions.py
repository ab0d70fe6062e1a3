"""Facts of versions: each has its source, and where the program is here, it is asked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.errors import Mistake
from farhand.mirror.knowledge import versions
from farhand.mirror.knowledge.versions import differing, known, lacking
from tests.conftest import need, need_tool
from tests.mirror.postgres import free_port


def test_every_fact_has_a_source_a_bound_and_one_place() -> None:
    assert {"mariadb", "mysql", "redis", "openssl", "python", "kubernetes"} <= set(versions.programs())
    for program in versions.programs():
        seen = set()
        for one in known(program):
            assert re.match(r"https://|Redis \d", one.source), one
            assert one.since or one.until or one.absent_before or one.kind == "command", one
            assert all(re.fullmatch(r"[\d.]*", v) for v in (one.since, one.until, one.absent_before)), one
            assert (one.kind, one.name, one.until) not in seen, one
            seen.add((one.kind, one.name, one.until))


@pytest.mark.parametrize(
    ("program", "version", "lacks", "has"),
    [
        ("redis", "6.0.16", ["GETEX", "LMPOP", "HEXPIRE"], ["XADD", "GET"]),
        ("kubernetes", "v1.25.3-gke.1", ["batch/v1beta1 CronJob"], ["batch/v1 CronJob"]),
        ("kubernetes", "1.18", ["networking.k8s.io/v1 Ingress"], ["extensions/v1beta1 Ingress"]),
        ("python", "3.13.1", ["cgi", "distutils"], ["tomllib", "match"]),
        ("python", "3.9", ["match", "tomllib"], ["cgi", "zoneinfo"]),
        ("openssl", "3.0.2", ["TLSv1.1", "RC4", "ML-KEM"], ["TLSv1.3"]),
        ("openssl", "1.1.1k", ["ML-DSA"], ["TLSv1.1", "RC4", "TLSv1.3"]),
        ("mariadb", "10.5.8-MariaDB-log", ["JSON_TABLE", "UUID"], ["INET6", "JSON_ARRAYAGG"]),
        ("mysql", "5.7.44", ["JSON_TABLE", "LATERAL"], ["JSON_ARRAYAGG", "PASSWORD"]),
    ],
)
def test_what_a_version_lacks(program: str, version: str, lacks: list[str], has: list[str]) -> None:
    missing = {one.name for one in lacking(program, version)}
    assert set(lacks) <= missing
    assert not set(has) & missing
    assert set(has) <= {one.name for one in known(program)}


def test_two_versions_differ_in_what_one_of_them_has() -> None:
    names = {one.name for one in differing("python", "3.11", "3.13")}
    assert {"distutils", "cgi", "type statements"} <= names
    assert "match" not in names
    assert not differing("redis", "7.0.1", "7.0.15")


def test_nothing_is_known_of_others() -> None:
    with pytest.raises(Mistake, match="mariadb"):
        known("../x")
    with pytest.raises(ValueError, match="no version"):
        lacking("redis", "latest")


@pytest.fixture
def redis() -> Iterator[Any]:
    """A connection to a real server."""
    from redis import Connection
    from redis.exceptions import ConnectionError as NotYet

    port = free_port()
    words = [
        need_tool("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        "/tmp",
    ]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        connection = Connection(host="127.0.0.1", port=port)
        for _ in range(100):
            try:
                connection.connect()
                break
            except NotYet:
                time.sleep(0.1)
        yield connection
        connection.disconnect()
    finally:
        server.terminate()
        server.wait(10)


def _asked(connection: Any, *words: str) -> Any:
    connection.send_command(*words)
    return connection.read_response()


def test_a_real_redis_has_the_commands_of_its_version_and_no_newer_ones(redis: Any) -> None:
    version = re.search(r"redis_version:(\S+)", _asked(redis, "INFO", "server").decode())
    assert version
    commands = [one for one in known("redis") if one.kind == "command" and " " not in one.name]
    there = _asked(redis, "COMMAND", "INFO", *(one.name for one in commands))
    for one, found in zip(commands, there, strict=True):
        assert bool(found) == one.has(version[1]), one
    assert len(commands) > 200


_PYENV = Path("~/.pyenv/versions").expanduser().glob("3.*/bin/python3")
#: Nothing is said of older ones.
PYTHONS = [one for one in sorted({*_PYENV, Path(sys.executable)}) if not re.search(r"/3\.[0-7]\.", str(one))]
TRY = """
import importlib.util as u, json, sys
def ok(kind, text):
    try: return bool(u.find_spec(text)) if kind == "module" else bool(compile(text, "x", "exec"))
    except (SyntaxError, ImportError): return False
print(json.dumps([ok(*one) for one in json.loads(sys.stdin.read())]))
"""


@pytest.mark.parametrize("python", PYTHONS, ids=lambda path: path.parts[-3])
def test_real_pythons_have_what_is_said(python: Path) -> None:
    said = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    # Of Windows alone, or brought back by setuptools.
    facts = [one for one in known("python") if one.name not in ("msilib", "distutils")]
    asked = [(one.kind, one.code or one.name) for one in facts]
    words = [str(python), "-I", "-c", TRY]
    done = subprocess.run(words, input=json.dumps(asked), capture_output=True, text=True, check=True)
    for one, there in zip(facts, json.loads(done.stdout), strict=True):
        # It worked before it was promised.
        early = there and one.name == "several managers in brackets after with"
        assert there == one.has(said) or early, one


def test_a_real_openssl_has_the_algorithms_of_its_version() -> None:
    need(shutil.which("openssl"), "openssl is not installed")
    said = _openssl("version").split()[1]
    tried = [one for one in known("openssl") if one.name in ("MD4", "MDC2", "WHIRLPOOL", "SHA3-256")]
    assert len(tried) == 4
    for one in tried:
        assert bool(_openssl("dgst", f"-{one.name.lower()}")) == one.has(said), one


def _openssl(*words: str) -> str:
    """What it prints of the letter a; empty where it refuses."""
    done = subprocess.run(["openssl", *words], input="a", capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""
