"""What stands around: hosts, addresses, ids, times, numbers; by `strict` some of it must be hidden."""

from __future__ import annotations

from random import Random

from tests.redaction.issue.chars import ALNUM, HEX, LOW36, some
from tests.redaction.issue.passwords import name_of

_USERS = [
    "app", "billing", "svc_orders", "reporting", "webapp", "root", "postgres", "sa", "admin",
    "deploy", "ledger_rw",
]  # fmt: skip
_PEOPLE = ["jkowalczyk", "mlindqvist", "tbrzezinski", "aholloway", "pgrunwald", "sdubois"]
_ENDS = ("corp", "internal", "lan", "local")
_ROLES = [
    "db", "pg", "mysql", "redis", "kafka", "api", "web", "auth", "cache", "queue", "ldap", "vault",
    "billing",
]  # fmt: skip


def user(r: Random) -> str:
    return r.choice(_USERS)


def person_user(r: Random) -> str:
    return r.choice(_PEOPLE) + str(r.randint(2, 99))


def host(r: Random) -> str:
    return f"{r.choice(_ROLES)}-{r.randint(1, 9):02d}.{r.choice(('prod', 'stage', 'eu1'))}.example.com"


def inner_host(r: Random) -> str:
    return f"{r.choice(_ROLES)}{r.randint(10, 99)}.{some(r, LOW36[:26], 5)}.{r.choice(_ENDS)}"


def short_host(r: Random) -> str:
    return f"{r.choice(_ROLES)}-{some(r, LOW36[:26], 4)}{r.randint(10, 99)}"


def ip(r: Random) -> str:
    return f"10.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}"


def ip_public(r: Random) -> str:
    return f"{r.choice((51, 81, 145, 198))}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}"


def ip6(r: Random) -> str:
    return r.choice(
        (
            f"2a01:{some(r, HEX[1:], 3)}:{some(r, HEX[1:], 4)}::{some(r, HEX[1:], 3)}",
            "fd" + ":".join(some(r, HEX[1:], 4) for _ in range(8))[2:],
        )
    )


def mac(r: Random) -> str:
    return ":".join(some(r, HEX, 2) for _ in range(6))


def port(r: Random) -> str:
    return r.choice(("5432", "3306", "6379", "8080", "1521", "27017", "5672"))


def int(r: Random) -> str:
    return str(r.randint(2, 99999))


def ms(r: Random) -> str:
    return f"{r.randint(0, 999)}.{r.randint(0, 9)}"


def trace(r: Random) -> str:
    return some(r, HEX, 32)


def span(r: Random) -> str:
    return some(r, HEX, 16)


def sha1(r: Random) -> str:
    return some(r, HEX, 40)


def sha256(r: Random) -> str:
    return some(r, HEX, 64)


def sha7(r: Random) -> str:
    return some(r, HEX, 7)


def version(r: Random) -> str:
    return f"{r.randint(0, 21)}.{r.randint(0, 30)}.{r.randint(0, 12)}"


def ulid(r: Random) -> str:
    return "01J" + some(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23)


def pod(r: Random) -> str:
    return f"{name_of(r)}-{some(r, HEX, 9)}-{some(r, LOW36, 5)}"


def b58(r: Random) -> str:
    return some(r, ALNUM, 22)


def _clock(r: Random) -> str:
    return f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d}"


def time(r: Random) -> str:
    return f"2026-11-20T{_clock(r)}.{r.randint(0, 999):03d}Z"


def stamp(r: Random) -> str:
    return f"2026-11-20 {_clock(r)},{r.randint(0, 999):03d}"


def day(r: Random) -> str:
    return f"Nov 20 {_clock(r)}"


def klass(r: Random) -> str:
    return r.choice(
        (
            "c.acme.billing.Ledger",
            "o.a.k.c.NetworkClient",
            "app.db.pool",
            "http.server",
            "com.acme.orders.OrderService",
            "worker.jobs",
        )
    )


def subnet(r: Random) -> str:
    """Two addresses of one /24."""
    net = f"10.{r.randint(1, 250)}.{r.randint(1, 250)}"
    return f"{net}.{r.randint(1, 120)} {net}.{r.randint(121, 254)}"


def domain(r: Random) -> str:
    """Two hosts of one domain."""
    name = f"{r.choice(_PEOPLE)[1:]}.corp"
    return f"alpha{r.randint(10, 99)}.{name} beta{r.randint(10, 99)}.{name}"
