"""What Django's settings name: DATABASES, CACHES, the mail server, storages. Nothing is loaded for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.embed.offers import Need
from farhand.embed.process import Process

CLASSES = ()
#: Part of an ENGINE or BACKEND to the kind of server.
_ENGINES = {
    "postgis": "postgres",
    "postgres": "postgres",
    "mysql": "mysql",
    "sqlite3": "sqlite",
    "oracle": "oracle",
}
_PARTS = (("host", "HOST"), ("port", "PORT"), ("user", "USER"), ("password", "PASSWORD"), ("name", "NAME"))
_PASSED_ON = ("sslmode", "sslrootcert", "sslcert", "sslkey", "service")


def needs(process: Process) -> Iterator[Need]:
    module = sys.modules.get("django.conf")
    settings = getattr(module, "settings", None)
    if settings is None or not settings.configured:
        return
    for alias, given in settings.DATABASES.items():
        yield from _database(alias, given)
    for alias, given in settings.CACHES.items():
        yield from _cache(alias, given)
    yield from _mail(settings)
    for alias, given in getattr(settings, "STORAGES", {}).items():
        yield from _storage(alias, given, settings)


def _database(alias: str, given: Mapping[str, Any]) -> Iterator[Need]:
    engine = str(given.get("ENGINE") or "")
    kind = next((kind for part, kind in _ENGINES.items() if part in engine), "")
    source = f"DATABASES[{alias!r}]"
    if kind == "sqlite":
        path = str(given.get("NAME") or "")
        if path and ":memory:" not in path and "mode=memory" not in path:
            yield kind, {"path": path}, source
    elif kind:
        settings = {ours: str(given[theirs]) for ours, theirs in _PARTS if given.get(theirs)}
        options = given.get("OPTIONS") or {}
        settings.update({key: str(options[key]) for key in _PASSED_ON if options.get(key)})
        yield kind, _placed(kind, settings), source


def _placed(kind: str, settings: dict[str, str]) -> dict[str, str]:
    """Without HOST Django's drivers go to the server on this host."""
    if not settings.get("host") and not settings.get("service"):
        return {**settings, "host": "127.0.0.1" if kind == "mysql" else "/var/run/postgresql"}
    return settings


def _cache(alias: str, given: Mapping[str, Any]) -> Iterator[Need]:
    backend, location = str(given.get("BACKEND") or "").lower(), given.get("LOCATION") or ""
    source = f"CACHES[{alias!r}]"
    rows = list(location) if isinstance(location, (list, tuple)) else str(location).split(",")
    for row in (str(row).strip() for row in rows):
        if not row:
            continue
        if "filebased" in backend:
            yield "directory", {"path": row}, source
        elif "redis" in backend or "valkey" in backend:
            yield "redis", {"url": row if "://" in row else f"redis://{row}", **_options(given)}, source
        elif "memcache" in backend:
            yield "memcached", {"url": row if "://" in row else f"memcached://{row}"}, source


def _options(given: Mapping[str, Any]) -> dict[str, str]:
    options = {key.lower(): value for key, value in (given.get("OPTIONS") or {}).items()}
    pairs = (("user", "username"), ("password", "password"))
    return {ours: str(options[theirs]) for ours, theirs in pairs if options.get(theirs)}


def _mail(settings: Any) -> Iterator[Need]:
    if "smtp" not in settings.EMAIL_BACKEND or not settings.is_overridden("EMAIL_HOST"):
        return
    scheme = "smtps" if settings.EMAIL_USE_SSL else "smtp"
    given = {"scheme": scheme, "host": settings.EMAIL_HOST, "port": str(settings.EMAIL_PORT)}
    login = {"user": settings.EMAIL_HOST_USER, "password": settings.EMAIL_HOST_PASSWORD}
    yield "smtp", {**given, **{key: value for key, value in login.items() if value}}, "EMAIL_HOST"


def _storage(alias: str, given: Mapping[str, Any], settings: Any) -> Iterator[Need]:
    backend, options = str(given.get("BACKEND") or ""), given.get("OPTIONS") or {}
    source = f"STORAGES[{alias!r}]"
    if backend.endswith("FileSystemStorage"):
        path = str(options.get("location") or settings.MEDIA_ROOT or "")
        if path:
            yield "directory", {"path": path}, source
    elif "s3" in backend.lower():
        bucket = options.get("bucket_name") or getattr(settings, "AWS_STORAGE_BUCKET_NAME", "")
        url = options.get("endpoint_url") or getattr(settings, "AWS_S3_ENDPOINT_URL", "")
        yield "s3", {"url": str(url or "https://s3.amazonaws.com"), "bucket": str(bucket or "")}, source
