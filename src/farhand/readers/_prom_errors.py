"""What goes wrong, in metrics: shares of failed requests, reasons of containers, exceptions by class,
certificates' ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Sign
from farhand.readers._prom_text import Series, same, tokens
from farhand.readers._words import words

_CODES = ("status", "code", "status_code", "http_status", "http_status_code", "http_response_status_code",
    "response_code",
          "statuscode", "http_code", "status_class", "outcome", "result")  # fmt: skip
_REQUESTS = words(
    "http requests request responses response calls nginx traefik envoy haproxy rest api client server"
)
_CLASSES = ("exception", "exception_type", "error_type", "error", "exception_class", "exception_name")
_NONE = frozenset(("", "none", "false", "0", "ok", "null", "no", "success"))
#: The share of failed requests that is a fault, and how many they must be.
_SHARE, _LEAST = 0.1, 5
#: What a code means where most failures have it; the server's own 500 is the rest.
_MEANS = {
    "429": ("http.rate_limited", 0.75), "401": ("http.unauthorized", 0.65), "403": ("http.forbidden", 0.6),
    "407": ("proxy.auth_required", 0.8), "413": ("http.too_large", 0.7), "502": ("http.bad_gateway", 0.7),
    "504": ("http.bad_gateway", 0.65), "503": ("http.bad_gateway", 0.5),
}  # fmt: skip
#: Messages that make a queue long; what a container's reason means without more words.
_MANY = 1000
_REASONS = {
    "OOMKilled": ("memory.oom_killed", 0.88),
    "CrashLoopBackOff": ("container.crash_loop", 0.6),
    "ImagePullBackOff": ("container.image_pull", 0.85),
    "ErrImagePull": ("container.image_pull", 0.85),
    "CreateContainerConfigError": ("container.config_missing", 0.8),
}
_EXPIRY = re.compile(
    r"(?:cert|ssl|x509).*(?:expiry|not_after|expiration)|(?:expiry|not_after|expiration).*cert"
)
#: Moments that cannot lie in the future: whatever is the latest of them, it is now or later.
_PAST = re.compile(
    r"(?:node_time_seconds|start_time_seconds|_last_\w*timestamp\w*|_created|boot_time_seconds|_last_scrape\w*)$"
)


def signs(known: Sequence[Series]) -> Iterator[Sign]:
    yield from _shares(known)
    yield from _facts(known)
    yield from _certificates(known)
    yield from _queues(known)


def _shares(known: Sequence[Series]) -> Iterator[Sign]:
    """Each family of requests: how many of them fail, and with which code."""
    families: dict[str, list[tuple[str, Series]]] = {}
    for s in known:
        code = s.label(*_CODES)
        counted = s.name.endswith(("_total", "_count")) or s.kind == "counter"
        if code and counted and set(tokens(s.name)) & _REQUESTS:
            families.setdefault(s.name, []).append((code, s))
    for name, rows in families.items():
        yield from _family(name, rows)


def _family(name: str, rows: Sequence[tuple[str, Series]]) -> Iterator[Sign]:
    total = sum(s.grown for _, s in rows)
    failed = [(code, s) for code, s in rows if _is_failure(code) and s.grown > 0]
    count = sum(s.grown for _, s in failed)
    if total <= 0:
        return
    if count >= _LEAST and count >= _SHARE * total:
        yield _failing(name, failed, count, total)
    elif count <= 0.01 * total and any(_is_good(code) for code, _ in rows):
        first = max(rows, key=lambda row: row[1].grown)[1]
        yield Sign(
            first.at, healthy=f"{1 - count / total:.1%} of {total:.0f} requests succeed", subject="http"
        )


def _is_failure(code: str) -> bool:
    return bool(
        re.match(
            r"5(?:\d\d|xx)$|(?:429|401|403|407|413)$|server_error$|error$|failure$|failed$", code.lower()
        )
    )


def _is_good(code: str) -> bool:
    return bool(re.match(r"2(?:\d\d|xx)$|success$|ok$", code.lower()))


def _failing(name: str, failed: Sequence[tuple[str, Series]], count: float, total: float) -> Sign:
    by_code: dict[str, float] = {}
    for code, s in failed:
        by_code[code] = by_code.get(code, 0) + s.grown
    most = max(by_code, key=lambda code: by_code[code])
    first = max((s for code, s in failed if code == most), key=lambda s: s.grown)
    cause, weight = _MEANS.get(most, ("http.server_error", 0.6 if count >= total / 2 else 0.5))
    where = first.label("uri", "handler", "route", "path", "endpoint", "host", "service")
    why = f"{count:.0f} of {total:.0f} requests ({count / total:.0%}) fail, most with {most}"
    why += f" at {where}" if where else f" ({name})"
    return Sign(
        first.at, cause, weight, why, first.label("client_name", "host", "upstream", "service") or "http"
    )


def _facts(known: Sequence[Series]) -> Iterator[Sign]:
    """Reasons and classes that signatures are written for; a counter of 0 says that there was none."""
    for s in known:
        if not s.grown > 0 or s.name.endswith(("_bucket", "_sum", "_max", "_info")):
            continue
        if s.name.startswith("kube_") and s.label("reason"):
            yield _reason(s, s.label("reason"))
        elif (value := s.label(*_CLASSES)) and value.lower() not in _NONE:
            why = f"{s.grown:.0f} times {value} ({s.name})"
            yield Sign(s.at, facts={"class": value}, why=why)
        elif s.label("sqlstate"):
            why = f"{s.grown:.0f} times SQLSTATE {s.label('sqlstate')} ({s.name})"
            yield Sign(s.at, facts={"sqlstate": s.label("sqlstate")}, why=why)


def _reason(s: Series, reason: str) -> Sign:
    why, who = f"{reason} ({s.name})", s.label("pod", "container")
    if reason in _REASONS:
        return Sign(s.at, *_REASONS[reason], why, who)
    return Sign(s.at, facts={"reason": reason}, why=why, subject=who)


def _queues(known: Sequence[Series]) -> Iterator[Sign]:
    """Queues that nobody reads, and consumers that fall behind between two scrapes."""
    readers = {same(s.labels): s.value for s in known if s.name.endswith("_queue_consumers")}
    for s in known:
        who = s.label("consumergroup", "group", "queue", "topic", "client_id")
        waiting = s.name.endswith(("_queue_messages_ready", "_queue_messages"))
        if waiting and s.value >= _MANY and readers.get(same(s.labels)) == 0:
            why = f"{s.value:.0f} messages wait in queue {who}, which nobody reads"
            yield Sign(s.at, "amqp.closed", 0.5, why, who)
        elif (
            "lag" in tokens(s.name) and s.name.startswith("kafka_") and s.grown >= _MANY and len(s.values) > 1
        ):
            why = f"{who} falls behind: by {s.grown:.0f} messages between the scrapes, to {s.value:.0f}"
            yield Sign(s.at, "kafka.group", 0.65, why, who)


def _certificates(known: Sequence[Series]) -> Iterator[Sign]:
    ends = [s for s in known if _EXPIRY.search(s.name) and 1e9 < s.value < 1e10]
    if not ends:
        return
    now = max(
        (
            t
            for s in known
            for t in (*s.times, *([s.value] if _PAST.search(s.name) else []))
            if 1e9 < t < 1e10
        ),
        default=0.0,
    )
    for s in ends:
        who = s.label("subject_CN", "cn", "host", "target", "instance", "name", "secret")
        days = (s.value - now) / 86400
        if now and days < 0:
            of = f" of {who}" if who else ""
            why = f"the certificate{of} ended {-days:.1f} days before these metrics were taken"
            yield Sign(s.at, "tls.expired", 0.93, why, who)
        elif now and days > 7:
            yield Sign(s.at, healthy=f"the certificate is good for {days:.0f} more days", subject=who)
