"""A program that starts as a world's app would: it takes its variables, opens what it needs, and logs.

python main.py SETTINGS      a JSON file: {"env": {name: settings}, "dependencies": {name: settings}}
"""

import json
import logging
import os
import re
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 5
Need = dict[str, Any]


def variables(wanted: dict[str, Need]) -> None:
    """What is required must be there, and be what it should be."""
    kinds: dict[str, Callable[[str], Any]] = {
        "int": int,
        "port": int,
        "float": float,
        "number": float,
        "json": json.loads,
    }
    for name, how in wanted.items():
        if name in os.environ or (how.get("required") and "default" not in how):
            kinds.get(str(how.get("format")), str)(os.environ[name])


def postgres(need: Need) -> None:
    import psycopg

    with psycopg.connect(re.sub(r"\+\w+:", ":", need["url"]), connect_timeout=SECONDS) as connection:
        connection.execute("select 1")
        for name in need.get("extensions", ()):
            connection.execute(f'create extension if not exists "{name}"')
        for table in need.get("tables", ()):
            parts = [part if part.startswith('"') else f'"{part}"' for part in table.split(".")]
            connection.execute(f"select * from {'.'.join(parts)} limit 1")
        if need.get("schema"):
            connection.execute(f"create table {need['schema']}.started (at timestamptz)")
        if not need.get("read_only"):
            connection.execute("create temporary table started (at timestamptz)")
        connection.rollback()


def redis(need: Need) -> None:
    from redis import Redis

    files = {"ca_file": "ssl_ca_certs", "cert_file": "ssl_certfile", "key_file": "ssl_keyfile"}
    secure = {told: need[name] for name, told in files.items() if need.get(name)}
    cache: Any = Redis.from_url(need["url"], socket_timeout=SECONDS, socket_connect_timeout=SECONDS, **secure)
    cache.ping()
    key = f"{need.get('key_prefix', 'app:')}started"
    if not need.get("read_only"):
        cache.set(key, "1", ex=60)
    cache.get(key)
    more = {"eval": ("return 1", 0), "get": (key,), "set": (key, "1"), "ft.search": ("orders", "*")}
    for command in need.get("commands", ()):
        cache.execute_command(command, *more.get(command.lower(), (key,)))


def http(need: Need) -> None:
    status, text = _asked(need)
    wanted = need.get("expect", ())
    if status not in (wanted if isinstance(wanted, list) else [wanted]) and (wanted or status >= 400):
        raise RuntimeError(f"{need['url']} answered HTTP {status}: {text[:200]!r}")
    if need.get("expect_json"):
        json.loads(text)
    if need.get("expect_body", "") not in text:
        raise RuntimeError(f"{need['url']} answered something else: {text[:200]!r}")


def _asked(need: Need) -> tuple[int, str]:
    """The answer to the library that the app uses."""
    how: Need = {"headers": need.get("headers"), "timeout": SECONDS}
    method, client = str(need.get("method", "GET")), str(need.get("client", "requests"))
    if client.startswith("aiohttp"):
        import asyncio

        return asyncio.run(_by_aiohttp(need["url"], client.endswith("trust-env")))
    if client == "httpx":
        import httpx

        answer = httpx.request(method, need["url"], content=need.get("body"), follow_redirects=True, **how)
        if not need.get("expect"):
            answer.raise_for_status()
        return answer.status_code, answer.text
    import requests

    trusted = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR") or True
    how["verify"] = need.get("ca_file") or (True if "client" in need else trusted)
    how["cert"] = (need["cert_file"], need.get("key_file")) if need.get("cert_file") else None
    how |= {"data": need.get("body"), "proxies": _proxies(need), "stream": True}
    with requests.request(method, need["url"], **how) as said:
        if not need.get("expect"):
            said.raise_for_status()
        endless = said.status_code == 101 or "event-stream" in said.headers.get("Content-Type", "")
        return said.status_code, "" if endless else said.text


def _proxies(need: Need) -> dict[str, str]:
    proxy = need.get("proxy", "")
    if proxy == "none":
        os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"
        return {}
    return {"http": proxy, "https": proxy} if proxy else {}


async def _by_aiohttp(url: str, trust_env: bool) -> tuple[int, str]:
    import aiohttp

    time = aiohttp.ClientTimeout(SECONDS)
    async with (
        aiohttp.ClientSession(trust_env=trust_env, timeout=time) as session,
        session.get(url) as answer,
    ):
        return answer.status, await answer.text()


def directory(need: Need) -> None:
    import tempfile

    if not need.get("writable"):
        os.listdir(need["path"])
    else:
        with tempfile.TemporaryFile(dir=need["path"]) as file:
            file.write(b"." * 4096)


def sqlite(need: Need) -> None:
    import sqlite3

    place = need.get("path") or unquote(need["url"].partition(":///")[2].partition("?")[0])
    store = sqlite3.connect(place, timeout=SECONDS, isolation_level=None)
    store.execute("select * from sqlite_master").fetchall()
    if need.get("writable"):
        store.execute("begin immediate")
        store.execute("create table started (at text)")
        store.execute("rollback")


def network(need: Need) -> None:
    import socket

    url = urlsplit(need["url"])
    with socket.create_connection((url.hostname, url.port), SECONDS) as plain:
        if need["kind"] == "tls":
            _secured(plain, need, url.hostname)
        elif need.get("expect"):
            plain.sendall(str(need.get("send", "")).encode())
            greeting = plain.recv(200)
            if str(need["expect"]).encode() not in greeting:
                raise RuntimeError(f"{url.netloc} does not greet as it should: {greeting!r}")


def _secured(plain: Any, need: Need, host: Any) -> None:
    import ssl

    context = ssl.create_default_context(cafile=need.get("ca_file"))
    if need.get("cert_file"):
        context.load_cert_chain(need["cert_file"], need.get("key_file"))
    with context.wrap_socket(plain, server_hostname=need.get("server_name", host)) as secured:
        secured.settimeout(0.5)
        try:
            secured.recv(1)  # with TLS 1.3 a refused certificate is told only now
        except TimeoutError:
            pass


def names(need: Need) -> None:
    import socket

    socket.getaddrinfo(urlsplit(need["url"]).hostname or need.get("host"), None)


OPENED = {"postgres": postgres, "redis": redis, "http": http, "s3": http, "directory": directory}
OPENED |= {"sqlite": sqlite, "dns": names}


def main(settings: str) -> None:
    """Everything is tried, as by an app that starts its parts one by one."""
    logging.basicConfig(
        format="%(asctime)s %(levelname)s [%(name)s] %(message)s", stream=sys.stdout, level="INFO"
    )
    with open(settings, encoding="utf-8") as file:
        wanted = json.load(file)
    tried("app", "the settings could not be read", variables, wanted["env"])
    for name, need in wanted["dependencies"].items():
        tried(f"app.{name}", f"{name} could not be opened", OPENED.get(need["kind"], network), need)
    logging.getLogger("app").info("start is over")


def tried(logger: str, message: str, do: Any, what: Any) -> None:
    try:
        do(what)
    except Exception:
        logging.getLogger(logger).exception(message)


if __name__ == "__main__":
    main(sys.argv[1])
