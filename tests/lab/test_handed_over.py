"""What is asked of a receiver is done in the world to the letter: then the fault is gone, and confirmed."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from farhand import declare
from farhand.case.story import Story
from farhand.escalation import Packet, handing
from farhand.evidence import weigh
from farhand.look import Environment
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.target import read_target
from tests.conftest import need
from tests.lab import faults
from tests.lab.lab import Lab, Missing

pytestmark = pytest.mark.lab

#: Worlds whose database is mended by the statements of the request alone.
AT_A_DATABASE = (
    "no_right_on_table", "too_many_for_role", "no_usage_on_schema", "database_missing", "database_limit",
    "no_connect_right", "no_login", "password_expired", "role_read_only", "writer_read_only",
    "membership_revoked",
)  # fmt: skip
#: Worlds whose firewall is mended by a rule of what the request's rows say.
AT_A_FIREWALL = ("dropped", "answers_dropped", "dropped_http")
#: How many of each an ordinary run takes.
SHARE = 2 if os.environ.get("FARHAND_ALL") != "1" else 99
#: A change; what only looks is not needed here, and neither is what asks for a password.
CHANGE = re.compile(r"(?:ALTER|GRANT|CREATE) ")


class Site(Lab):
    """A world that remembers its database."""

    database: Any = None

    def postgres(self, *args: Any, **told: Any) -> Any:
        self.database = super().postgres(*args, **told)
        return self.database

    def packet(self, report: str) -> Packet:
        """The one packet of a self-test, as it is made at the site."""
        app = declare.load(self.config)
        opinion = weigh([Source("report.json", [report.encode()], report)], Redactor(), app, whole_site=True)
        env = Environment(dict(self.env), "test")
        (made,) = handing.packets(opinion, Story(), "2026-11-27T10:00:00Z", app=app, env=env)
        return made["en"]

    def confirmed(self, made: Packet) -> list[bool]:
        """Whether each of its tests passes, run as the app's user where the app is."""
        (need, *_) = declare.load(self.config).dependencies
        self.env["PGPASSWORD"] = read_target(need.settings, need.kind).password  # what a person would type
        lines = [line for line in made.request.confirm if not line.startswith("farhand ")]
        return [self.client(["bash", "-c", line]).returncode == 0 for line in lines]


@pytest.mark.parametrize("name", AT_A_DATABASE[:SHARE])
def test_the_statements_mend_the_database(name: str) -> None:
    try:
        with Site() as lab:
            made = lab.packet(faults.run(faults.load(f"postgres/{name}"), lab).out)
            assert made.escalation.owner == "customer-dba"
            inside = dict(made.request.rows)["Database"]
            for line in filter(CHANGE.match, made.request.statements):
                where = "postgres" if line.startswith(("CREATE DATABASE", "ALTER")) else inside
                lab.database.sql(line.partition("  --")[0], database=where)
            after = lab.self_test().report
            assert (after["verdict"], after["causes"]) == ("healthy", [])
            assert lab.confirmed(made) == [True]
    except Missing as missing:
        need(False, str(missing))


@pytest.mark.parametrize("name", AT_A_FIREWALL[:SHARE])
def test_the_rule_mends_the_firewall(name: str) -> None:
    try:
        with Site() as lab:
            made = lab.packet(faults.run(faults.load(f"tcp/{name}"), lab).out)
            assert (made.escalation.owner, made.request.kind) == ("customer-network", "firewall")
            assert lab.confirmed(made) == [False]
            rows = dict(made.request.rows)
            address, port, protocol = lab.SVC, rows["Port"], rows["Protocol"].lower()
            assert address in rows["Destination"]
            rule = "insert rule inet lab forward ip"
            lab.fw.run(["nft", f"{rule} daddr {address} {protocol} dport {port} accept"])
            lab.fw.run(["nft", f"{rule} saddr {address} {protocol} sport {port} accept"])  # with replies
            assert lab.confirmed(made) == [True]
            assert lab.self_test().report["verdict"] == "healthy"
    except Missing as missing:
        need(False, str(missing))
