"""The probe core runs on Python 3.9 with nothing installed, because customers' hosts do."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import need
from tests.test_layers import CORE, SRC

#: Runs a whole plan over real loopback servers, on the old interpreter, and prints the rows.
SCRIPT = """
import json, os, socket, sys, threading
from farhand import checks, judge, plan, run
from farhand.look import Environment
from farhand.model import App, Dependency

listener = socket.create_server(("127.0.0.1", 0))
def answer():
    while True:
        peer, _ = listener.accept()
        peer.recv(4096)
        peer.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nContent-Type: text/plain\\r\\n\\r\\nok")
        peer.close()
threading.Thread(target=answer, daemon=True).start()
port = listener.getsockname()[1]
closed = socket.create_server(("127.0.0.1", 0)); gone = closed.getsockname()[1]; closed.close()
app = App("old", dependencies=(
    Dependency("up", "http", {"url": "http://127.0.0.1:%d/ping" % port}),
    Dependency("down", "tcp", {"host": "127.0.0.1", "port": gone}),
    Dependency("cache", "redis", {"url": "redis://127.0.0.1:%d/0" % gone}),
    Dependency("db", "postgres", {"url": "postgres://u:p@127.0.0.1:%d/x" % gone}),
    Dependency("tls", "tls", {"host": "127.0.0.1", "port": gone}),
    Dependency("data", "directory", {"path": os.getcwd()}),
))
env = Environment({"PATH": "/bin"}, "test")
rows = judge.judge(run.run(app, plan.make(app), run.Settings(env=env)))
old = sys.version_info[:2]
told = [[old, r.subject, r.stage, r.outcome, r.says, [f.cause for f in r.findings]] for r in rows]
json.dump(told, sys.stdout)
for check in checks.every():
    for example in checks.examples(check):
        if example.facts:
            checks.judge_of(check, example.stage).judge(example.stage, example.facts)
"""


def old_python() -> str | None:
    """A Python 3.9 that really starts: pyenv's shims are on the PATH also for versions not chosen."""
    pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob("3.9.*/bin/python3"))
    for python in [*map(str, pyenv), shutil.which("python3.9")]:
        if python and subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return python
    return None


@pytest.fixture
def core(tmp_path: Path) -> Path:
    """A folder that holds the rooms of the core and nothing else of Farhand."""
    home = tmp_path / "farhand"
    home.mkdir()
    (home / "__init__.py").touch()
    for name in CORE:
        source = SRC / name
        if source.is_dir():
            shutil.copytree(source, home / name)
        elif (SRC / f"{name}.py").exists():
            shutil.copy(SRC / f"{name}.py", home)
    return tmp_path


def test_a_whole_plan_runs(core: Path) -> None:
    python = old_python()
    need(python, "no Python 3.9 on this machine")
    done = subprocess.run(
        [str(python), "-I", "-c", f"import sys; sys.path.insert(0, {str(core)!r})\n{SCRIPT}"],
        cwd=core,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    outcome = {(subject, stage): (outcome, causes) for _, subject, stage, outcome, _, causes in rows}
    assert rows[0][0] == [3, 9]
    assert outcome["up", "http"][0] == "pass"
    for subject in ("down", "cache", "db", "tls"):
        assert outcome[subject, "tcp"] == ("fail", ["tcp.refused"]), subject
    assert outcome["data", "access"][0] == "pass"
