"""What proxyenv says of each library, held against the library itself.

A new version of requests, httpx, aiohttp, urllib or curl that reads the variables in another way makes
a row of this table fail; then the model is to be changed, not the test.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

import pytest

from farhand import proxyenv
from tests.conftest import need_tool

PROXY = "http://127.0.0.1:3129"
HTTPS, HTTP = "https://ok.example.test:8443/", "http://ok.example.test:8080/"
ADDRESS = "http://10.77.2.2:8080/"

#: Environment and URL; which libraries go through the proxy is asked of the libraries.
ROWS: list[tuple[dict[str, str], str]] = [
    ({}, HTTPS),
    ({"HTTPS_PROXY": PROXY}, HTTPS),
    ({"https_proxy": PROXY}, HTTPS),
    ({"HTTPS_PROXY": PROXY}, HTTP),
    ({"HTTP_PROXY": PROXY}, HTTP),
    ({"http_proxy": PROXY}, HTTP),
    ({"Http_Proxy": PROXY}, HTTP),
    ({"HTTP_PROXY": PROXY}, HTTPS),
    ({"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}, HTTP),
    ({"http_proxy": PROXY, "REQUEST_METHOD": "GET"}, HTTP),
    ({"ALL_PROXY": PROXY}, HTTP),
    ({"all_proxy": PROXY}, HTTPS),
    ({"HTTPS_PROXY": PROXY, "https_proxy": ""}, HTTPS),
    ({"HTTPS_PROXY": ""}, HTTPS),
    ({"FTP_PROXY": PROXY}, HTTPS),
    *(
        ({"HTTPS_PROXY": PROXY, name: value}, HTTPS)
        for name in ("NO_PROXY", "no_proxy")
        for value in (
            "example.test", ".example.test", "*.example.test", "*example.test", "ample.test",
            "ok.example.test", "OK.EXAMPLE.TEST", "foo.test, example.test", "foo.test,  .example.test ",
            "foo.test example.test",
            "ok.example.test:8443", "ok.example.test:443", "example.test:8443", ".example.test:8443",
            "*", " *", "*,foo.test", "foo.test,*", "https://ok.example.test", "http://ok.example.test",
            "ok.example.test.", "10.77.0.0/16", "k.example.test", "..example.test", ",", "",
        )
    ),
    *(
        ({"http_proxy": PROXY, "NO_PROXY": value}, ADDRESS)
        for value in (
            "10.77.0.0/16", "10.77.2.0/24", "10.77.2.2/32", "10.78.0.0/16", "10.77.2.2", "10.77.2.2:8080",
            "10.77.2.", "10.77.*", "10.77.2.3", "2.2", "*.2", "10.77.2.2/16", "10.77.0.0/0",
        )
    ),
    ({"http_proxy": PROXY, "NO_PROXY": "fd77::2"}, "http://[fd77::2]:8080/"),
    ({"http_proxy": PROXY, "NO_PROXY": "localhost"}, "http://localhost:8080/"),
    ({"http_proxy": PROXY, "NO_PROXY": "localhost"}, "http://a.localhost:8080/"),
    ({"http_proxy": PROXY, "no_proxy": "", "NO_PROXY": "example.test"}, HTTP),
    ({"http_proxy": PROXY, "no_proxy": "foo.test", "NO_PROXY": "example.test"}, HTTP),
    ({"http_proxy": PROXY, "NO_PROXY": "example.test"}, "http://ok.example.test/"),
    ({"http_proxy": PROXY, "NO_PROXY": "ok.example.test:80"}, "http://ok.example.test/"),
]  # fmt: skip
NAMES = [
    f"{i}-{' '.join(f'{k}={v}' for k, v in env.items() if v != PROXY)}-{url}"
    for i, (env, url) in enumerate(ROWS)
]


def says(env: Mapping[str, str], url: str, library: str) -> bool:
    """True where the model sends the library through a proxy."""
    return proxyenv.choose(env, url, library).value != ""


@pytest.fixture
def inside(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, str], str]]:
    """This process with the row's environment."""
    env, url = request.param
    with mock.patch.dict(os.environ, env, clear=True):
        yield env, url


rows = pytest.mark.parametrize("inside", ROWS, ids=NAMES, indirect=True)


@rows
def test_requests(inside: tuple[dict[str, str], str]) -> None:
    requests = pytest.importorskip("requests")
    env, url = inside
    found = requests.utils.select_proxy(url, requests.utils.get_environ_proxies(url)) is not None
    assert says(env, url, "requests") == found


@rows
def test_httpx(inside: tuple[dict[str, str], str]) -> None:
    httpx = pytest.importorskip("httpx")
    env, url = inside
    with httpx.Client(verify=False) as client:
        transport: Any = client._transport_for_url(httpx.URL(url))
    assert says(env, url, "httpx") == (type(transport._pool).__name__ != "ConnectionPool")


@rows
def test_aiohttp(inside: tuple[dict[str, str], str]) -> None:
    helpers = pytest.importorskip("aiohttp.helpers")
    from yarl import URL

    env, url = inside
    try:
        found = bool(helpers.get_env_proxy_for_url(URL(url)))
    except LookupError:
        found = False
    assert says(env, url, "aiohttp-trust-env") == found
    assert not says(env, url, "aiohttp"), "without trust_env=True it never reads the environment"


@rows
def test_urllib(inside: tuple[dict[str, str], str]) -> None:
    from urllib.request import ProxyHandler, Request

    env, url = inside
    handler, asked = ProxyHandler(), Request(url)
    host = asked.host
    opened: Any = getattr(handler, f"{asked.type}_open", None)
    if opened is not None:
        handler.parent = mock.Mock()  # it passes an https request on, which must not go out here
        opened(asked)
    found = asked.host != host or getattr(asked, "_tunnel_host", None) is not None
    assert says(env, url, "urllib") == found


class Listener:
    """Notes whether anybody came, and closes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self.came += 1
            client.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.mark.parametrize(("env", "url"), ROWS, ids=NAMES)
def test_curl(env: dict[str, str], url: str, listener: Listener) -> None:
    need_tool("curl")
    parts = proxyenv._read(url)
    real = {k: v.replace("127.0.0.1:3129", f"127.0.0.1:{listener.port}") for k, v in env.items()}
    before = listener.came
    # A direct connection ends at a closed port of this host and does not leave it.
    redirect = f"{parts.written}:{parts.port or 80}:127.0.0.1:1"
    subprocess.run(
        ["curl", "-s", "-m", "3", "-o", os.devnull, "--connect-to", redirect, url],
        env={"PATH": os.environ["PATH"], **real}, check=False,
    )  # fmt: skip
    assert says(env, url, "curl") == (listener.came > before)


def test_a_library_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="libcurl-multi"):
        proxyenv.choose({}, HTTP, "libcurl-multi")


def test_httpx_cannot_be_started_with_a_network_of_ipv6_in_no_proxy() -> None:
    httpx = pytest.importorskip("httpx")
    env = {"HTTPS_PROXY": PROXY, "NO_PROXY": "10.0.0.0/8,fd00::/8"}
    with mock.patch.dict(os.environ, env, clear=True), pytest.raises(httpx.InvalidURL):
        httpx.Client(verify=False)
    assert proxyenv.stoppers(env, "httpx") == ["fd00::/8"]
    assert proxyenv.stoppers(env, "requests") == []


#: Ways to write the address of a proxy; which library gets there with each is asked of the libraries.
VALUES = (
    "http://127.0.0.1:PORT", "http://127.0.0.1:PORT/", "http://127.0.0.1:PORT ", " http://127.0.0.1:PORT",
    "http://127.0.0.1:PORT\r", "http://127.0.0.1:PORT\n", "http://127.0.0.1:PORT\t", '"http://127.0.0.1:PORT"',
    "'http://127.0.0.1:PORT'", "127.0.0.1:PORT", "HTTP://127.0.0.1:PORT", "http:127.0.0.1:PORT",
    "http://us:p@ss@127.0.0.1:PORT", "http://us:p#ss@127.0.0.1:PORT", "http://us:p/ss@127.0.0.1:PORT",
    "http://us:p?ss@127.0.0.1:PORT", "http://us:100%@127.0.0.1:PORT", "http://us:p:ss@127.0.0.1:PORT",
    "http://us:p ss@127.0.0.1:PORT", "http://us:p[ss@127.0.0.1:PORT", "http://us:p\\ss@127.0.0.1:PORT",
    "http://us:p\u00e4@127.0.0.1:PORT", "http://us@127.0.0.1:PORT", "http://127.0.0.1:PORTabc",
    "\ufeffhttp://127.0.0.1:PORT", "ftp://127.0.0.1:PORT", "http://http://127.0.0.1:PORT",
    "us:pw@127.0.0.1:PORT",
)  # fmt: skip
TARGET = "https://ok.invalid:8443/"


def _requests() -> None:
    import requests

    requests.get(TARGET, timeout=2)


def _httpx() -> None:
    import httpx

    httpx.get(TARGET, timeout=2)


def _urllib() -> None:
    from urllib.request import build_opener

    build_opener().open(TARGET, timeout=2)


def _aiohttp() -> None:
    import asyncio

    import aiohttp

    async def get() -> None:
        async with aiohttp.ClientSession(trust_env=True) as session:
            await session.get(TARGET)

    asyncio.run(get())


def _curl() -> None:
    subprocess.run(["curl", "-s", "-m", "3", "-o", os.devnull, TARGET], check=True)


CLIENTS = {
    "requests": _requests,
    "httpx": _httpx,
    "urllib": _urllib,
    "aiohttp-trust-env": _aiohttp,
    "curl": _curl,
}


@pytest.mark.parametrize("library", CLIENTS)
@pytest.mark.parametrize("value", VALUES, ids=[repr(v) for v in VALUES])
def test_a_value_that_is_written_so_reaches_the_proxy(value: str, library: str, listener: Listener) -> None:
    before = listener.came
    written = value.replace("PORT", str(listener.port))
    with mock.patch.dict(os.environ, {"PATH": os.environ["PATH"], "https_proxy": written}, clear=True):
        try:
            CLIENTS[library]()
        except Exception:  # the listener closes at once: all of them fail, the question is where
            pass
    broken = {name for flaw in proxyenv.read_address(written)[1] for name in flaw.breaks}
    assert (library not in broken) == (listener.came > before)


@pytest.mark.parametrize("value", [v for v in VALUES if "abc" not in v])
def test_the_address_that_was_meant_is_found_whatever_is_wrong_with_it(value: str) -> None:
    address, _ = proxyenv.read_address(value.replace("PORT", "3128"))
    assert address is not None
    assert (address.host, address.port) == ("127.0.0.1", 3128)


@pytest.mark.parametrize("value", ["http://us:Se@same#4711@proxy:3128", "http://us:Sesame/4711@proxy:3128"])
def test_no_part_of_a_login_is_shown(value: str) -> None:
    address, flaws = proxyenv.read_address(value)
    told = f"{address!r} {address.shown if address else ''} {flaws}"
    assert "4711" not in told
    assert "same" not in told
    assert any("4711" in secret for secret in proxyenv.secrets_of(value))


@pytest.mark.parametrize(
    ("text", "url", "addresses", "entry"),
    [
        ("localhost,*.corp", "https://a.corp/", (), "*.corp"),
        ("*corp", "https://a.corp/", (), "*corp"),
        ("10.0.0.0/8", "https://a.corp/", ("10.1.2.3",), "10.0.0.0/8"),
        ("10.0.0.0/8", "https://a.corp/", ("11.1.2.3",), ""),
        ("10.1.*", "https://10.1.2.3/", (), "10.1.*"),
        ("10.1.2.", "https://10.1.2.3/", (), "10.1.2."),
        ("https://a.corp", "https://a.corp/", (), "https://a.corp"),
        ("a.corp:8443", "https://a.corp/", (), "a.corp:8443"),
        ("b.corp;a.corp", "https://a.corp/", (), "a.corp"),
        ('"a.corp"', "https://a.corp/", (), '"a.corp"'),
        ("10.1.2.3", "https://a.corp/", ("10.1.2.3",), "10.1.2.3"),
        ("corp.example", "https://a.corp/", (), ""),
        ("*", "https://a.corp/", (), ""),
        (".", "https://a.corp/", (), ""),
        ("/", "https://a.corp/", (), ""),
    ],
)
def test_an_entry_that_was_meant_for_the_host(
    text: str, url: str, addresses: tuple[str, ...], entry: str
) -> None:
    assert proxyenv.meant(text, url, addresses) == entry
