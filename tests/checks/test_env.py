"""`env` and `config` on real environments: names, forms, files, and nothing that tells a value."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from farhand import declare, envfile
from farhand.checks import config, env
from farhand.deadline import Deadline
from farhand.diagnose.rules import config_localhost, config_once
from farhand.look import Environment, Look
from farhand.model import Dependency, Finding, Result, Vantage, Verdict

HEAD: dict[str, Any] = {"app": {"name": "x"}}


def look(document: dict[str, Any], values: dict[str, str] | None, need: str = "", **more: Any) -> Look:
    app = declare.read({**HEAD, **document}, "test")
    needs = {d.name: d for d in app.dependencies}
    seen = None if values is None else Environment(values, "test", **more)
    return Look(app, needs.get(need, Dependency("env", "env")), Deadline(5), seen, "give --pid")


def of_env(document: dict[str, Any], values: dict[str, str], **more: Any) -> Verdict:
    (seen,) = env.probe(look(document, values, **more))
    facts = json.loads(json.dumps(seen.facts))  # plain data, as a report carries it
    assert not any(
        len(v) > 5 and v in json.dumps(facts)
        for n, v in values.items()
        if n not in ("TZ", "CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    )
    return env.judge("env", facts)


def causes(verdict: Verdict) -> list[str]:
    return [f.cause for f in verdict.findings]


REQUIRED = {"env": {"DATABASE_URL": {"required": True, "secret": True, "format": "url"}}}
URL = "postgres://app:hunter22@db/app"


@pytest.mark.parametrize(
    "other",
    ["DB_URL", "DATABASE_URI", "DATABSE_URL", "DATABASE_ULR", "database_url", "DATABASEURL",
        "DATABASE-URL", "POSTGRES_URL",
     "APP_DATABASE_URL", "DATABASE_URLS", "DATABASE_DSN", "MAIN_DATABASE_URL"],
)  # fmt: skip
def test_a_name_that_was_meant_is_recognised(other: str) -> None:
    verdict = of_env(REQUIRED, {other: URL})
    assert causes(verdict) == ["config.env_misnamed"]
    assert verdict.findings[0].params["other"] == other


@pytest.mark.parametrize(
    "other",
    ["REDIS_URL", "LOG_LEVEL", "DATABASE_HOST", "DATABASE_URL_FILE", "TEST_DATABASE_URL", "PATH", "URL"],
)
def test_another_name_is_not_taken_for_it(other: str) -> None:
    assert causes(of_env(REQUIRED, {other: URL})) == ["config.env_missing"]


FOR_POSTGRES = {**REQUIRED, "dependencies": {"d": {"kind": "postgres", "url": "${DATABASE_URL}"}}}


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ({"BILLING_DATABASE_URL": "postgres://h/x"}, "config.env_misnamed"),
        ({"ORDERS_DB_DSN": "postgresql+psycopg://h/x"}, "config.env_misnamed"),
        ({"BILLING_DATABASE_URL": "mysql://h/x"}, "config.env_missing"),
        ({"TEST_DATABASE_URL": "postgres://h/x"}, "config.env_missing"),
        ({"LEDGER_URL": "postgres://h/x"}, "config.env_missing"),
        (
            {"BILLING_DATABASE_URL": "postgres://h/x", "SHIPPING_DATABASE_URL": "postgres://h/y"},
            "config.env_missing",
        ),
    ],
)
def test_the_only_url_of_the_right_kind_is_taken_for_it(env: dict[str, str], found: str) -> None:
    assert causes(of_env(FOR_POSTGRES, env)) == [found]


def test_a_name_with_another_kind_of_value_is_not_taken_for_it() -> None:
    assert causes(of_env(REQUIRED, {"DB_URL": "true"})) == ["config.env_missing"]


@pytest.mark.parametrize(
    ("missing", "given", "found"),
    [
        ("REDIS_HOST", "REDIS_PORT", False), ("DB_HOST", "PGHOST", True),
        ("API_KEY", "OPENAI_API_KEY", False),
        ("STRIPE_KEY", "STRIPE_API_KEY", True), ("PAYMENTS_URL", "PAYMENT_API_URL", True),
        ("API_TOKEN", "API_KEY", True),
        ("API_URL", "API_BASE_URL", True), ("DATABASE_URL", "DATABASE_CONNECTION_STRING", True),
        ("SMTP_USER", "SMTP_PASSWORD", False), ("LOG_LEVEL", "LOGLEVEL", True),
        ("DB1_HOST", "DB2_HOST", False),
    ],
)  # fmt: skip
def test_likeness_of_names(missing: str, given: str, found: bool) -> None:
    verdict = of_env({"env": {missing: {"required": True}}}, {given: "abcdefgh"})
    assert causes(verdict) == ["config.env_misnamed" if found else "config.env_missing"]


def test_an_optional_variable_is_only_missed_where_its_name_was_mistyped() -> None:
    document = {
        "env": {"DB_PASSWORD": {}},
        "dependencies": {"d": {"kind": "redis", "host": "h", "password": "${DB_PASSWORD}"}},
    }
    assert of_env(document, {"POSTGRES_PASSWORD": "abcdefgh"}).outcome == "pass"
    assert causes(of_env(document, {"DB_PASSWROD": "abcdefgh"})) == ["config.env_misnamed"]


def test_a_second_empty_definition_shadows_the_first() -> None:
    assert causes(of_file(REQUIRED, b"DATABASE_URL=postgres://a/x\nDATABASE_URL=\n")) == [
        "config.env_shadowed"
    ]


def test_numbered_names_are_not_mixed_up() -> None:
    document = {"env": {"WORKER_1_NAME": {"required": True}}}
    assert causes(of_env(document, {"WORKER_2_NAME": "abc"})) == ["config.env_missing"]


def test_a_declared_alias_counts_whatever_it_looks_like() -> None:
    document = {"env": {"X": {"required": True, "aliases": ["OLD_PRODUCT_SETTING"]}}}
    assert causes(of_env(document, {"OLD_PRODUCT_SETTING": "a"})) == ["config.env_misnamed"]


@pytest.mark.parametrize("value", ["", None])
def test_set_to_nothing_is_missing(value: str | None) -> None:
    assert causes(of_env(REQUIRED, {} if value is None else {"DATABASE_URL": value})) == [
        "config.env_missing"
    ]


def test_optional_and_defaulted_variables_may_be_missing() -> None:
    document = {"env": {"A": {}, "B": {"required": True, "default": "x"}, "C": {"required": True}}}
    assert of_env(document, {"C": "c"}).outcome == "pass"


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ({"format": "port"}, "5432 # main"), ({"format": "port"}, "70000"), ({"format": "int"}, "5.5"),
        ({"format": "bool"}, "maybe"),
        ({"format": "url"}, "db.example.com"), ({"format": "json"}, "{"),
        ({"format": "duration"}, "soon"), ({"choices": ["a"]}, "b"),
        ({"pattern": "^sk_"}, "pk_1"), ({"format": "url"}, '"http://h/"'), ({}, "x\r"), ({}, "x\n"),
        ({}, "x "), ({}, "  "), ({}, "'x'"),
        ({}, "\ufeffx"), ({"secret": True}, "changeme"), ({"secret": True}, "<your token>"),
        ({}, "${OTHER}"), ({}, "your-host-here"),
        ({"secret": True, "example": "sk_test_1"}, "sk_test_1"),
        ({"format": "url"}, "postgres://USER:PASSWORD@HOST:5432/NAME"),
    ],
)  # fmt: skip
def test_a_value_in_the_wrong_form(row: dict[str, Any], value: str) -> None:
    verdict = of_env({"env": {"X": {"required": True, **row}}}, {"X": value})
    assert (verdict.outcome, causes(verdict)) == ("fail", ["config.value_malformed"])


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ({"format": "json"}, '"text"'), ({"format": "json"}, '{"a": "<b>"}'), ({"pattern": '^"'}, '"x"'),
        ({"format": "port"}, "5432"),
        ({"format": "bool"}, "False"), ({"format": "duration"}, "1h30m"), ({"format": "duration"}, "30"),
        ({"format": "float"}, "1e-3"),
        ({"secret": True}, "p@ss w#rd%"),
        ({"secret": True}, "-----BEGIN KEY-----\nabc\n-----END KEY-----\n"), ({}, "a b c"),
        ({"format": "url"}, "sqlite:////data/x.db"), ({"format": "url"}, "redis://:p%40ss@h:6379/0"),
        ({}, "Shop <shop@example.com>"),
        ({"secret": True}, "$2b$12$abcdefghijkl"),
        ({"format": "url", "example": "https://api.example.com"}, "https://api.example.com"),
        ({}, "/var/data"), ({"secret": True}, "password"),
    ],
)  # fmt: skip
def test_an_odd_value_that_is_right(row: dict[str, Any], value: str) -> None:
    verdict = of_env({"env": {"X": {"required": True, **row}}}, {"X": value})
    assert (verdict.outcome, causes(verdict)) == ("pass", [])


def test_blanks_in_a_free_text_only_warn() -> None:
    verdict = of_env({"env": {"GREETING": {}}}, {"GREETING": "hello "})
    assert (verdict.outcome, causes(verdict)) == ("warn", ["config.value_malformed"])


def of_file(document: dict[str, Any], raw: bytes, platform: str = "") -> Verdict:
    rows = tuple(envfile.parse(raw, "/srv/.env", platform))
    values = {r.name: r.value for r in rows}
    return of_env(document, values, definitions=rows, platform=platform)


def test_two_values_in_one_file_are_shadowed_and_the_same_twice_is_not() -> None:
    verdict = of_file(REQUIRED, b"DATABASE_URL=postgres://a/x\nDATABASE_URL=postgres://b/x\n")
    assert causes(verdict) == ["config.env_shadowed"]
    assert "/srv/.env:1 and /srv/.env:2" in verdict.findings[0].why
    assert of_file(REQUIRED, b"DATABASE_URL=postgres://a/x\nDATABASE_URL=postgres://a/x\n").outcome == "pass"


def test_a_byte_order_mark_in_the_name_is_named_as_such() -> None:
    verdict = of_file(REQUIRED, b"\xef\xbb\xbfDATABASE_URL=postgres://a/x\n")
    assert causes(verdict) == ["config.value_malformed"]
    assert "byte-order mark" in verdict.findings[0].why


def test_windows_line_ends_fail_in_a_shell_warn_with_docker_and_pass_with_compose() -> None:
    raw = b"DATABASE_URL=postgres://a/x\r\n"
    assert [of_file(REQUIRED, raw, p).outcome for p in ("", "docker", "compose")] == ["fail", "warn", "pass"]


def test_a_newer_file_with_another_value_is_stale_and_nothing_else() -> None:
    newer = tuple(envfile.parse(b"DATABASE_URL=postgres://new/x\n", "/srv/.env", ""))
    assert causes(of_env(REQUIRED, {"DATABASE_URL": URL}, newer=newer)) == ["config.env_stale"]
    assert causes(of_env(REQUIRED, {}, newer=newer)) == ["config.env_stale"]
    same = tuple(envfile.parse(f"DATABASE_URL='{URL}'\n".encode(), "/srv/.env", "docker"))
    assert of_env(REQUIRED, {"DATABASE_URL": URL}, newer=same).outcome == "pass"


@pytest.mark.parametrize(
    ("content", "cause"),
    [(None, "config.file_missing"), (b"", "config.file_missing"), (b"hello", "config.file_missing"),
    (b"-----BEGIN CERTIFICATE-----\n", "")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CA_FILE"])
def test_a_bundle_of_authorities_must_be_one(
    tmp_path: Path, name: str, content: bytes | None, cause: str
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    document = {
        "env": {"CA_FILE": {"format": "path"}},
        "dependencies": {"api": {"kind": "http", "url": "https://h/"}},
    }
    assert causes(of_env(document, {name: str(path)})) == ([cause] if cause else [])


def test_files_inside_a_container_are_not_judged_from_outside(tmp_path: Path) -> None:
    document = {"env": {"CA_FILE": {"format": "path"}}}
    assert of_env(document, {"CA_FILE": "/etc/ssl/ca.pem"}, files=None).outcome == "pass"
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "ca.pem").symlink_to("/data/real.pem")  # absolute: inside the container's root
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "real.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    assert of_env(document, {"CA_FILE": "/etc/ca.pem"}, files=str(tmp_path)).outcome == "pass"


@pytest.mark.parametrize(
    ("zone", "outcome"),
    [("Europe/Berlin", "pass"), ("UTC", "pass"), ("CET-1CEST,M3.5.0,M10.5.0/3", "pass"),
    (":Europe/Paris", "pass"), ("EST5EDT", "pass"),
     ("Europe/Berln", "fail"), ("Mars/Olympus", "fail"), ("../../etc/passwd", "fail")],
)  # fmt: skip
def test_time_zones(zone: str, outcome: str) -> None:
    assert of_env({"env": {"A": {}}}, {"TZ": zone}).outcome == outcome


def test_an_environment_that_is_not_visible_is_unknown_and_says_what_to_give() -> None:
    (seen,) = env.probe(look(REQUIRED, None))
    assert "give --pid" in seen.unknown
    (seen,) = env.probe(look({}, None))
    assert "not_applicable" in seen.facts


def settled(
    settings: dict[str, Any], values: dict[str, str] | None, variables: dict[str, Any], **more: Any
) -> tuple[Any, Verdict | None]:
    document = {"env": variables, "dependencies": {"d": settings}}
    steps = config.settle(look(document, values, "d", **more))
    seen = next(steps)
    try:
        next(steps)
    except StopIteration as stop:
        verdict = None if seen.unknown else config.judge("config", json.loads(json.dumps(seen.facts)))
        return stop.value, verdict
    raise AssertionError("config yields once")


def test_config_fills_in_and_reads() -> None:
    target, verdict = settled(
        {"kind": "redis", "host": "${H}", "port": "${P}"}, {"H": "cache", "P": "6380"}, {"H": {}, "P": {}}
    )
    assert verdict
    assert (target.host, target.port, verdict.outcome, verdict.says) == ("cache", 6380, "pass", "cache:6380")


def test_an_optional_setting_may_be_left_empty() -> None:
    rows = {"H": {}, "P": {}, "PW": {}}
    target, _ = settled(
        {"kind": "redis", "host": "${H}", "port": "${P}", "password": "${PW}"}, {"H": "cache", "P": ""}, rows
    )
    assert (target.host, target.port, target.password) == ("cache", 6379, "")


def test_defaults_of_the_declaration_count() -> None:
    target, _ = settled(
        {"kind": "redis", "host": "${H}", "port": "${P}"},
        {},
        {"H": {"default": "cache"}, "P": {"default": "6380"}},
    )
    assert (target.host, target.port) == ("cache", 6380)


@pytest.mark.parametrize(
    ("settings", "values", "cause"),
    [
        ({"url": "${U}"}, {}, "config.env_missing"),
        ({"url": "redis://${U}:6379"}, {"U": ""}, "config.env_missing"),
        ({"url": "${U}"}, {"U": "redis://h\r"}, "config.value_malformed"),
        ({"url": "redis://${U}:6379"}, {"U": "h "}, "config.value_malformed"),
        ({"url": "redis://:${U}@h"}, {"U": "p#ss"}, "config.url_malformed"),
        ({"url": "${U}"}, {"U": "http://h"}, "config.url_malformed"),
        ({"host": "${U}"}, {"U": "h:6379"}, "config.url_malformed"),
        ({"host": "h", "port": "${U}"}, {"U": "6379 # c"}, "config.value_malformed"),
    ],
)
def test_config_names_the_cause_and_the_variable(
    settings: dict[str, Any], values: dict[str, str], cause: str
) -> None:
    target, verdict = settled({"kind": "redis", **settings}, values, {"U": {}})
    assert target is None
    assert verdict
    assert causes(verdict) == [cause]
    assert verdict.findings[0].params["variable"] == "U"


def test_a_missing_file_of_a_setting_stops_it(tmp_path: Path) -> None:
    url = f"postgres://h/d?sslmode=verify-full&sslrootcert={tmp_path}/ca.pem"
    target, verdict = settled({"kind": "postgres", "url": url}, {}, {})
    assert target is None
    assert verdict
    assert causes(verdict) == ["config.file_missing"]
    target, _ = settled({"kind": "postgres", "url": url.replace("verify-full", "require")}, {}, {})
    assert target.host == "h"


def row(subject: str, stage: str, **facts: Any) -> Result:
    return Result(subject, subject, stage, "fail", "", facts=facts)


def test_a_wrong_variable_is_told_once() -> None:
    root = Finding("config.env_missing", params={"variables": ["U"]}, subject="env", check="env", stage="env")
    same = Finding(
        "config.env_missing", params={"variables": ["U"]}, subject="d", check="redis", stage="config"
    )
    other = replace(same, subject="e", params={"variables": ["V"]})
    made = config_once.apply(
        [root, same, other], [row("d", "config", variables=["U"]), row("e", "config", variables=["V"])]
    )
    assert [f.role for f in made] == ["root", "symptom", "root"]
    assert made[0].explains == ("d: config.env_missing",)


def test_a_shadowed_variable_explains_what_fails_behind_it() -> None:
    root = Finding(
        "config.env_shadowed", params={"variables": ["U"]}, subject="env", check="env", stage="env"
    )
    late = Finding("dns.nxdomain", subject="d", check="http", stage="dns")
    made = config_once.apply([root, late], [row("d", "config", variables=["U"])])
    assert [f.role for f in made] == ["root", "symptom"]


def test_a_missing_bundle_explains_distrust_but_not_a_refusal() -> None:
    root = Finding(
        "config.file_missing",
        params={"variables": ["SSL_CERT_FILE"]},
        subject="env",
        check="env",
        stage="env",
    )
    distrust = Finding("tls.unknown_ca", subject="d", check="http", stage="tls")
    refused = Finding("tcp.refused", subject="e", check="http", stage="tcp")
    assert [f.role for f in config_once.apply([root, distrust, refused], [])] == ["root", "symptom", "root"]


@pytest.mark.parametrize(
    ("loopback", "inside", "found"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_localhost_in_a_container(loopback: bool, inside: bool, found: bool) -> None:
    refused = Finding("tcp.refused", 0.9, subject="d", check="redis", stage="tcp")
    facts = row("d", "config", host="localhost", loopback=loopback, in_container=inside)
    made = config_localhost.apply([refused], [facts])
    assert ("config.localhost_in_container" in [f.cause for f in made]) is found


def test_in_container_by_declaration() -> None:
    one = replace(look(REQUIRED, {}), vantage=Vantage("host", "probe", "docker"))
    assert config.in_container(one)


def test_the_command_prints_names_and_shapes_and_no_value() -> None:
    text = env.command("env", {"variables": ["A_URL", "GONE", "OK", "LINE"]}).script
    given = {"PATH": "/usr/bin:/bin", "A_URL": "supersecret\r", "OK": "fine", "Q": '"quoted"', "LINE": "x\n"}
    done = subprocess.run(
        ["sh"], input=text, env=given, capture_output=True, text=True, timeout=20, check=True
    )
    assert "supersecret" not in done.stdout
    (seen,) = env.read(done.stdout)
    verdict = env.judge("env", seen.facts)
    assert causes(verdict) == ["config.env_missing", "config.value_malformed"]
    assert verdict.findings[1].params["variables"] == ["A_URL", "LINE"]


def test_pasted_nonsense_is_unknown() -> None:
    (seen,) = env.read("hello\nset\nset X\n")
    assert seen.unknown


@pytest.mark.parametrize(
    ("values", "host", "outcome"),
    [
        ({"APP_ENV": "production"}, "db.staging.example.com", "warn"),
        ({"APP_ENV": "production"}, "db-test1.example.com", "warn"),
        ({"ENVIRONMENT": "staging"}, "prod-db", "warn"),
        ({"APP_ENV": "production"}, "db.example.test", "pass"),
        ({"APP_ENV": "production"}, "db.prod.example.com", "pass"),
        ({"APP_ENV": "staging"}, "db.dev.example.com", "pass"),
        ({"NODE_ENV": "production"}, "db.staging.example.com", "pass"),
        ({}, "db.staging.example.com", "pass"),
        ({"APP_ENV": "production", "SHOP_ENV": "test"}, "db.staging.example.com", "pass"),
    ],
)
def test_another_stage_warns(values: dict[str, str], host: str, outcome: str) -> None:
    target, verdict = settled({"kind": "redis", "host": host}, values, {})
    assert target.host == host
    assert verdict
    assert verdict.outcome == outcome
    assert causes(verdict) == (["config.wrong_environment"] if outcome == "warn" else [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf16_is_named_as_such(codec: str) -> None:
    verdict = of_file(REQUIRED, "\ufeffDATABASE_URL=postgres://a/x\r\n".encode(codec))
    assert causes(verdict) == ["config.value_malformed"]
    assert "UTF-16" in verdict.says
    assert "iconv" in verdict.findings[0].fix[0]


def test_an_address_for_java_is_wrong_where_the_example_is_none() -> None:
    value = {"DATABASE_URL": "jdbc:postgresql://db/x"}
    document = {"env": {"DATABASE_URL": {"required": True, "example": "postgres://USER@HOST/NAME"}}}
    assert causes(of_env(document, value)) == ["config.url_malformed"]
    assert of_env({"env": {"DATABASE_URL": {"required": True}}}, value).outcome == "pass"
