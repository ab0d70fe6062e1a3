"""Parts that many worlds have in common: a declared service, a proxy in all variables, TLS servers."""

from __future__ import annotations

from typing import Any

from tests.lab import pki

HTTPS = "https://api.lab.test:8443/ping"


def api(
    lab: Any, url: str | None = "http://api.lab.test:8080/ping", rest: str = "", run_by: str = "customer",
    kind: str = "http", name: str = "api",
) -> None:  # fmt: skip
    """Declare one dependency; `rest` is further lines of it. The name api.lab.test is svc."""
    lab.dns.set("api.lab.test", a=[lab.SVC])
    where = f'url = "{url}"' if url else ""
    lab.declare(f'[dependencies.{name}]\nkind = "{kind}"\n{where}\nrun_by = "{run_by}"\n{rest}\n')


def several(lab: Any, **urls: str) -> None:
    """Declare several http dependencies by name."""
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("".join(f'[dependencies.{n}]\nkind = "http"\nurl = "{u}"\n' for n, u in urls.items()))


def https(lab: Any, port: int = 8443, **told: Any) -> None:
    """An HTTPS server with a good certificate of the lab's authority, which the app trusts."""
    lab.http(port, tls=lab.cert("api.lab.test"), **told)
    lab.trust()


def proxied(lab: Any, url: str) -> None:
    """All four variables name this proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        lab.env[name] = url


def only_way(lab: Any) -> None:
    """The app itself does not get to svc, but for names; a proxy on fw does."""
    lab.firewall("ip saddr 10.77.1.2 ip daddr 10.77.2.2 tcp dport != 53 drop")


def root(lab: Any) -> pki.Pair:
    """An authority that the app trusts."""
    made = pki.authority("Lab Root CA")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", made)[0]
    return made


def chain(lab: Any, *pairs: pki.Pair, name: str = "leaf") -> tuple[str, str]:
    return pki.write(lab.tmp, name, *pairs)


def redis_tls(lab: Any, cert: str, key: str, ca: str, clients: str = "no") -> None:
    """Redis with TLS on port 6390 for the name cache.lab.test."""
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    files = f"tls-cert-file {cert}\ntls-key-file {key}\ntls-ca-cert-file {ca}\n"
    server = lab.redis(conf=f"tls-port 6390\n{files}tls-auth-clients {clients}\n")
    lab.listening(lab.svc, lab.SVC, 6390, server.server)


def login_role(name: str = "app", password: str = "app-secret", database: str = "appdb") -> list[str]:
    """The SQL that makes a role and its database."""
    return [
        f"create role {name} login password '{password}'",
        f"create database {database} owner {name}",
    ]
