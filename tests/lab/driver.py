"""What the app's own library says: KIND PLACE WRITABLE. Prints `ok`, or the exception's class and text."""

import sys


def main(kind: str, place: str, writable: str) -> str:
    if kind == "postgres":
        import psycopg

        with psycopg.connect(place.replace("+psycopg", ""), connect_timeout=5) as connection:
            connection.execute("select 1")
    elif kind == "redis":
        import redis

        redis.Redis.from_url(place, socket_timeout=5, socket_connect_timeout=5).ping()
    elif kind in ("http", "s3"):
        import requests

        requests.get(place, timeout=5).raise_for_status()
    else:
        other(kind, place, writable == "True")
    return "ok"


def other(kind: str, place: str, writable: bool) -> None:
    if kind == "directory":
        import os
        import tempfile

        os.listdir(place)
        if writable:
            tempfile.TemporaryFile(dir=place).close()
    elif kind == "sqlite":
        import sqlite3

        sqlite3.connect(place, timeout=5).execute("select * from sqlite_master")
    else:
        network(kind, place)


def network(kind: str, place: str) -> None:
    import socket
    from urllib.parse import urlsplit

    url = urlsplit(place)
    if kind == "dns":
        socket.getaddrinfo(url.hostname, None)
        return
    with socket.create_connection((url.hostname, url.port), 5) as plain:
        if kind == "tls":
            import ssl

            ssl.create_default_context().wrap_socket(plain, server_hostname=url.hostname)


if __name__ == "__main__":
    try:
        print(main(*sys.argv[1:]))
    except Exception as error:
        print(f"{type(error).__module__}.{type(error).__name__}: {error}")
