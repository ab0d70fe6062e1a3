"""The command as a customer runs it: a process, its output, its exit status."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FARHAND = [sys.executable, "-m", "farhand"]


@pytest.fixture
def mute() -> Iterator[int]:
    """A port that accepts and never speaks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def declare(folder: Path, *dependencies: str, more: str = "") -> None:
    rows = "\n".join(
        f"[dependencies.{text.split(' ', 1)[0]}]\n{text.split(' ', 1)[1]}" for text in dependencies
    )
    (folder / "farhand.toml").write_text(f'[app]\nname = "x"\nversion = "1"\n{rows}\n{more}\n')


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    values = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **env}
    return subprocess.run(
        [*FARHAND, "self-test", *words],
        cwd=folder,
        env=values,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def tcp(name: str, port: int, *more: str) -> str:
    return "\n".join([f'{name} kind = "tcp"', 'host = "127.0.0.1"', f"port = {port}", *more])


def closed() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_healthy_is_0_and_says_so(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute))
    done = run(tmp_path, "--here")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().splitlines()[-1].startswith("Healthy")


def test_json_is_one_document_with_the_promised_fields(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute), tcp("gone", closed()))
    done = run(tmp_path, "--here", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["schema"] == "farhand.report/1"
    assert report["app"] == {"name": "x", "version": "1"}
    assert report["verdict"] == "fault"
    assert set(report["vantage"]) >= {"where", "platform", "user"}
    for row in report["results"]:
        assert set(row) >= {"check", "subject", "stage", "outcome", "says", "because", "took_ms", "facts"}
        assert row["outcome"] in ("pass", "warn", "fail", "unknown", "skip")
    cause = report["causes"][0]
    assert (cause["id"], cause["subject"], cause["role"]) == ("tcp.refused", "gone", "root")
    assert cause["owner"] == "customer-platform"
    assert cause["fix"]
    assert cause["evidence"]


def test_a_dependency_that_is_not_critical_only_warns(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute), tcp("extra", closed(), "critical = false"))
    done = run(tmp_path, "--here", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["verdict"] == "healthy"


def test_a_waiver_counts_until_its_day_and_is_shown(tmp_path: Path, mute: int) -> None:
    rows = (tcp("queue", mute), tcp("gone", closed()))
    waiver = '[waivers.move]\ncheck = "gone"\nreason = "moves next week"\nowner = "Ops"\nexpires = "{}"'
    declare(tmp_path, *rows, more=waiver.format("2099-01-01"))
    done = run(tmp_path, "--here")
    assert done.returncode == 0, done.stdout
    assert "waived until 2099-01-01 by Ops" in done.stdout
    declare(tmp_path, *rows, more=waiver.format("2020-01-01"))
    done = run(tmp_path, "--here")
    assert done.returncode == 1
    assert "ran out on 2020-01-01" in done.stdout


def test_without_the_apps_environment_it_is_undecided_and_names_the_options(tmp_path: Path) -> None:
    declare(tmp_path, 'db kind = "tcp"\nurl = "${DB}"', more="[env.DB]\nrequired = true")
    done = run(tmp_path, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 4
    assert report["verdict"] == "undecided"
    assert "--pid" in json.dumps(report)
    assert report["causes"] == []


def test_ctrl_c_gives_what_is_known_so_far(tmp_path: Path, mute: int) -> None:
    declare(
        tmp_path, tcp("queue", mute), f'slow kind = "http"\nurl = "http://127.0.0.1:{mute}/"\ntimeout = "9s"'
    )
    process = subprocess.Popen(
        [*FARHAND, "self-test", "--here", "--json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=10)
    report = json.loads(out)
    rows = {(r["subject"], r["stage"]): r for r in report["results"]}
    assert process.returncode == 130
    assert rows["queue", "tcp"]["outcome"] == "pass"
    assert rows["slow", "http"]["because"] == "interrupted"


def test_the_baseline_tells_what_has_changed(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute))
    (tmp_path / "before.json").write_text(run(tmp_path, "--here", "--json").stdout)
    declare(tmp_path, tcp("queue", closed()))
    report = json.loads(run(tmp_path, "--here", "--json", "--baseline", "before.json").stdout)
    assert any(line.startswith("queue/tcp was pass, is fail") for line in report["changes"])


def test_wait_ends_when_all_is_well(tmp_path: Path) -> None:
    port = closed()
    declare(tmp_path, tcp("late", port))
    process = subprocess.Popen([*FARHAND, "self-test", "--here", "--quiet", "--wait", "20s"], cwd=tmp_path)
    time.sleep(2)
    with socket.create_server(("127.0.0.1", port)):
        assert process.wait(timeout=20) == 0


def test_other_faces_are_written_as_well(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute))
    run(tmp_path, "--here", "--quiet", "--junit", "j.xml", "--html", "r.html")
    assert (tmp_path / "j.xml").read_text().lstrip().startswith("<?xml")
    assert "</html>" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--only", "nothing"], "'nothing'"),
        (["--wait", "soon"], "'soon'"),
        (["--baseline", "missing.json"], "missing.json"),
        (["--config", "missing.toml"], "missing.toml"),
        (["--pid", "4194305"], "4194305"),
    ],
)
def test_wrong_usage_is_2_and_one_sentence(tmp_path: Path, mute: int, words: list[str], says: str) -> None:
    declare(tmp_path, tcp("queue", mute))
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_colour_and_no_animation_in_a_pipe(tmp_path: Path, mute: int) -> None:
    declare(tmp_path, tcp("queue", mute), tcp("gone", closed()))
    done = run(tmp_path, "--here")
    assert "\x1b" not in done.stdout + done.stderr
