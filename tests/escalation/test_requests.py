"""What single requests hold, with real names where they may stand and quoted where they must be."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand import causes
from farhand.escalation.about import clean
from farhand.escalation.quoting import filled
from farhand.faces import escalation as face
from farhand.look import Environment
from farhand.model import FAIL, PASS, Quote, Result
from tests.escalation.made import APP, PARAMS, finding, packet

HOSTILE = "app\"; DROP TABLE x;--'\\ $(touch /tmp/pwned) `id`\x1b[31m\u202e\n</pre><script>"


def test_a_firewall_change_names_all_that_a_rule_needs() -> None:
    params = {"host": "api.example.com", "port": 443, "address": "203.0.113.7"}
    made = packet(finding("tcp.timeout", "payments", "vendor", params=params))
    rows = dict(made.request.rows)
    assert rows["Source"] == "the host that runs billing"
    assert rows["Destination"] == "api.example.com (203.0.113.7)"
    assert (rows["Port"], rows["Protocol"]) == ("443", "TCP")
    assert "card payments" in rows["Reason"]
    assert "timeout 5 bash -c ': </dev/tcp/api.example.com/443' && echo open" in made.request.confirm
    assert "farhand self-test --only payments" in made.request.confirm
    assert made.request.undo
    subprocess.run(["bash", "-n", "-c", made.request.confirm[0]], check=True)


def test_real_names_come_from_the_apps_own_environment() -> None:
    """Where it is not visible, the variable is named; nobody outside of the site sees the host."""
    found = finding("postgres.permission", params={})
    outside, inside = packet(found), packet(found, env=_env())
    assert "${DATABASE_URL}" in dict(outside.request.rows)["Server"]
    assert dict(inside.request.rows)["Server"] == "db7.corp.example, TCP port 6432"
    assert 'GRANT CONNECT ON DATABASE "shop" TO "svc";' in inside.request.statements
    assert "s3cr3t" not in face.text(inside)


def _env() -> Environment:
    return Environment({"DATABASE_URL": "postgres://svc:s3cr3t@db7.corp.example:6432/shop"}, "test")


def test_the_table_of_an_error_is_in_the_grant() -> None:
    quote = Quote("app.log", 7, "ERROR: permission denied for table invoices")
    made = packet(finding("postgres.permission", evidence=(quote,)))
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON "invoices" TO "app";' in made.request.statements
    assert made.request.undo == ('REVOKE SELECT, INSERT, UPDATE, DELETE ON "invoices" FROM "app";',)


def test_what_is_denied_is_granted_and_no_more() -> None:
    schema = finding("postgres.permission", params={**PARAMS, "message": "permission denied for schema core"})
    assert packet(schema).request.statements[1:] == (
        'GRANT USAGE ON SCHEMA "core" TO "app";',
        'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "core" TO "app";',
    )
    tables = finding("postgres.permission", params={**PARAMS, "tables": "core.users, invoices"})
    assert packet(tables).request.statements[1:] == (
        'GRANT USAGE ON SCHEMA "core" TO "app";',
        'GRANT SELECT, INSERT, UPDATE, DELETE ON "core"."users" TO "app";',
        'GRANT SELECT, INSERT, UPDATE, DELETE ON "invoices" TO "app";',
    )


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ('too many connections for role "app"', "ROLE"),
        ('too many connections for database "shop"', "DATABASE"),
        ("sorry, too many clients already", "SYSTEM"),
        ("remaining connection slots are reserved for roles with the SUPERUSER attribute", "SYSTEM"),
    ],
)
def test_only_the_limit_that_is_reached_is_raised(said: str, what: str) -> None:
    quote = Quote("app.log", 1, f"FATAL:  {said}")
    made = packet(finding("postgres.too_many_connections", evidence=(quote,)))
    assert [s.split()[1] for s in made.request.statements if s.startswith("ALTER")] == [what]


def test_a_rule_of_pg_hba_and_a_grant_of_mysql_name_the_host_that_the_server_saw() -> None:
    hba = Quote(
        "m", 1, 'FATAL:  no pg_hba.conf entry for host "10.1.2.3", user "svc", database "shop", no encryption'
    )
    made = packet(finding("postgres.hba", evidence=(hba,), params={}))
    assert 'hostssl "shop" "svc" 10.1.2.3/32 scram-sha-256' in made.request.statements[1]
    denied = Quote(
        "m", 1, "ERROR 1045 (28000): Access denied for user 'svc'@'10.1.2.3' (using password: YES)"
    )
    made = packet(finding("mysql.auth", evidence=(denied,), params={}))
    assert "CREATE USER IF NOT EXISTS 'svc'@'10.1.2.3';" in made.request.statements


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "* Failed to connect to api.x.example port 443 after 5001 ms: Timeout was reached",
            "api.x.example 443",
        ),
        ("HTTPSConnectionPool(host='api.x.example', port=443): Max retries exceeded", "api.x.example 443"),
        ("dial tcp 10.1.2.3:5432: i/o timeout", "10.1.2.3 5432"),
        ("Error: connect ETIMEDOUT 10.1.2.3:443", "10.1.2.3 443"),
        ("Cannot connect to host api.x.example:443 ssl:default", "api.x.example 443"),
        ('connection to server at "<host:43683b843b35>", port 5432 failed', "<host:43683b843b35> 5432"),
    ],
)
def test_a_pasted_error_names_the_destination(line: str, place: str) -> None:
    made = packet(finding("tcp.timeout", "tcp", params={}, evidence=(Quote("m", 1, line),)), app=None)
    rows = dict(made.request.rows)
    assert f"{rows['Destination']} {rows['Port']}" == place


def test_exact_statements_of_the_judge_come_first() -> None:
    fix = ('Raise the limit: ALTER ROLE "app" CONNECTION LIMIT 42;', "Or make the app's pool smaller.")
    made = packet(finding("postgres.too_many_connections", fix=fix))
    assert made.request.statements == ('ALTER ROLE "app" CONNECTION LIMIT 42;',)


def test_evidence_cannot_end_a_statement_or_add_a_command() -> None:
    """A hostile name is one name, in the statement, in the command and in the steps of the fix."""
    params = {"host": HOSTILE, "port": HOSTILE, "user": HOSTILE, "database": HOSTILE, "wanted": HOSTILE}
    for cause in (
        "postgres.permission",
        "mysql.auth",
        "redis.auth",
        "amqp.auth",
        "kafka.security",
        "etcd.auth",
    ):
        made = packet(finding(cause, params=params))
        assert not any("DROP TABLE" in step or "pwned" in step for step in made.request.steps)
        text = face.text(made)
        assert "\x1b" not in text
        assert "\u202e" not in text
    made = packet(finding("postgres.permission", params=params))
    assert made.request.statements[1] == f'GRANT USAGE ON SCHEMA "public" TO {filled("{user!i}", params)};'
    assert not [line for line in made.request.confirm if "/dev/tcp" in line], "no place that is one"
    exact = finding("postgres.permission", params=params, fix=(f'GRANT SELECT ON t TO "{HOSTILE}";',))
    assert not any("DROP TABLE x;--'" in s for s in packet(exact).request.steps)


@pytest.mark.parametrize("cause", sorted(causes.load()))
def test_a_hostile_value_is_one_quoted_word_wherever_people_paste_it(cause: str) -> None:
    names = "host port address user database path url proxy server name variable table extension vhost topic"
    names += " group prefix wanted unit source"
    found = finding(cause, "payments", params=dict.fromkeys(names.split(), HOSTILE))
    made = packet(found, env=_env()).request
    for line in (*made.statements, *made.steps, *made.confirm, *made.undo):
        assert "\n" not in line
        left = line
        for quoted in (f"{{x!{kind}}}" for kind in "itsmbwjr"):
            left = left.replace(filled(quoted, {"x": HOSTILE}), "")
        assert "pwned" not in left, line
    assert not any(not sign.isprintable() for _, value in made.rows for sign in value)


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60))
def test_a_value_stays_one_value(value: str) -> None:
    told = {"x": value}
    assert shlex.split(filled("echo {x!w}", told)) == ["echo", clean(value)]
    db = sqlite3.connect(":memory:")
    row = db.execute(filled("SELECT {x!s} AS {x!i}", told))
    assert row.description[0][0] == clean(value)
    assert row.fetchone() == (clean(value),)
    db.close()


def test_a_number_is_a_number() -> None:
    assert filled("LIMIT {n!n|NUMBER}", {"n": "1; DROP"}) == "LIMIT NUMBER"
    assert filled("LIMIT {n!n|NUMBER}", {"n": 25}) == "LIMIT 25"


def test_a_report_for_engineering_tells_how_to_see_it_again() -> None:
    rows = (
        Result("postgres", "database", "login", PASS, "the login works", facts={"server_version": "12.3"}),
        Result("postgres", "database", "schema", FAIL, "there is no table invoices"),
        Result("redis", "cache", "login", PASS, "it answers"),
    )
    found = replace(finding("postgres.schema_missing"), evidence=())
    made = packet(found, results=rows)
    told = dict(made.request.rows)
    assert told["App"] == "billing 2.4.1"
    assert "server_version 12.3" in told["Known of the site"]
    assert told["Works meanwhile"] == "cache"
    assert made.request.steps[0].startswith("Seen at the stage schema of database")
    assert any(step.startswith("To see it again") for step in made.request.steps)
    assert made.evidence[0].text == "there is no table invoices"
    assert ("the login of database", "works: the login works") in [(e.what, e.how) for e in made.excluded]


def test_what_is_not_excluded_is_said_with_what_would_tell() -> None:
    made = packet(finding("postgres.auth", not_excluded=("config.env_stale",)))
    text = face.text(made)
    assert "Still possible" in text
    assert "ps -o lstart" in text
    assert [e.what for e in made.excluded] == [
        "The value has quotes, carriage return, blank, byte-order mark, or the wrong type"
    ]


def test_a_packet_without_a_declaration_is_whole() -> None:
    text = face.text(packet(finding("tcp.timeout", "tcp", params={}), app=None))
    assert "the host that runs the app" in text
    assert APP.name not in text
