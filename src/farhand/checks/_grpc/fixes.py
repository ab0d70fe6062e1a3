"""What to do about each fault of a gRPC server, with the place filled in.  Pure."""

from __future__ import annotations

from farhand.model import Facts


def ask(facts: Facts, service: str = "") -> str:
    """A command that shows the same."""
    plain = "" if facts.get("tls") else "-plaintext "
    told = f'-d \'{{"service": "{service}"}}\' ' if service else ""
    return f"grpcurl {plain}{told}{facts.get('host')}:{facts.get('port')} grpc.health.v1.Health/Check"


def not_http2(facts: Facts) -> tuple[str, ...]:
    return (
        "In whatever stands in front of the server, switch HTTP/2 on towards the app, and gRPC towards the "
        "server: nginx: listen ... http2; with grpc_pass. haproxy: bind ... alpn h2, server ... proto h2. "
        "ingress-nginx: the annotation nginx.ingress.kubernetes.io/backend-protocol: GRPC. AWS: a target "
        "group with the protocol version gRPC.",
        "Where nothing stands in front: correct host and port in the app's settings.",
        f"Check it: {ask(facts)}",
    )


def no_alpn(facts: Facts) -> tuple[str, ...]:
    where = f"{facts.get('host')}:{facts.get('port')}"
    return (
        "Let whoever ends TLS choose h2 by ALPN: haproxy: bind ... ssl crt ... alpn h2. nginx: listen ... "
        "ssl http2. stunnel or a balancer for TCP: pass TLS through, or switch ALPN on (AWS NLB: HTTP2Only).",
        f"Check it: openssl s_client -connect {where} -alpn h2 </dev/null 2>&1 | grep ALPN",
    )


def not_serving(facts: Facts, service: str) -> tuple[str, ...]:
    return (
        f"Ask whoever runs the server why it says so of {service or 'itself'}: its log, and what it needs "
        "itself (its database, its queue); servers also say so while they start and stop.",
        f"Check it: {ask(facts, service)}",
    )


def not_found(facts: Facts, service: str) -> tuple[str, ...]:
    return (
        f"Compare {service or 'the name'} with the server's own names, package and version included.",
        f"See what it has, where it tells: grpcurl {'' if facts.get('tls') else '-plaintext '}"
        f"{facts.get('host')}:{facts.get('port')} list",
        f"Check it: {ask(facts, service)}",
    )


def no_health(facts: Facts) -> tuple[str, ...]:
    return (
        "Have the health service of the standard added to the server (grpc_health in Python, grpc-go's "
        "health package, HealthStatusManager in Java), or declare health = false.",
        f"Check it: {ask(facts)}",
    )


def login(facts: Facts) -> tuple[str, ...]:
    sent = facts.get("sent_login")
    first = (
        "Get a fresh token from whoever runs the server, put it into the app's settings, and restart the app."
        if sent
        else "Declare what the app sends: token, or headers; then look again."
    )
    return (first, f"See what is wanted: {ask(facts)}   (with -H 'authorization: Bearer TOKEN')")


def slow(facts: Facts) -> tuple[str, ...]:
    return (
        "Look at the server's load, its threads and its log: it takes calls and does not end them.",
        f"See how long it takes: time {ask(facts)}",
    )


def limited(facts: Facts) -> tuple[str, ...]:
    return (
        "Raise the server's limit of calls at once, or have the app call less often; with too_many_pings: "
        "raise the app's keepalive time above the server's least (5 minutes by default).",
        f"Check it: {ask(facts)}",
    )


def unavailable(facts: Facts) -> tuple[str, ...]:
    return (
        "Ask whoever runs the gateway or balancer in front whether the server behind it is up, and whether "
        "it speaks HTTP/2 to it.",
        f"Check it: {ask(facts)}   and the same past the gateway",
    )
