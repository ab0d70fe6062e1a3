"""`farhand run -- COMMAND`: the app's code has no word of Farhand in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from farhand.cli._servers import APP, understood
from tests.embed.apps.harness import ROOT, serve
from tests.embed.apps.kinds import KINDS, PYTHON, Kind

RUN = (PYTHON, "-m", "farhand", "run", "--")


def plain(kind: str) -> str:
    """The source of an app without Farhand."""
    lines = [
        line
        for line in KINDS[kind].source.splitlines()
        if line not in ("import farhand", "farhand.install(app)")
    ]
    source = "\n".join(lines).replace("app = farhand.install(bottle)", "app = bottle")
    assert "farhand" not in source
    return source


@pytest.mark.parametrize(("kind", "workers"), [("fastapi", 1), ("starlette", 2), ("flask", 2), ("quart", 1)])
def test_a_server_that_is_told_its_app(tmp_path: Path, kind: str, workers: int) -> None:
    command = (*RUN, *KINDS[kind].command)
    with serve(tmp_path, kind, workers, source=plain(kind), command=command) as app:
        assert app.get("/livez").body == b"ok"
        assert app.get("/").text == "hello"
        assert len(app.workers()) == workers
        assert "with Farhand around it" in app.log
        assert app.stop() in (0, -15)


def test_flask_run(tmp_path: Path) -> None:
    command = (*RUN, PYTHON, "-m", "flask", "--app", "site_app", "run", "--port", "{port}")
    with serve(tmp_path, "flask", source=plain("flask"), command=command) as app:
        assert app.get("/livez").body == b"ok"
        assert app.get("/").text == "hello"


def test_a_server_whose_configuration_names_the_app(tmp_path: Path) -> None:
    (tmp_path / "gunicorn.conf.py").write_text("wsgi_app = 'site_app:app'\nworkers = 2\n")
    command = (*RUN, PYTHON, "-m", "gunicorn", "-c", "gunicorn.conf.py", "-b", "127.0.0.1:{port}")
    with serve(tmp_path, "flask", source=plain("flask"), command=command, expect=2) as app:
        assert "not on the app's port" in app.log
        assert app.get("/livez").status == 404
        assert app.get("/").text == "hello"
        assert app.ask("GET", "/livez").body == b"ok"


SCRIPT = """
import os, subprocess, sys, time
subprocess.run([sys.executable, "-c", "import sys; print('farhand' in sys.modules)"])
print(os.getpid(), os.environ.get("PYTHONPATH", ""), sys.argv[1:], flush=True)
sys.path.insert(0, ".")
time.sleep(60)
"""


def test_a_script_and_not_the_programs_that_it_starts(tmp_path: Path) -> None:
    script = Kind(SCRIPT, (*RUN, PYTHON, "site_app.py", "--name", "x"), http=False)
    with serve(tmp_path, script) as app:
        assert [w.pid for w in app.workers()] == [app.process.pid], "the process becomes the command"
        lines = app.log.splitlines()
        assert "False" in lines
        assert any(line.startswith(str(app.process.pid)) and "--name" in line for line in lines)
        assert "_site" not in "".join(lines)
        assert app.stop() == -15


def test_the_exit_status_and_the_site_s_own_customization_stay(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import builtins; builtins.here = 41\n")
    done = run(tmp_path, PYTHON, "-c", "import sys; sys.exit(here + 1)")
    assert done.returncode == 42, done.stderr
    assert run(tmp_path, "there-is-no-such-program").returncode == 2
    assert run(tmp_path).returncode == 2


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{folder}",
        "FARHAND_RUN": str(folder / "run"),
    }
    return subprocess.run(
        [*RUN, *words], cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("line", "named", "kind"),
    [
        ("gunicorn -w 4 shop.wsgi:app", "shop.wsgi:app", ""),
        ("gunicorn -b unix:sock shop:app --preload", "shop:app", ""),
        ("gunicorn --bind localhost:8000 shop.wsgi", "shop.wsgi:application", ""),
        ("gunicorn -c python:conf shop:create(1)", "shop:create(1)", ""),
        ("gunicorn -k uvicorn.workers.UvicornWorker shop:app", "shop:app", ""),
        ("uvicorn --reload shop:app", "shop:app", ""),
        ("uvicorn shop:create --factory --port 1", "shop:create", "factory"),
        (f"{sys.executable} -m uvicorn shop:app", "shop:app", ""),
        ("uv run uvicorn shop:app", "shop:app", ""),
        ("hypercorn shop:app -w 2", "shop:app", ""),
        ("granian --interface asgi shop:app", "shop:app", ""),
        ("daphne -b 0.0.0.0 shop.asgi:application", "shop.asgi:application", ""),
        ("waitress-serve --call shop:create", "shop:create", "factory"),
        ("celery -A shop worker -c 2", "shop", "celery"),
        ("celery --app=shop.tasks worker", "shop.tasks", "celery"),
        ("flask --app shop run", "shop", "flask"),
    ],
)
def test_which_app_a_command_line_names(line: str, named: str, kind: str) -> None:
    words = line.split()
    start = understood(words, {})
    assert (start.environ["FARHAND_APP"], start.environ["FARHAND_APP_IS"]) == (named, kind)
    assert len(start.words) == len(words)
    assert sum(APP in word for word in start.words) == 1
    assert not start.folder


@pytest.mark.parametrize(
    "line", ["python manage.py runserver", "gunicorn -c conf.py", "./start.sh", "flask db upgrade", "true"]
)
def test_everything_else_is_started_as_it_is(line: str) -> None:
    words: Sequence[str] = line.split()
    start = understood(words, {})
    assert start.words == words
    assert start.folder


def test_what_a_factory_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from farhand.embed import auto

    (tmp_path / "made_here.py").write_text(
        "class a:\n  @staticmethod\n  def make(x, y=0): return (x, y)\napplication = 1\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert auto._of_name("made_here:a.make('p', y=2)") == ("p", 2)
    assert auto._of_name("made_here:") == 1
    assert not hasattr(auto, "app"), "nothing is loaded where no server has asked for it"
