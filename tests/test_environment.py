"""Whose environment: of a real process, of files, and of what docker, systemctl and kubectl print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from farhand import environment
from farhand.errors import Mistake
from tests.conftest import need


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real process in a folder of its own, with a small environment."""
    code = "import sys, time; print('up', flush=True); time.sleep(60)"
    env = {"APP_URL": "http://h/", "EMPTY": "", "PATH": os.environ["PATH"]}
    child = subprocess.Popen([sys.executable, "-c", code], env=env, cwd=tmp_path, stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()
    yield child
    child.kill()
    child.wait()


def test_a_process_has_its_own_environment(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    env = environment.of_process(process.pid)
    assert env.values["APP_URL"] == "http://h/"
    assert env.values["EMPTY"] == ""
    assert (env.pid, env.uid, env.files, env.cwd) == (process.pid, os.getuid(), "", str(tmp_path))


def test_no_such_process_is_said_in_words(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    with pytest.raises(Mistake, match="no such process"):
        environment.of_process(process.pid)


def test_another_users_process_is_refused_in_words() -> None:
    need(os.getuid() == 0, "needs root, for a second user")
    code = (
        "import os; os.setgid(65534); os.setuid(65534)\n"
        "from farhand import environment\nfrom farhand.errors import Mistake\n"
        f"try: environment.of_process({os.getpid()})\n"
        "except Mistake as m: print(m)"
    )
    src = str(Path(environment.__file__).parents[1])
    # Imported while still root, since the code may lie where the other user may not look.
    program = f"import sys; sys.path.insert(0, {src!r}); from farhand import environment\n{code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "may not read the environment" in done.stdout  # a NotVisible: what needs it is unknown


def test_an_older_dotenv_is_what_the_process_loads_by_itself(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TOKEN=x\nAPP_URL=http://other/\n")
    old = time.time() - 1000
    os.utime(tmp_path / ".env", (old, old))
    child = subprocess.Popen(["sleep", "60"], env={"APP_URL": "http://h/"}, cwd=tmp_path)
    try:
        time.sleep(0.1)
        env = environment.of_process(child.pid)
    finally:
        child.kill()
        child.wait()
    assert (env.values["TOKEN"], env.values["APP_URL"], env.newer) == ("x", "http://h/", ())


def test_a_file_changed_after_the_start_is_noted(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    path = tmp_path / "app.env"
    path.write_text("APP_URL=http://new/\n")
    later = time.time() + 100
    os.utime(path, (later, later))
    env = environment.with_file(environment.of_process(process.pid), path, "")
    assert [(row.name, row.value) for row in env.newer] == [("APP_URL", "http://new/")]


def test_the_start_of_a_process_is_known(process: subprocess.Popen[bytes]) -> None:
    started = environment.started_at(process.pid)
    assert started is not None
    assert abs(started - time.time()) < 30


def test_files_that_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(b"A" * (1024 * 1024 + 1))
    for name, says in (
        ("none", "No such file"),
        (".", "not a regular"),
        ("pipe", "not a regular"),
        ("big", "1 MiB"),
    ):
        with pytest.raises(Mistake, match=says):
            environment.of_file(tmp_path / name, "")


def answers(text: str) -> environment.Runner:
    """A helper whose output is known; what it is asked is kept in `asked`."""

    def run(argv: Sequence[str]) -> str:
        asked.append(list(argv))
        return text

    asked.clear()
    return run


asked: list[list[str]] = []


def test_a_container_says_what_it_was_started_with() -> None:
    text = json.dumps([{"Config": {"Env": ["A=1", "B=x=y"]}, "State": {"Pid": 0}}])
    env = environment.of_container("web", answers(text))
    assert (env.values, env.in_container, env.platform) == ({"A": "1", "B": "x=y"}, True, "docker")
    assert asked == [["docker", "inspect", "--type", "container", "--", "web"]]


def test_garbage_from_docker_is_a_mistake() -> None:
    for text in ("", "[]", "[{}]", '{"a": 1}', "nonsense"):
        with pytest.raises(Mistake, match="cannot be read"):
            environment.of_container("web", answers(text))


def test_a_pod_is_asked_inside() -> None:
    env = environment.of_pod("shop/web-1", answers("A=1\0B=two\nlines\0"))
    assert env.values == {"A": "1", "B": "two\nlines"}
    assert asked[0][:5] == ["kubectl", "-n", "shop", "exec", "web-1"]
    with pytest.raises(Mistake, match="NAMESPACE/POD"):
        environment.of_pod("--context=x", answers(""))


def test_a_unit_that_does_not_run_is_read_from_its_files(tmp_path: Path) -> None:
    (tmp_path / "app.env").write_text('A="from file"\n')
    text = (
        "LoadState=loaded\nMainPID=0\n"
        'Environment=A=first "B=two words"\n'
        f"EnvironmentFiles={tmp_path}/app.env (ignore_errors=no)\n"
    )
    env = environment.of_unit("app.service", answers(text))
    assert env.values == {"A": "from file", "B": "two words"}
    assert [row.source for row in env.definitions if row.name == "A"] == [
        "Environment= of app.service",
        f"{tmp_path}/app.env",
    ]


def test_a_running_unit_is_its_process(process: subprocess.Popen[bytes]) -> None:
    env = environment.of_unit("app", answers(f"LoadState=loaded\nMainPID={process.pid}\n"))
    assert (env.values["APP_URL"], env.pid, env.platform) == ("http://h/", process.pid, "systemd")
    with pytest.raises(Mistake, match="knows no such unit"):
        environment.of_unit("app", answers("LoadState=not-found\nMainPID=0\n"))


def test_a_helper_is_bounded_and_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PATIENCE", 0.3)
    for argv, says in (
        (["no-such-helper"], "not installed"),
        (["sleep", "5"], "did not answer"),
        (["sh", "-c", "echo no >&2; exit 3"], "says: no"),
    ):
        with pytest.raises(Mistake, match=says):
            environment.run_command(argv)
