"""`farhand log-level`: wrong usage, and no app, are said with the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from farhand.cli import main


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARHAND_RUN", str(tmp_path / "run"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "give a LEVEL"),
        (["DEBUG", "--back"], "give a LEVEL"),
        (["LOUD"], "'LOUD' is none"),
        (["OFF"], "never silences"),
        (["DEBUG", "--for", "5h"], "seconds"),
        (["DEBUG", "--for", "soon"], "seconds: 'soon'"),
        (["DEBUG", "--budget", "0"], "budget"),
    ],
)
def test_wrong_usage(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log-level", *words]) == 2
    assert says in capsys.readouterr().err


def test_no_app_names_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log-level", "DEBUG"]) == 2
    said = capsys.readouterr().err
    assert str(tmp_path / "run") in said
    assert "farhand.install()" in said


def test_two_apps_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from farhand.control import census, folder

    (tmp_path / "run").mkdir(mode=0o700)
    for name in ("one", "two"):
        pid, ticks, space = census.myself()
        census.sign_in(folder.make(name), census.Worker(pid, ticks, space))
    assert main(["log-level", "--status"]) == 2
    assert "/run/one" in capsys.readouterr().err
    assert main(["log-level", "--status", "--run-dir", str(tmp_path / "run" / "two")]) == 0
    assert "processes (1)" in capsys.readouterr().out
