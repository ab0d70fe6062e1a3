"""What the webhook check makes of logs, listeners and answers; the real faults are in the lab."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from farhand import firewall
from farhand.checks import webhook
from farhand.checks._webhook import calls
from farhand.checks._webhook.wanted import listen_of
from farhand.deadline import Deadline
from farhand.diagnose.clues import Clue
from farhand.found.variables import signed_by
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Variable
from farhand.naming import named
from farhand.wire import tables

PATH = "/hooks/pay"
Serve = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers as `told` by method; gives its port, and the methods that it was asked."""
    servers: list[ThreadingHTTPServer] = []

    def start(**told: int) -> tuple[int, list[str]]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                asked.append(f"{self.command} {self.headers['Content-Length'] or ''}".strip())
                known = self.path.partition("?")[0] == PATH
                self.send_response(told.get(self.command, 405) if known else 404)
                if self.command == "OPTIONS" and known:
                    self.send_header("Allow", "POST")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST = do_OPTIONS = do_HEAD = answer

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return int(server.server_address[1]), asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def look(port: int, *, read_only: bool = False, **settings: Any) -> Look:
    base = {"url": f"http://127.0.0.1:{port}{PATH}", "listen": f"127.0.0.1:{port}", "secret_env": "KEY"}
    need = Dependency("pay", "webhook", {**base, **settings}, timeout=1.0)
    return Look(
        App("a"), need, Deadline(10), Environment({"KEY": "s3cret-of-9"}, "test"), read_only=read_only
    )


def outcomes(look_: Look) -> dict[str, tuple[str, list[str]]]:
    told: dict[str, tuple[str, list[str]]] = {}
    for row in webhook.probe(look_):
        if row.unknown or "not_applicable" in row.facts:
            told[row.stage] = ("unknown" if row.unknown else "skip", [])
        elif row.stage in webhook.OWN:
            verdict = webhook.judge(row.stage, row.facts)
            told[row.stage] = (verdict.outcome, [f.cause for f in verdict.findings])
    return told


def line(
    ago: timedelta = timedelta(), status: int = 200, method: str = "POST", address: str = "198.51.100.7"
) -> str:
    at = (datetime.now(timezone.utc) - ago).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'{address} - - [{at}] "{method} {PATH}?k=v HTTP/1.1" {status} 12 "-" "Sender/1.0"\n'


# The listener and the public address ---------------------------------------------------------------------


def test_all_is_well_and_nothing_is_sent_that_could_be_a_call(serve: Serve) -> None:
    port, asked = serve()
    told = outcomes(look(port))
    assert {stage: told[stage][0] for stage in ("secret", "listener", "name", "public")} == dict.fromkeys(
        ("secret", "listener", "name", "public"), "pass"
    )
    assert not [row for row in asked if row.startswith("POST")]


def test_an_empty_post_is_sent_where_it_is_declared_and_not_read_only(serve: Serve) -> None:
    port, asked = serve(POST=401)
    assert outcomes(look(port, probe_post=True))["listener"] == ("pass", [])
    assert {row for row in asked if row.startswith("POST")} == {"POST 0"}
    asked.clear()
    outcomes(look(port, probe_post=True, read_only=True))
    assert not [row for row in asked if row.startswith("POST")]


def test_the_largest_call_is_announced_and_never_sent(serve: Serve) -> None:
    port, asked = serve(POST=401)
    assert outcomes(look(port, largest="3kB"))["public"] == ("pass", [])
    assert not [row for row in asked if row.startswith("POST")], "nobody has declared that a POST may be sent"
    assert outcomes(look(port, largest="3kB", probe_post=True))["public"] == ("pass", [])
    assert "POST 3000" in asked


@pytest.mark.parametrize(
    ("told", "cause"), [({"GET": 500}, "http.server_error"), ({"GET": 503}, "http.bad_gateway")]
)
def test_the_app_fails_by_itself(serve: Serve, told: dict[str, int], cause: str) -> None:
    port, _ = serve(**told)
    assert outcomes(look(port))["listener"] == ("fail", [cause])


@pytest.mark.parametrize("status", [200, 202, 204, 400, 401, 403, 405, 415, 422])
def test_a_route_that_is_there_may_refuse_what_is_no_call(serve: Serve, status: int) -> None:
    port, _ = serve(GET=status)
    assert outcomes(look(port))["listener"] == ("pass", [])


def test_a_post_that_is_not_taken_is_no_health(serve: Serve) -> None:
    port, _ = serve(POST=405)
    assert outcomes(look(port, probe_post=True))["listener"] == ("fail", ["http.not_found"])


def test_another_path_is_found_at_the_app_and_told_once(serve: Serve) -> None:
    port, _ = serve()
    told = outcomes(look(port, url=f"http://127.0.0.1:{port}/hook/pay"))
    assert told["listener"] == ("fail", ["http.not_found"])
    assert told["public"] == ("warn", [])


def test_the_app_may_have_another_path_behind_the_gateway(serve: Serve) -> None:
    outside, _ = serve()
    port, _ = serve()
    told = outcomes(look(outside, listen=f"127.0.0.1:{port}{PATH}"))
    assert told["listener"] == told["public"] == ("pass", [])


def test_nobody_listens(serve: Serve) -> None:
    port, _ = serve()
    assert outcomes(look(port, listen="127.0.0.1:1"))["listener"] == ("fail", ["tcp.refused"])


def test_listening_for_this_host_alone_is_seen(serve: Serve) -> None:
    port, _ = serve()
    if tables.listeners(port):  # elsewhere than on Linux nobody tells
        assert outcomes(look(port, listen=f"0.0.0.0:{port}"))["listener"] == ("fail", ["tcp.refused"])


def test_a_gateway_on_this_host_may_be_all_that_calls_the_app(serve: Serve) -> None:
    port, _ = serve()
    told = outcomes(look(port, listen=f":{port}"))
    assert told["listener"] == told["public"] == ("pass", [])


def test_the_name_must_lead_to_the_declared_address(serve: Serve) -> None:
    port, _ = serve()
    assert outcomes(look(port, public_address="192.0.2.1"))["name"] == ("fail", ["dns.wrong_address"])
    assert outcomes(look(port, public_address=["127.0.0.1"]))["name"] == ("pass", [])


def test_a_private_address_is_warned_of_where_the_sender_is_outside(serve: Serve) -> None:
    port, _ = serve()
    assert outcomes(look(port, sender="3.18.12.63"))["name"] == ("warn", [])
    assert outcomes(look(port, sender="10.0.0.0/8"))["name"] == ("pass", [])


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_secret_is_none(serve: Serve, value: str) -> None:
    port, _ = serve()
    need = look(port)
    told = outcomes(Look(need.app, need.need, Deadline(10), Environment({"KEY": value}, "test")))
    assert told.get("secret", ("fail", []))[0] == "fail"


def test_without_an_environment_nothing_is_said_of_the_secret(serve: Serve) -> None:
    port, _ = serve()
    made = look(port)
    told = list(webhook.probe(Look(made.app, made.need, Deadline(10), None)))
    assert [row.stage for row in told] == ["config"]
    assert told[0].unknown


# The log -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status", "address"),
    [
        ('192.0.2.9 - - [27/Nov/2026:01:00:00 +0000] "POST /hooks/pay?x=1 HTTP/1.1" 200 5', 200, "192.0.2.9"),
        (
            '2001:db8::7 - bob [27/Nov/2026:02:00:00 +0100] "POST /hooks/pay HTTP/2.0" 413 5',
            413,
            "2001:db8::7",
        ),
        (
            '192.0.2.9 - - [27/Nov/2026:01:00:00 +0000] "POST /hooks/pay HTTP/1.1" 200 5 '
            '"-" "Go" 12 "a@docker" "http://10.0.0.1:80" 3ms',
            200,
            "192.0.2.9",
        ),
        (
            "Nov 27 01:00:00 g haproxy[9]: 192.0.2.9:51204 [27/Nov/2026:01:00:00.123] web~ a/b "
            '0/0/1/4/5 401 190 - - ---- 1/1/0/0/0 0/0 "POST /hooks/pay HTTP/1.1"',
            401,
            "192.0.2.9",
        ),
        (
            '{"level":"info","ts":1795741200.5,"request":{"remote_ip":"192.0.2.9","method":"POST","uri":'
            '"/hooks/pay?x=1"},"status":200}',
            200,
            "192.0.2.9",
        ),
        (
            '{"time":"2026-11-27T01:00:00+00:00","request":"POST /hooks/pay HTTP/1.1","status":"502",'
            '"remote_addr":"192.0.2.9"}',
            502,
            "192.0.2.9",
        ),
        ("2026-11-27T01:00:00Z INFO POST /hooks/pay 200 12ms", 200, ""),
    ],
)
def test_lines_of_usual_logs(text: str, status: int, address: str) -> None:
    (found,) = calls.calls([text], (PATH,), "POST")
    assert (found.status, found.address) == (status, address)
    assert found.at == datetime(2026, 11, 27, 1, 0, tzinfo=timezone.utc)


def test_a_log_without_times_still_tells_the_status() -> None:
    (found,) = calls.calls(
        ['INFO:     10.0.0.1:50 - "POST /hooks/pay HTTP/1.1" 401 Unauthorized'], (PATH,), "POST"
    )
    assert (found.status, found.at) == (401, None)


@pytest.mark.parametrize(
    "text",
    [
        line(method="GET"),
        line().replace("Sender/1.0", "farhand"),
        line().replace(PATH, f"{PATH}ment"),
        "no request of /hooks/pay at all",
        '{"a": ' * 5000 + PATH + "}",
        f'"POST {PATH}',
    ],
    ids=["get", "own", "longer", "words", "deep", "cut"],  # the lines themselves have the time of collecting
)
def test_what_is_no_call_of_the_sender(text: str) -> None:
    assert not [c for c in calls.calls([text], (PATH,), "POST") if c.status]


def test_calls_that_come_acquit_the_way_from_outside(serve: Serve, tmp_path: Path) -> None:
    port, _ = serve()
    log = _log(tmp_path, line(timedelta(minutes=2)))
    told = outcomes(look(1, listen=f"127.0.0.1:{port}", log=log, every="1h"))
    assert told["tcp"] == ("skip", [])
    assert told["arrivals"] == ("pass", [])


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (301, "http.redirected"),
        (400, "http.unauthorized"),
        (401, "http.unauthorized"),
        (403, "http.forbidden"),
        (404, "http.not_found"),
        (413, "http.too_large"),
        (418, "http.unauthorized"),
        (429, "http.rate_limited"),
        (499, "http.timeout"),
        (500, "http.server_error"),
        (502, "http.bad_gateway"),
        (504, "http.timeout"),
    ],
)
def test_the_last_answers_name_the_cause(serve: Serve, tmp_path: Path, status: int, cause: str) -> None:
    port, _ = serve()
    log = _log(tmp_path, line() + line(status=status) * 3)
    assert outcomes(look(port, log=log))["arrivals"] == ("fail", [cause])
    Path(log).write_text(line(status=status) * 3 + line())
    assert outcomes(look(port, log=log))["arrivals"] == ("pass", []), "it was mended since"


def test_silence_is_a_fault_only_where_the_log_reaches_back(serve: Serve, tmp_path: Path) -> None:
    port, _ = serve()
    other = line(timedelta(hours=30)).replace(PATH, "/login")
    missing = ("fail", ["http.webhook_missing"])
    assert outcomes(look(port, log=_log(tmp_path, other), every="1d"))["arrivals"] == missing
    assert outcomes(look(port, log=_log(tmp_path, other)))["arrivals"] == ("pass", [])
    assert outcomes(look(port, log=_log(tmp_path, other), every="2d"))["arrivals"] == ("pass", [])
    young = line(timedelta(hours=2)).replace(PATH, "/login")
    log = _log(tmp_path, young)
    assert outcomes(look(port, log=log, every="1d"))["arrivals"] == ("pass", [])
    Path(f"{log}.1").write_text(line(timedelta(hours=40)))
    assert outcomes(look(port, log=log, every="1d"))["arrivals"] == missing, "the rotated one counts, too"


def test_calls_of_somebody_else_are_told(serve: Serve, tmp_path: Path) -> None:
    port, _ = serve()
    log = _log(tmp_path, line(address="8.8.8.8"))
    assert outcomes(look(port, log=log, sender="3.18.12.0/24"))["arrivals"] == ("warn", [])
    assert outcomes(look(port, log=log, sender="8.8.8.0/24"))["arrivals"] == ("pass", [])


def test_a_log_that_cannot_be_read_decides_nothing(serve: Serve, tmp_path: Path) -> None:
    port, _ = serve()
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "gone.log", "."):
        assert outcomes(look(port, log=str(tmp_path / name), every="1s"))["arrivals"] == ("unknown", [])


def test_a_huge_log_is_read_from_its_end(serve: Serve, tmp_path: Path) -> None:
    port, _ = serve()
    log = _log(tmp_path, line(status=500) + (line().replace(PATH, "/") * 60000) + line())
    assert os.path.getsize(log) > 4_000_000
    assert outcomes(look(port, log=log))["arrivals"] == ("pass", [])


def _log(folder: Path, text: str) -> str:
    (folder / "access.log").write_text(text)
    return str(folder / "access.log")


# What was typed, printed and declared --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "host", "port", "path"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, "/x"),
        (":8080", "", 8080, "/x"),
        ("8080", "", 8080, "/x"),
        ("[::1]:80/y", "::1", 80, "/y"),
        ("http://0.0.0.0:80/y/z", "0.0.0.0", 80, "/y/z"),
        ("*:9", "*", 9, "/x"),
    ],
)
def test_where_the_app_listens(text: str, host: str, port: int, path: str) -> None:
    found = listen_of(text, "/x")
    assert found is not None
    assert (found.host, found.port, found.path) == (host, port, path)


@pytest.mark.parametrize("text", ["", "x", "1.2.3.4:", "a:0", "a:70000", ":-1", "a b:1", "\x00:1"])
def test_what_is_no_place_to_listen(text: str) -> None:
    assert listen_of(text, "/x") is None


def test_the_kernels_rows() -> None:
    rows = [
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1",
        "   1: 00000000000000000000000000000000:1F90 0:0 0A 0:0",
        "   2: 0200A8C0:1F90 00000000:0000 01 0:0",
        "   3: 00000000:1F91 00000000:0000 0A 0:0",
        "  sl  local_address",
        "x: zz:1F90 0 0A 0",
    ]
    assert tables.listening(rows, 8080) == ["127.0.0.1", "::"]


@pytest.mark.parametrize(
    "text",
    [
        "== farhand webhook\n",
        "",
        "now 2026-01-01T00:00:00Z\n-- listener\n-- log\n-- public",
        "-- listener at= with=bash\nrow a\ntalk listener 00ff\ntalk options zz\n-- log /x\nfirst\ncall {}",
        "-- log /x\ntrouble \n-- public with=nc\ntalk public",
        "-- dns a.example\n-- tcp\n-- tls\n-- public",
    ],
)
def test_odd_output_is_read_to_its_end(text: str) -> None:
    begin = '== farhand webhook\nsetting url="http://a.example/x"\nsetting listen=":80"\nsetting every="x"\n'
    for seen in webhook.read(begin + text):
        if seen.stage in webhook.OWN and not seen.unknown and "not_applicable" not in seen.facts:
            assert webhook.judge(seen.stage, seen.facts).outcome


def test_the_command_never_holds_or_prints_the_secret() -> None:
    settings = {
        "url": "https://a.example/x",
        "secret_env": "KEY",
        "variables": (Variable("KEY", secret=True),),
    }
    script = webhook.command("pay", settings).script
    assert "fh_var KEY secret" in script


def test_the_rule_is_an_inbound_one() -> None:
    need = Dependency(
        "pay", "webhook", {"url": "https://app.example.com/x", "sender": ["192.0.2.0/24"]}, why="events"
    )
    api = Dependency("api", "http", {"url": "https://api.example.com/"})
    inbound, outbound, *_ = firewall.rules(App("a", dependencies=(need, api)), None)
    assert (inbound.direction, inbound.source, inbound.host, inbound.port) == (
        "inbound", "192.0.2.0/24", "app.example.com", "443",
    )  # fmt: skip
    assert outbound.direction == "outbound"
    text = firewall.text(App("a"), [inbound], markdown=False)
    assert "192.0.2.0/24 to app.example.com" in text
    assert "events: POST /x" in text
    assert "Nothing inbound" not in text


def test_only_calls_that_come_in_ask_for_no_names_and_time() -> None:
    need = Dependency("pay", "webhook", {"url": "${HOOK}"})
    (rule,) = firewall.rules(App("a", dependencies=(need,)), None)
    assert (rule.direction, rule.host, rule.port) == ("inbound", "as ${HOOK} says", "as the address says")


def test_what_a_log_says_of_missing_calls_is_about_the_one_that_takes_them() -> None:
    app = App(
        "a", dependencies=(Dependency("api", "http", {"url": "https://x/"}), Dependency("pay", "webhook"))
    )
    (found,) = named([Clue("http.webhook_missing", 0.9, "log", (), "a signature")], app)
    assert found.subject == "pay"


@pytest.mark.parametrize(
    ("name", "other", "found"),
    [
        ("STRIPE_WEBHOOK_URL", "STRIPE_WEBHOOK_SECRET", True),
        ("PAY_CALLBACK_URL", "PAY_CALLBACK_SIGNING_SECRET", True),
        ("SLACK_WEBHOOK_URL", "SLACK_TOKEN", False),
        ("API_URL", "API_SECRET", False),
    ],
)
def test_an_address_beside_its_secret_is_one_for_calls_that_come_in(
    name: str, other: str, found: bool
) -> None:
    assert bool(signed_by(name, {name: "https://a.example/", other: "x"})) is found
