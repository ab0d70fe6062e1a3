"""Where secrets come from: the environment, else a file that nobody else can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from farhand.channels.secrets import gathered, needed, parts_of
from farhand.errors import Mistake


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    file = tmp_path / "secrets"
    file.write_text("# for farhand\nA=one\nexport B='two words'\nC=three\n")
    file.chmod(0o600)
    assert gathered(("A", "B"), str(file), {"A": "env"}) == {"A": "env", "B": "two words"}
    assert gathered(("A",), "", {"FARHAND_SECRETS": str(file)}) == {"A": "one"}
    assert gathered(("A",), "", {}) == {}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "secrets"
    file.write_text("A=one-secret\n")
    file.chmod(mode)
    with pytest.raises(Mistake, match="chmod 600") as raised:
        gathered(("A",), str(file), {})
    assert "one-secret" not in str(raised.value)


def test_links_pipes_and_folders_are_refused(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    real.write_text("A=1\n")
    real.chmod(0o600)
    link.symlink_to(real)
    os.mkfifo(pipe, 0o600)
    for path in (link, pipe, tmp_path, tmp_path / "missing"):
        with pytest.raises(Mistake):
            gathered(("A",), str(path), {})


def test_what_is_missing_says_where_it_is_to_be_put() -> None:
    with pytest.raises(Mistake, match="--secrets FILE"):
        needed({}, "A", "the address")


def test_what_is_secret_in_an_address_is_hidden_by_itself() -> None:
    found = parts_of(
        ["smtp://eve:pass%2Dword@mail.example:587", "https://hooks.example/services/T0/longTokenHere"]
    )
    assert {"pass-word", "longTokenHere", "services/T0/longTokenHere"} <= found
    assert not found & {"eve", "mail.example", "T0", ""}
