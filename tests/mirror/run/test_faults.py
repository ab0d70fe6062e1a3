"""Each difference for real: the app breaks in the mirror and not in the baseline, and the search names it."""

from __future__ import annotations

import http.server
import os
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import trustme

from farhand.mirror.model import Plan, as_json, plan_of
from farhand.mirror.run import keeper
from farhand.mirror.run.backends import Choices, processes
from farhand.mirror.run.nouns import CannotRun
from farhand.mirror.run.programs import python
from farhand.mirror.run.templates import Templates
from farhand.mirror.run.trial import Trial
from farhand.mirror.search.journal import Journal
from farhand.mirror.searching import Wishes, searched
from tests.conftest import need, need_tool
from tests.mirror import postgres
from tests.mirror.run.fault import Fault
from tests.mirror.run.faults import looked_at

ROOT_ONLY = ("uid", "read only", "egress", "processors")


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def peer(ca: trustme.CA | None) -> Iterator[str]:
    """The URL of a server of the vendor's; with a CA over TLS 1.3. No proxy would be asked for 127.0.0.1."""
    with http.server.ThreadingHTTPServer(("127.0.0.2", 0), Quiet) as server:
        if ca:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            ca.issue_cert("127.0.0.2").configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"{'https' if ca else 'http'}://127.0.0.2:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def needed(fault: Fault) -> dict[str, str]:
    """Paths of programs; skips where one is missing."""
    for tool in fault.tools:
        need_tool(tool)
    need(os.geteuid() == 0 or fault.name not in ROOT_ONLY, "only root can make this")
    need(fault.name != "processors" or keeper.holds("cpu"), "no control groups with cpu can be made here")
    for version in fault.python.split():
        try:
            python(version, {})
        except CannotRun as why:
            need(False, str(why))
    return {f"postgres {major}": str(postgres.programs(major)) for major in fault.majors}


def written(fault: Fault, tmp_path: Path, stack: ExitStack) -> tuple[Plan, list[str], dict[str, str]]:
    """The plan, the command and its variables."""
    data = tmp_path / "data"
    data.mkdir()
    sets = {"DATA": str(data)}
    if "PEER" in fault.app:
        ca = trustme.CA() if fault.name in ("ca", "tls") else None
        sets["PEER"] = stack.enter_context(peer(ca))
        if ca:
            ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
            sets["SSL_CERT_FILE"] = str(tmp_path / "ca.pem")
    plan = plan_of(
        as_json(fault.plan)
        | {"differences": [_placed(row, str(data)) for row in as_json(fault.plan)["differences"]]}
    )
    if fault.app.startswith("sh:"):
        return plan, ["bash" if "bash" in fault.tools else "sh", "-c", fault.app[3:]], sets
    script = tmp_path / "app.py"
    script.write_text(fault.app.replace("DATA/", f"{data}/"), "utf-8")
    return plan, ["python" if fault.python else sys.executable, str(script)], sets


def _placed(row: dict, data: str) -> dict:
    """With the folder of this test in place of its name."""
    recipes = {
        side: {**row[side], "name": data}
        for side in ("apply", "undo")
        if row[side] and row[side]["name"] == "DATA"
    }
    return {**row, **recipes}


@pytest.mark.parametrize("fault", looked_at(), ids=lambda fault: fault.name)
def test_the_search_names_the_difference_that_breaks_the_app(fault: Fault, tmp_path: Path) -> None:
    given = needed(fault)
    with ExitStack() as stack:
        plan, command, sets = written(fault, tmp_path, stack)
        templates = Templates()
        stack.callback(templates.close)
        choices = Choices(given=given, templates=templates)
        trial = Trial(plan, command, processes, choices, None, sets, 60)
        journal = Journal(tmp_path / "journal")
        stack.callback(journal.close)
        found = searched(trial, journal, Wishes())
        baseline, mirror = journal.reference("baseline"), journal.reference("mirror")
        assert baseline
        assert mirror
        assert (baseline.exit, mirror.exit) == (0, mirror.exit or 1), baseline.output
        assert fault.says in mirror.output
        assert found.guilty == (fault.name,), found
        assert found.minimal
        assert not found.others
        assert found.runs <= 12
