"""Addresses of requests: what goes over the wire, what may be shown, where a redirect leads.  Pure."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from farhand.wire.http import Request


def path_of(url: str) -> str:
    """Path and query of a URL, as they go over the wire."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe="%/:=&?~+!$,;'@()*[]|")


def leads_to(url: str, place: str) -> str:
    """The address that a redirect names; "" where it names none that can be asked."""
    try:
        following = urljoin(url, place)
        parts = urlsplit(following)
        right = place and parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        return following if right else ""
    except ValueError:
        return ""


def following_request(request: Request, url: str, following: str, status: int) -> Request:
    """The request that a redirect leads to: no header goes to another host, nor over an open way."""
    old, new = urlsplit(url), urlsplit(following)
    method = request.method
    if status == 303 or (status in (301, 302) and method == "POST"):
        method = "GET"
    down = old.scheme == "https" and new.scheme == "http"
    kept = {} if old.hostname != new.hostname or down else dict(request.headers)
    keep_body = method == request.method and bool(kept)
    kept = {k: v for k, v in kept.items() if k.lower() not in ("host", "proxy-authorization")}
    host = new.netloc.rpartition("@")[2]
    return Request(path_of(following), host, method, kept, request.body if keep_body else b"")


def shown(url: str) -> str:
    """A URL without login and query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:300]
