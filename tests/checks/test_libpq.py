"""Host and user that only libpq's service file or the PG* variables tell."""

from __future__ import annotations

from pathlib import Path

from farhand.checks import _libpq
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.target import Target, read_target


def look(values: dict[str, str], url: str) -> tuple[Look, Target]:
    need = Dependency("database", "postgres", {"url": url})
    made = Look(App("app"), need, Deadline(5), Environment(values, "a test"))
    return made, read_target(need.settings, "postgres")


def test_the_named_section_is_read_and_its_password_masked(tmp_path: Path) -> None:
    file = tmp_path / "services"
    file.write_text("[other]\nhost=x\n[main]\n# a note\nhost = db.test\nport=5544\npassword=very-secret\n")
    seen, target = look({"PGSERVICEFILE": str(file), "PGHOST": "elsewhere"}, "postgresql:///app?service=main")
    placed = _libpq.placed(seen, target)
    assert (placed.host, placed.port, placed.socket, placed.problems) == ("db.test", 5544, "", ())
    assert "very-secret" in seen.secrets


def test_a_host_that_the_address_names_stays() -> None:
    seen, target = look({"PGHOST": "elsewhere", "PGPORT": "1"}, "postgresql://db.test/app")
    assert _libpq.placed(seen, target) == target


def test_a_folder_in_pghost_is_a_socket() -> None:
    seen, target = look({"PGHOST": "/run/pg", "PGPORT": "5544"}, "postgresql://")
    assert _libpq.placed(seen, target).socket == "/run/pg/.s.PGSQL.5544"
