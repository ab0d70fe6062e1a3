"""What texts that people send say of a site: manifests, traces, and the output of tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand import topology
from farhand.faces import map_text
from farhand.topology import texts
from farhand.topology.model import AT, FAILS, OBSERVED, SITE, UNKNOWN, WORKS, Map
from tests.topology import world

DECLARATION = """
[app]
name = "billing"

[env.DATABASE_URL]
required = true

[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"

[dependencies.our-api]
kind = "http"
url = "https://api.example.com/v1/ping"
run_by = "vendor"
"""
COMPOSE = """services:
  billing:
    build: .
    environment:
      DATABASE_URL: postgres://app:Tr0ub4dor-3@db:5432/billing
      HTTPS_PROXY: http://svc:hunter2hunter@proxy.bank.example:3128
    depends_on: [db, cache]
  db:
    image: registry.bank.internal:5000/postgres:14.2
  cache:
    image: redis:7
  reports:
    image: acme/reports:3
"""
KUBERNETES = """apiVersion: apps/v1
kind: Deployment
metadata: {name: billing, namespace: shop}
spec:
  selector: {matchLabels: {app: billing}}
  template:
    metadata: {labels: {app: billing}}
    spec:
      containers:
        - name: web
          image: ghcr.io/vendor/billing:2.4.1
          envFrom: [{configMapRef: {name: settings}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {DATABASE_URL: "postgres://app:s3cretpw99@pg.shop.svc:5432/billing"}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny-egress, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  rules: [{host: shop.bank.example, http: {paths: []}}]
"""
CURL = """$ curl -v https://api.example.com/v1/ping
* Uses proxy env variable HTTPS_PROXY == 'http://svc:hunter2hunter@10.1.2.3:3128'
*   Trying 10.1.2.3:3128...
* Connected to 10.1.2.3 (10.1.2.3) port 3128 (#0)
> CONNECT api.example.com:443 HTTP/1.1
< HTTP/1.1 200 Connection established
*  issuer: C=US; O=Zscaler Inc.; CN=Zscaler Intermediate Root CA
< Server: nginx
"""


def span(name: str, host: str, port: int, code: int = 0, start: int = 1) -> dict[str, object]:
    tags = {"server.address": host, "server.port": str(port), "db.system": "postgresql"}
    return {
        "traceId": "a", "spanId": name, "parentSpanId": "1", "name": name, "kind": 3,
        "startTimeUnixNano": str((1_795_000_000 + start) * 10**9),
        "endTimeUnixNano": str((1_795_000_000 + start) * 10**9 + 34_000_000),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in tags.items()],
        "status": {"code": code},
    }  # fmt: skip


def traces(*rows: dict[str, object]) -> str:
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": list(rows)}]}]}, indent=1)


def drawn(folder: Path, *given: str) -> Map:
    sources = [world.source(f"text{n}", text) for n, text in enumerate(given)]
    return topology.of(world.app(folder, DECLARATION), sources)


def kinds(made: Map, of: str) -> list[str]:
    return [made.component(hop).kind for way in made.ways if way.of == of for hop in way.through]


def test_a_compose_file_tells_places_versions_and_the_proxy(tmp_path: Path) -> None:
    made = drawn(tmp_path, COMPOSE)
    database = made.component("service:database")
    assert (database.value("place"), database.value("version")) == ("db:5432", "14.2")
    assert kinds(made, "our-api") == ["app", "proxy", "internet", "http"]
    assert made.component("proxy:proxy.bank.example:3128").origins[0].how == OBSERVED
    assert [w.of for w in made.ways] == ["database", "our-api", AT + "cache"]
    assert made.component(f"service:{AT}reports").state == UNKNOWN
    assert not any(link.state == WORKS for link in made.links)


def test_no_secret_of_a_manifest_is_kept(tmp_path: Path) -> None:
    made = repr(drawn(tmp_path, COMPOSE, KUBERNETES, CURL))
    assert not any(secret in made for secret in ("Tr0ub4dor-3", "hunter2hunter", "s3cretpw99"))


def test_kubernetes_objects_tell_workload_policy_and_ingress(tmp_path: Path) -> None:
    made = drawn(tmp_path, KUBERNETES)
    assert made.component("service:database").value("place") == "pg.shop.svc:5432"
    assert kinds(made, "database") == ["app", "policy", "postgres"]
    assert kinds(made, "") == ["callers", "balancer", "app"]
    assert made.component(SITE).value("workload") == "shop/billing"


def test_a_policy_that_lets_nothing_out_is_the_failing_hop(tmp_path: Path) -> None:
    """The article's healthcare call: a network policy was wrong."""
    made = drawn(tmp_path, KUBERNETES)
    failing = [(made.component(link.begin).kind, link.carries) for link in made.links if link.state == FAILS]
    assert failing == [("policy", ("database",)), ("policy", ("our-api",))]
    assert all(f.cause == "tcp.timeout" for link in made.links for f in link.faults)


def test_curl_tells_of_a_proxy_and_of_who_opens_tls_but_acquits_nobody(tmp_path: Path) -> None:
    made = drawn(tmp_path, CURL)
    assert kinds(made, "our-api") == ["app", "proxy", "inspection", "internet", "http"]
    assert made.component("proxy:10.1.2.3:3128").origins[0].where == "text0"
    assert not any(link.state == WORKS for link in made.links)
    inspection = made.component("inspection:Zscaler Intermediate Root CA")
    assert [fault.cause for fault in inspection.faults] == ["tls.intercepted"]


def test_a_proxy_that_refuses_speaks_for_itself_and_not_for_what_is_behind_it(tmp_path: Path) -> None:
    refused = CURL.replace("200 Connection established", "403 Forbidden").replace("nginx", "squid/5.7")
    ended = "* CONNECT tunnel failed, response 403\ncurl: (56) CONNECT tunnel failed, response 403\n"
    made = drawn(tmp_path, refused + ended)
    api = made.component("service:our-api")
    assert (api.value("server"), api.state) == ("", UNKNOWN)
    assert [link.faults[0].cause for link in made.links if link.state == FAILS] == ["proxy.blocked"]


def test_the_apps_own_traces_show_what_is_reached(tmp_path: Path) -> None:
    made = drawn(
        tmp_path, COMPOSE, traces(span("a", "db", 5432), span("b", "db", 5432), span("c", "search", 9200, 2))
    )
    assert made.link(SITE, "service:database").state == WORKS
    assert made.component("service:database").value("calls") == "2, 0 failed, the slowest 34 ms"
    other = made.component(f"service:{AT}search:9200")
    assert (other.state, other.value("calls")) == (UNKNOWN, "1, 1 failed, the slowest 34 ms")


def test_a_last_call_that_failed_is_no_proof_that_it_works(tmp_path: Path) -> None:
    made = drawn(tmp_path, COMPOSE, traces(span("a", "db", 5432), span("b", "db", 5432, 2, start=9)))
    assert made.link(SITE, "service:database").state == UNKNOWN


def test_a_device_that_turns_connections_away_stands_on_the_way(tmp_path: Path) -> None:
    route = (
        "$ traceroute -n api.example.com\ntraceroute to api.example.com (203.0.113.9), 30 hops max\n"
        " 1  10.0.0.1  0.4 ms  0.3 ms  0.3 ms\n 2  fw (10.0.8.1)  1.9 ms !X  1.8 ms !X  1.8 ms !X\n"
    )
    made = drawn(tmp_path, route)
    assert kinds(made, "our-api") == ["app", "box", "internet", "http"]
    assert made.link("box:10.0.8.1", "internet").state == FAILS
    assert made.link(SITE, "box:10.0.8.1").state == WORKS


def test_a_way_is_told_hop_by_hop_also_where_nobody_answers(tmp_path: Path) -> None:
    head = "$ traceroute -n api.example.com\ntraceroute to api.example.com (203.0.113.9), 30 hops max\n"
    rows = [" 1  10.0.0.1  0.4 ms  0.3 ms  0.3 ms\n", " 2  * * *\n", " 3  * * *\n"]
    service = drawn(tmp_path, head + "".join(rows)).component("service:our-api")
    assert service.value("way") == "10.0.0.1 > * x 2"
    assert service.value("last hop seen") == "10.0.0.1"
    end = " 4  203.0.113.9  9.4 ms  9.3 ms  9.3 ms\n"
    service = drawn(tmp_path, head + "".join([*rows, end])).component("service:our-api")
    assert service.value("way") == "10.0.0.1 > * x 2 > 203.0.113.9"
    many = "".join(f" {n}  10.0.0.{n}  0.4 ms\n" for n in range(1, 20))
    assert drawn(tmp_path, head + many).component("service:our-api").value("way").count(" > ") == 5


def test_sockets_are_told_and_prove_nothing(tmp_path: Path) -> None:
    table = (
        "State Recv-Q Send-Q Local Address:Port Peer Address:Port\nESTAB 0 0 10.0.0.5:50222 10.0.9.9:5432\n"
    )
    config = "postgres://app@10.0.9.9:5432/billing"
    made = drawn(tmp_path, COMPOSE.replace("postgres://app:Tr0ub4dor-3@db:5432/billing", config), table)
    assert made.component("service:database").value("sockets") == "1 open"
    assert made.link(SITE, "service:database").state == UNKNOWN


def test_a_printed_environment_tells_places_and_proxies_and_keeps_no_secret(tmp_path: Path) -> None:
    printed = (
        "$ docker exec billing-web env\nPATH=/usr/bin\nHOME=/root\nHOSTNAME=7f3a\n"
        "DATABASE_URL=postgres://app:Tr0ub4dor-3@db.bank.example:5433/billing\n"
        "https_proxy=http://svc:hunter2hunter@proxy.bank.example:3128\n"
    )
    made = drawn(tmp_path, printed)
    assert made.component("service:database").value("place") == "db.bank.example:5433"
    assert kinds(made, "our-api") == ["app", "proxy", "internet", "http"]
    assert "hunter2hunter" not in repr(made)
    assert "Tr0ub4dor-3" not in repr(made)


def test_docker_inspect_tells_the_apps_image_and_what_other_containers_are(tmp_path: Path) -> None:
    def container(name: str, image: str, address: str, env: list[str]) -> dict[str, object]:
        state = {"Status": "running", "OOMKilled": False, "ExitCode": 0, "Error": ""}
        networks = {"bridge": {"IPAddress": address}}
        return {"Id": "7f", "State": state, "Name": f"/{name}", "Config": {"Image": image, "Env": env},
                "NetworkSettings": {"Networks": networks}}  # fmt: skip

    web = container(
        "web", "vendor/billing:2.4.1", "172.17.0.2", ["DATABASE_URL=postgres://a:b4@172.17.0.3/x"]
    )
    text = json.dumps([web, container("pg", "postgres:14.2", "172.17.0.3", [])], indent=4)
    made = drawn(tmp_path, f"$ docker inspect web pg\n{text}\n")
    assert made.component(SITE).value("image") == "billing:2.4.1"
    database = made.component("service:database")
    assert (database.value("place"), database.value("version")) == ("172.17.0.3:5432", "14.2")


def test_openssl_tells_who_issued_the_certificate(tmp_path: Path) -> None:
    text = (
        "$ openssl s_client -connect api.example.com:443\nCONNECTED(00000003)\n---\nCertificate chain\n"
        " 0 s:CN = api.example.com\n   i:C = US, O = Zscaler Inc., CN = Zscaler Intermediate Root CA\n---\n"
        "Server certificate\nsubject=CN = api.example.com\nVerify return code: 0 (ok)\n"
    )
    made = drawn(tmp_path, text)
    assert "inspection:Zscaler Intermediate Root CA" in {component.id for component in made.components}


def test_a_cause_at_a_place_is_told_of_the_dependency_that_is_there(tmp_path: Path) -> None:
    log = '2026-11-20 02:04:11 ERROR psql: error: connection to server at "db" (10.0.0.7), port 5432 failed: '
    made = drawn(tmp_path, COMPOSE, f"{log}Connection refused\n")
    assert [f.cause for f in made.component("service:database").faults] == ["tcp.refused"]
    assert not any(line.startswith("on which way") for line in made.open)


def test_a_proxy_that_lets_one_through_and_not_the_other_fails_for_the_other(tmp_path: Path) -> None:
    def row(subject: str, stage: str, facts: dict[str, object]) -> dict[str, object]:
        return {
            "check": "http",
            "subject": subject,
            "stage": stage,
            "outcome": "pass",
            "says": "",
            "facts": facts,
        }

    base = {"host": "api.example.com", "port": 443, "scheme": "https", "libraries": {}, "because": "proxy",
            "proxy": "http://10.1.2.3:3128", "flaws": [], "run_by": "vendor", "entry": ""}  # fmt: skip
    blocked = {
        "ok": False,
        "at": "ask",
        "result": "answered",
        "status": 403,
        "reason": "Forbidden",
        "headers": {},
    }
    fine = {"ok": True, "at": "after", "result": "ok", "address": "10.1.2.3"}
    about = {"about": {"kind": "http", "run_by": "vendor", "critical": True}}
    rows = [
        row(n, "config", {"host": f"{n}.example.com", "port": 443, **about}) for n in ("our-api", "updates")
    ]
    rows += [
        row("our-api", "proxy", {**base, "answer": blocked, "direct": blocked}),
        row("updates", "proxy", {**base, "answer": fine}),
    ]
    head = {"schema": "farhand.report/1", "started": "2026-11-27T06:00:00Z", "vantage": {"where": "app"}}
    made = drawn(tmp_path, json.dumps({**head, "results": rows}))
    link = made.link("proxy:10.1.2.3:3128", "internet")
    assert (link.state, link.carries) == (FAILS, ("our-api", "updates"))
    assert made.link("internet", "service:updates").state == WORKS
    assert made.link("internet", "service:our-api").state == UNKNOWN
    assert "(for our-api)" in map_text.render(made)


def test_an_image_and_a_server_of_different_versions_do_not_fit_together(tmp_path: Path) -> None:
    report = {
        "schema": "farhand.report/1", "started": "2026-11-27T06:00:00Z", "vantage": {"where": "container"},
        "results": [
            {"check": "postgres", "subject": "database", "stage": "config", "outcome": "pass", "says": "",
             "facts": {"host": "db", "port": 5432}},
            {"check": "postgres", "subject": "database", "stage": "version", "outcome": "pass", "says": "",
             "facts": {"host": "db", "port": 5432, "version": "12.19 (Debian 12.19-1)", "version_num": 120019,
                       "tested": []}},
        ],
    }  # fmt: skip
    made = drawn(tmp_path, COMPOSE, json.dumps(report))
    (one,) = [c for c in made.contradictions if c.about == "version of database"]
    assert {side.value for side in one.sides} == {"14.2", "12.19 (Debian 12.19-1)"}
    assert made.component("service:database").value("version").startswith("12.19")


@pytest.mark.parametrize("text", [COMPOSE, KUBERNETES, CURL, traces(span("a", "db", 5432))])
def test_a_text_that_is_cut_anywhere_raises_nothing(text: str) -> None:
    for end in range(0, len(text), 13):
        list(texts.known("cut", text[:end], None))
