"""The file that the variables come from, as the `env` command reads it: real processes, files and shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from farhand.checks import _definitions, env
from farhand.model import Verdict
from tests.conftest import need

NAMES = ("API_URL", "PASSWORD", "WORKERS")
SHELLS = [("sh",), ("bash",), ("busybox", "sh")]


@contextmanager
def process(folder: Path, **values: str) -> Iterator[int]:
    """A program that was started with these variables, in that folder."""
    started = subprocess.Popen(["sleep", "60"], env={"PATH": os.defpath, **values}, cwd=folder)
    try:
        yield started.pid
    finally:
        started.kill()
        started.wait()


def printed(shell: tuple[str, ...] = ("sh",), **given: str) -> str:
    need(shutil.which(shell[0]) is not None, f"{shell[0]} is not installed")
    script = env.command("env", {"variables": list(NAMES)}).script
    done = subprocess.run(
        shell, input=script, env={"PATH": "/usr/bin:/bin", **given}, capture_output=True, text=True,
        timeout=20, check=True,
    )  # fmt: skip
    assert not done.stderr
    return done.stdout


def judged(text: str) -> Verdict:
    (seen,) = env.read(text)
    return env.judge("env", seen.facts)


def told(text: str) -> dict[str, str]:
    """Each name and what its last definition is to the value of the app."""
    return {row.name: row.word for row in _definitions.rows(text.split("\n"))}


def written(path: Path, text: str, age: float = 0.0) -> Path:
    """A file that was changed so many seconds after now."""
    path.write_text(text)
    at = time.time() + age
    os.utime(path, (at, at))
    return path


GOOD = {"API_URL": "http://api:8080/", "PASSWORD": "tr0ub4dor", "WORKERS": "4"}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_that_was_changed_after_the_start_is_named(shell: tuple[str, ...], tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", "PASSWORD=c0rrect-horse\nWORKERS=4\n", 30)
    with process(tmp_path, **GOOD) as pid:
        text = printed(shell, PID=str(pid), ENV_FILE=str(file))
    assert told(text) == {"PASSWORD": "differs", "WORKERS": "same"}
    (finding,) = judged(text).findings
    assert finding.cause == "config.env_stale"
    assert finding.params["variables"] == ["PASSWORD"]
    assert finding.params["file"] == str(file)
    assert "c0rrect" not in text
    assert "tr0ub4dor" not in text


def test_without_a_name_the_file_in_the_folder_of_the_process_is_read(tmp_path: Path) -> None:
    written(tmp_path / ".env", "API_URL=http://api:8081/\n", 30)
    with process(tmp_path, **GOOD) as pid:
        text = printed(PID=str(pid))
    (finding,) = judged(text).findings
    assert (finding.cause, finding.params["file"]) == ("config.env_stale", f"{tmp_path}/.env")


def test_an_older_file_that_differs_is_no_fault(tmp_path: Path) -> None:
    written(tmp_path / ".env", "API_URL=http://api:8081/\n", -3600)
    with process(tmp_path, **GOOD) as pid:
        text = printed(PID=str(pid))
    assert told(text) == {"API_URL": "differs"}
    assert not judged(text).findings


def test_a_name_that_only_the_newer_file_has_is_stale_and_not_missing(tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", "PASSWORD=c0rrect-horse\n", 30)
    with process(tmp_path, API_URL="http://api/", WORKERS="4") as pid:
        text = printed(PID=str(pid), ENV_FILE=str(file))
    assert [f.cause for f in judged(text).findings] == ["config.env_stale"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    ["PASSWORD=tr0ub4dor", 'PASSWORD="tr0ub4dor"', "export PASSWORD='tr0ub4dor'  # of the database",
     "  PASSWORD = tr0ub4dor", "PASSWORD=tr0ub4dor # new", "PASSWORD=tr0ub4dor\r",
     "\ufeffPASSWORD=tr0ub4dor"],
)  # fmt: skip
def test_the_same_in_other_words_is_the_same(shell: tuple[str, ...], line: str, tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", f"{line}\n", 30)
    with process(tmp_path, **GOOD) as pid:
        text = printed(shell, PID=str(pid), ENV_FILE=str(file))
    assert told(text) == {"PASSWORD": "same"}
    assert not judged(text).findings


@pytest.mark.parametrize(
    "line", ['PASSWORD="tr0ub4dor\nWORKERS=9\n"', "PASSWORD=${OTHER}", 'PASSWORD="a\\tb"', "#PASSWORD=x"]
)
def test_what_this_shell_cannot_read_is_not_judged(line: str, tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", f"{line}\nAPI_URL=http://api:8080/\n", 30)
    with process(tmp_path, **GOOD) as pid:
        text = printed(PID=str(pid), ENV_FILE=str(file))
    assert not judged(text).findings
    assert told(text)["API_URL"] == "same"
    assert told(text).get("PASSWORD", "unread") == "unread"


@pytest.mark.parametrize("shell", SHELLS)
def test_two_values_in_one_file_are_told_with_their_lines(shell: tuple[str, ...], tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", "API_URL=http://api:8080/\n\n# new\nAPI_URL=http://api:9090/\n")
    (finding,) = judged(
        printed(shell, ENV_FILE=str(file), **{**GOOD, "API_URL": "http://api:9090/"})
    ).findings
    assert finding.cause == "config.env_shadowed"
    assert finding.params["places"] == f"{file}:1 and {file}:4"


def test_the_same_value_twice_is_no_fault(tmp_path: Path) -> None:
    file = written(tmp_path / "app.env", "WORKERS=4\nexport WORKERS='4'\n")
    assert not judged(printed(ENV_FILE=str(file), **GOOD)).findings


@pytest.mark.parametrize("there", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_not_read(there: str, tmp_path: Path) -> None:
    place = tmp_path / "app.env"
    if there == "folder":
        place.mkdir()
    elif there == "pipe":
        os.mkfifo(place)
    text = printed(ENV_FILE=str(place), **GOOD)
    assert f"env_file missing {place}" in text
    assert not judged(text).findings


def test_the_files_of_the_unit_that_the_process_belongs_to(tmp_path: Path) -> None:
    """The group is a real one. systemd does not run here: a stand-in answers in the form of its systemctl."""
    group = Path("/sys/fs/cgroup/memory") / f"fh-test-{os.getpid()}.service"
    need(os.access(group.parent / "cgroup.procs", os.W_OK), "control groups cannot be made here")
    written(tmp_path / "base.env", "PASSWORD=of-the-base\nWORKERS=4\n", 30)
    written(tmp_path / "site.env", "PASSWORD=c0rrect-horse\n", 30)
    rows = "".join(f"EnvironmentFiles={tmp_path}/{n}.env (ignore_errors=no)\n" for n in ("base", "site"))
    stand_in = tmp_path / "bin" / "systemctl"
    stand_in.parent.mkdir()
    stand_in.write_text(f"#!/bin/sh\n[ \"$5\" = {group.name} ] && cat <<'END'\n{rows}END\n")
    stand_in.chmod(0o755)
    group.mkdir()
    try:
        with process(tmp_path, **GOOD) as pid:
            (group / "cgroup.procs").write_text(str(pid))
            text = printed(PID=str(pid), PATH=f"{stand_in.parent}:/usr/bin:/bin")
    finally:
        time.sleep(0.05)  # the kernel lets go of the group after its last process
        group.rmdir()
    (finding,) = judged(text).findings
    assert (finding.cause, finding.params["file"]) == ("config.env_stale", f"{tmp_path}/site.env")
