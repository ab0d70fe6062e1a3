"""The check of the proxy: routes on loopback with real sockets, and the judge on facts."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from farhand import checks
from farhand.checks import proxy
from farhand.checks._proxy import known as _proxy_known
from farhand.deadline import Deadline
from farhand.diagnose.rules import proxy_one_root
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Finding, Seen
from farhand.target import Target
from farhand.wire.proxy import Route
from tests.wire.test_proxy import Handler, closed_port, relay, saying, saying_hello, serving

PASSWORD = "Sesame-4711"


def looking(
    env: Mapping[str, str] | None, settings: Mapping[str, Any], run_by: str = "vendor", **more: Any
) -> Look:
    need = Dependency("api", "http", settings, run_by=run_by, timeout=1.0)
    app = App("shop", dependencies=(need, *more.pop("others", ())), checks=more.pop("checks", {}))
    made = Environment(dict(env), "file .env") if env is not None else None
    return Look(app, need, Deadline(10), env=made, env_hint="give --here", **more)


def ask(look: Look, target: Target) -> tuple[Seen, Route | None]:
    """Drive the door: what it showed, and the route that it returned."""
    door = proxy.route(look, target)
    seen = next(door)
    try:
        next(door)
    except StopIteration as end:
        return seen, end.value
    raise AssertionError("one stage only")


def causes(seen: Seen) -> list[str]:
    return [f.cause for f in proxy.judge("proxy", seen.facts).findings]


def target(port: int, scheme: str = "https", host: str = "127.0.0.1") -> Target:
    return Target(scheme, host, port, url=f"{scheme}://{host}:{port}/ping")


@pytest.fixture(autouse=True)
def nothing_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither this machine's files nor this shell's variables have a part in it."""
    monkeypatch.setattr(_proxy_known, "FILES", ())
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_proxy_the_way_is_direct_and_nothing_is_connected_to() -> None:
    seen, route = ask(looking({}, {}), target(closed_port()))
    assert route is not None
    assert route.direct
    assert "direct" not in seen.facts, "there is no other way, so there is nothing to measure yet"
    assert proxy.judge("proxy", seen.facts).outcome == "pass"


def test_through_a_proxy_to_a_tls_server() -> None:
    with serving(saying_hello) as port, serving(relay) as door:
        seen, route = ask(looking({"HTTPS_PROXY": f"http://127.0.0.1:{door}"}, {}), target(port))
        assert route is not None
        assert route.via_proxy == f"http://127.0.0.1:{door}"
        assert causes(seen) == []


def refusing(status: str, *headers: str) -> Handler:
    return saying("\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode())


@pytest.mark.parametrize(
    ("status", "headers", "cause"),
    [
        ("407 Login", ("Proxy-Authenticate: Basic realm=x",), "proxy.auth_required"),
        ("403 Forbidden", (), "proxy.blocked"),
        ("451 Unavailable", (), "proxy.blocked"),
        ("302 Found", ("Location: http://blocked.corp/",), "proxy.blocked"),
        ("500 Unable to connect", (), "proxy.unreachable"),
        ("502 Bad Gateway", (), "proxy.unreachable"),
        ("503 Service Unavailable", ("X-Squid-Error: ERR_DNS_FAIL 0",), "proxy.unreachable"),
        ("504 Gateway Timeout", (), "proxy.unreachable"),
        ("400 Bad Request", (), "proxy.misconfigured"),
        ("501 Unsupported method", (), "proxy.misconfigured"),
        ("200 OK", ("Content-Length: 9",), "proxy.misconfigured"),
    ],
)
def test_what_the_answer_to_connect_means(status: str, headers: tuple[str, ...], cause: str) -> None:
    with serving(refusing(status, *headers)) as door:
        seen, route = ask(looking({"https_proxy": f"http://127.0.0.1:{door}"}, {}), target(closed_port()))
    assert causes(seen) == [cause]
    assert route is None


@pytest.mark.parametrize(("run_by", "cause"), [("customer", "proxy.no_proxy"), ("vendor", "proxy.blocked")])
def test_an_inside_host_that_the_proxy_refuses(run_by: str, cause: str) -> None:
    """A name with a dot and a private address: whether it is inside depends on who runs it."""
    facts = {"scheme": "https", "host": "b.test", "port": 443, "proxy": "http://p:1", "run_by": run_by,
             "inside": "maybe", "direct": {"ok": True}, "alive": {"status": 400},
             "answer": {"ok": False, "at": "ask", "result": "answered", "status": 403}}  # fmt: skip
    assert causes(Seen("proxy", facts)) == [cause]


def test_localhost_is_inside_whoever_runs_it() -> None:
    with serving(saying_hello) as port, serving(refusing("503 No")) as door:
        env = {"HTTPS_PROXY": f"http://127.0.0.1:{door}"}
        seen, _ = ask(looking(env, {}), target(port, host="localhost"))
    assert causes(seen) == ["proxy.no_proxy"]


def test_a_service_that_refuses_through_the_proxy_as_it_does_directly_is_not_the_proxy() -> None:
    answer = refusing("403 Forbidden", "Server: same/1")
    with serving(answer) as port, serving(answer) as door:
        seen, route = ask(looking({"http_proxy": f"http://127.0.0.1:{door}"}, {}), target(port, "http"))
    assert causes(seen) == []
    assert route is not None


def test_the_services_own_refusal_behind_a_closed_direct_way_is_told_by_who_signs_it() -> None:
    def through(client: socket.socket) -> None:
        head = client.recv(4096)
        own = b"GET / " in head
        signs = b"squid/5.7" if own else b"backend/2"
        client.sendall(b"HTTP/1.1 403 No\r\nServer: " + signs + b"\r\n\r\n")

    with serving(through) as door:
        seen, _ = ask(looking({"http_proxy": f"http://127.0.0.1:{door}"}, {}), target(closed_port(), "http"))
    assert causes(seen) == []


@pytest.mark.parametrize(
    ("env", "settings", "cause"),
    [
        ({"HTTP_PROXY": "P"}, {}, "proxy.not_used"),
        ({"HTTPS_PROXY": "P"}, {"client": "aiohttp"}, "proxy.not_used"),
        ({"HTTPS_PROXY": "P"}, {"proxy": "none"}, "proxy.not_used"),
        ({"PROXY_URL": "P"}, {}, "proxy.not_used"),
        ({"HTTPS_PROXYS": "P"}, {}, "proxy.not_used"),
        ({"HTTPS_PROXY": "P", "NO_PROXY": "0.0.2"}, {}, ""),
        ({"HTTPS_PROXY": "P", "NO_PROXY": "127.0.0.0/8"}, {}, "proxy.no_proxy"),
    ],
)
def test_the_direct_way_is_closed_and_a_proxy_gets_through(
    env: dict[str, str], settings: dict[str, str], cause: str
) -> None:
    def tunnel(client: socket.socket) -> None:
        saying(b"HTTP/1.1 200 Connection established\r\n\r\n")(client)
        saying_hello(client)

    with serving(tunnel) as door:
        values = {k: v.replace("P", f"http://127.0.0.1:{door}") for k, v in env.items()}
        seen, _ = ask(looking(values, settings), target(closed_port()))
    assert causes(seen) == ([cause] if cause else [])


def test_a_proxy_of_another_dependency_or_of_the_options_makes_it_required() -> None:
    def tunnel(client: socket.socket) -> None:
        saying(b"HTTP/1.1 200 Connection established\r\n\r\n")(client)
        saying_hello(client)

    with serving(tunnel) as door:
        url = f"http://127.0.0.1:{door}"
        other = Dependency("news", "http", {"url": "https://news.test", "proxy": url})
        for more in ({"others": (other,)}, {"checks": {"proxy": {"known": [url]}}}):
            seen, route = ask(looking({}, {}, **more), target(closed_port()))
            assert causes(seen) == ["proxy.required"]
            assert route is None


def test_known_proxies_that_do_not_help_leave_the_direct_way_to_the_next_stages() -> None:
    with serving(refusing("403 No")) as door:
        seen, route = ask(looking({"HTTP_PROXY": f"http://127.0.0.1:{door}"}, {}), target(closed_port()))
    assert causes(seen) == []
    assert route is not None
    assert route.direct


@pytest.mark.parametrize(
    ("value", "settings"),
    [
        ('"http://127.0.0.1:3128"', {}),
        ("http://127.0.0.1:3128\r", {}),
        (f"http://us:{PASSWORD}#x@127.0.0.1:3128", {}),
        (f"http://us:{PASSWORD}/x@127.0.0.1:3128", {}),
        ("127.0.0.1:3128", {"client": "aiohttp-trust-env"}),
        ("http://127.0.0.1:99999", {}),
        ("http://", {}),
        ("htp://127.0.0.1:3128", {}),
    ],
)
def test_a_value_that_the_library_cannot_use(value: str, settings: dict[str, str]) -> None:
    seen, route = ask(looking({"https_proxy": value}, settings), target(closed_port()))
    assert causes(seen) == ["proxy.misconfigured"]
    assert route is None
    verdict = proxy.judge("proxy", seen.facts)
    assert "4711" not in json.dumps(dict(seen.facts)) + verdict.says + str(verdict.findings)


def test_a_scheme_of_https_for_a_plain_proxy() -> None:
    with serving(refusing("400 Bad Request", "Server: squid/5.7")) as door:
        env = {"HTTPS_PROXY": f"https://127.0.0.1:{door}"}
        seen, _ = ask(looking(env, {}), target(closed_port()))
    assert causes(seen) == ["proxy.misconfigured"]
    assert proxy.judge("proxy", seen.facts).findings[0].params["proxy_host"] == "127.0.0.1"


def test_a_login_is_kept_out_of_the_facts_and_made_known_as_a_secret() -> None:
    with serving(refusing("407 Login")) as door:
        env = {"HTTPS_PROXY": f"http://us:{PASSWORD}@127.0.0.1:{door}"}
        look = looking(env, {})
        seen, _ = ask(look, target(closed_port()))
    assert PASSWORD not in json.dumps(dict(seen.facts))
    assert PASSWORD in look.secrets
    assert "not accepted" in proxy.judge("proxy", seen.facts).says


def test_an_environment_that_is_not_visible_is_no_verdict() -> None:
    seen, route = ask(looking(None, {}), target(443))
    assert "not_applicable" in seen.facts
    assert route is not None
    [site] = proxy.probe(looking(None, {}))
    assert "not_applicable" in site.facts


def test_a_mute_proxy_leaves_time_for_what_comes_after() -> None:
    import time

    def mute(client: socket.socket) -> None:
        time.sleep(8)

    begun = time.monotonic()
    with serving(mute) as door:
        seen, _ = ask(looking({"HTTPS_PROXY": f"http://127.0.0.1:{door}"}, {}), target(closed_port()))
    assert causes(seen) == ["proxy.unreachable"]
    assert time.monotonic() - begun < 4


def test_the_settings_of_the_site() -> None:
    with serving(refusing("400 No")) as door:
        env = {"HTTP_PROXY": f"http://127.0.0.1:{door}", "https_proxy": f"http://127.0.0.1:{closed_port()}"}
        [seen] = proxy.probe(looking(env, {"url": "https://api.test/"}))
    rows = {row["variable"]: row for row in seen.facts["proxies"]}
    assert rows["HTTP_PROXY"]["reach"]["ok"]
    assert rows["https_proxy"]["needed_by"] == ["api"]
    verdict = proxy.judge("proxy", seen.facts)
    assert (verdict.outcome, verdict.findings) == ("warn", ())
    [nothing] = proxy.probe(looking({}, {}))
    assert proxy.judge("proxy", nothing.facts).says == "no proxy is set"


def test_libraries_that_take_different_ways_are_told_where_the_apps_own_is_not_declared() -> None:
    env = {"http_proxy": "http://127.0.0.1:1", "NO_PROXY": "10.0.0.0/8"}
    [seen] = proxy.probe(looking(env, {"url": "http://10.1.2.3/"}))
    assert "httpx: http://127.0.0.1:1" in proxy.judge("proxy", seen.facts).says
    [told] = proxy.probe(looking(env, {"url": "http://10.1.2.3/", "client": "httpx"}))
    assert told.facts["disagree"] == []


def found(subject: str, cause: str = "proxy.unreachable", check: str = "http", **params: Any) -> Finding:
    return Finding(cause, 0.9, params={"proxy": "http://p:1", **params}, subject=subject, check=check)


def test_one_proxy_is_one_root() -> None:
    made = proxy_one_root.apply([found("proxy", check="proxy"), found("api"), found("mail")], [])
    assert [f.role for f in made] == ["symptom", "root", "symptom"]
    assert "mail: proxy.unreachable" in made[1].explains


def test_what_is_behind_the_proxy_stays_a_root_of_its_own() -> None:
    made = proxy_one_root.apply([found("api", behind=True), found("mail", behind=True)], [])
    assert [f.role for f in made] == ["root", "root"]


def test_the_characters_of_a_proxy_variable_are_one_fault() -> None:
    bad = found("api", "proxy.misconfigured", variable="HTTPS_PROXY")
    same = found("env", "config.value_malformed", "env", variables=["HTTPS_PROXY"])
    more = found("env", "config.value_malformed", "env", variables=["HTTPS_PROXY", "PORT"])
    assert [f.role for f in proxy_one_root.apply([bad, same], [])] == ["root", "symptom"]
    assert [f.role for f in proxy_one_root.apply([bad, more], [])] == ["root", "root"]


def test_files_of_the_host_that_name_a_proxy(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {
        "environment": 'https_proxy="http://a.corp:3128"\nno_proxy="localhost"\n#http_proxy=http://old:1\n',
        "apt": 'Acquire::http::Proxy "http://b.corp:3142/";\nAcquire::http::Proxy::mirror "DIRECT";\n',
        "systemd": '[Manager]\nDefaultEnvironment="HTTPS_PROXY=http://c.corp:8080" "X=1"\n',
        "yum": "[main]\nproxy=http://d.corp:8080\n",
        "wgetrc": "https_proxy = http://e.corp:8080/\n",
        "binary": "\x00\xff\x00",
    }
    for name, text in lines.items():
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    monkeypatch.setattr(_proxy_known, "FILES", (f"{tmp_path}/*", "/nowhere/*"))
    values = {known.value.rstrip("/") for known in _proxy_known.proxies(looking({}, {}))}
    hosts = ("a.corp:3128", "b.corp:3142", "c.corp:8080", "d.corp:8080", "e.corp:8080")
    assert values == {f"http://{host}" for host in hosts}


def test_every_example_is_judged_as_it_says() -> None:
    check = checks.find("proxy")
    for example in checks.examples(check):
        rows = list(proxy.read(example.pasted)) if example.pasted else [Seen(example.stage, example.facts)]
        verdicts = [proxy.judge(row.stage, row.facts) for row in rows]
        assert [f.cause for v in verdicts for f in v.findings] == list(example.finds), example.name
        assert {v.outcome for v in verdicts} == {example.outcome}, example.name


@pytest.mark.parametrize("facts", [{}, {"answer": {}}, {"flaws": [{}]}, {"site": True, "proxies": [{}]}])
def test_facts_that_somebody_edited_do_not_end_in_a_fault_finding(facts: dict[str, Any]) -> None:
    try:
        verdict = proxy.judge("proxy", facts)
    except (KeyError, TypeError):
        return  # the judge's caller makes it unknown
    assert not verdict.findings


def test_the_command_prints_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    env = {
        "PATH": "/usr/bin:/bin",
        "https_proxy": f"http://us:{PASSWORD}/4712@h.invalid:3128\r",
        "HTTP_PROXY": "u:p@h:1",
    }
    shown = subprocess.run(
        ["sh", "-c", proxy.command("proxy", {}).script], env=env, capture_output=True, text=True, check=False
    )
    assert "471" not in shown.stdout + shown.stderr
    [seen] = proxy.read(shown.stdout)
    assert "proxy.misconfigured" in causes(seen), "the carriage return is still seen"


def test_a_network_in_no_proxy_that_only_some_libraries_understand_is_a_warning_where_it_matters() -> None:
    with serving(saying_hello) as port, serving(refusing("403 Forbidden")) as door:
        env = {"HTTPS_PROXY": f"http://127.0.0.1:{door}", "NO_PROXY": "127.0.0.0/8"}
        seen, route = ask(looking(env, {}), target(port))
        verdict = proxy.judge("proxy", seen.facts)
        assert (verdict.outcome, causes(seen)) == ("warn", ["proxy.no_proxy"])
        assert "httpx" in verdict.says
        assert route is not None
        told, _ = ask(looking(env, {"client": "requests"}), target(port))
        assert causes(told) == []


def test_an_unescaped_at_sign_is_a_warning_because_only_curl_minds() -> None:
    with serving(saying_hello) as port, serving(relay) as door:
        env = {"HTTPS_PROXY": f"http://us:{PASSWORD}@x@127.0.0.1:{door}"}
        seen, route = ask(looking(env, {}), target(port))
    assert proxy.judge("proxy", seen.facts).outcome == "warn"
    assert causes(seen) == ["proxy.misconfigured"]
    assert route is not None


def test_a_proxy_whose_name_cannot_be_looked_up_is_the_resolvers_symptom() -> None:
    dead = found("api", "proxy.unreachable", resolve=True)
    made = proxy_one_root.apply([dead, found("api", "dns.timeout")], [])
    assert [f.role for f in made] == ["symptom", "root"]
    assert made[1].explains == ("api: proxy.unreachable",)


def test_every_step_of_every_example_is_filled_in() -> None:
    import re

    from farhand import causes as known

    for example in proxy.EXAMPLES:
        rows = list(proxy.read(example.pasted)) if example.pasted else [Seen(example.stage, example.facts)]
        for made in (f for row in rows for f in proxy.judge(row.stage, row.facts).findings):
            entry = known.get(made.cause)
            steps = made.fix or tuple(known.fill(step, made.params) for step in entry.fix)
            text = " ".join((*steps, known.fill(entry.plain, made.params)))
            assert steps, example.name
            assert not re.search(r"(?<!%)\{[a-z_]+|%[A-Z]|\bHOST\b|//PROXY\b|: *PORT\b", text), (
                example.name,
                text,
            )
