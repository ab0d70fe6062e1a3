"""The stage `driver`: does the app's own driver get in where the login by hand did?

The login by hand has told what the server does. What is left is what sits in the client: a library too old
for SCRAM, a root file that only this driver wants, prepared statements through a pooler.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Mapping
from typing import Any

from farhand.look import Look
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Seen, Verdict
from farhand.wire import drivers

#: Seconds that must be left for a login that is only the second look at the same thing.
_LEFT = 1.5
#: PG* variables that the words below say in full; another one in Farhand's own environment would be the
#: app's no more, and would count all the same.
_SAID = {
    "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE", "PGSSLROOTCERT",
    "PGSSLCERT", "PGSSLKEY", "PGTARGETSESSIONATTRS", "PGAPPNAME", "PGOPTIONS", "PGCLIENTENCODING",
    "PGCONNECT_TIMEOUT", "PGPASSFILE",
}  # fmt: skip
#: Answers that settle it: cause, confidence and what is said.
_DECISIVE = {
    "scram": ("postgres.auth", 0.9, "the client library is too old for the server's password method (SCRAM)"),
    "no_root_file": ("tls.unknown_ca", 0.85, "the driver finds no root certificate file to verify with"),
    "42P05": ("postgres.pooler", 0.85, "prepared statements do not go through this pooler's mode"),
    "26000": ("postgres.pooler", 0.85, "prepared statements do not go through this pooler's mode"),
}


def postgres(
    look: Look, p: Any, place: Any, scheme: str, facts: Mapping[str, Any]
) -> Generator[Seen, None, None]:
    """Yields the `driver` stage for PostgreSQL."""
    chosen, why = _chosen(look, drivers.POSTGRES, scheme.partition("+")[2])
    why = why or _others_variables(look)
    if why or not chosen:
        yield Seen("driver", {"not_applicable": why})
        return
    words = {
        "host": os.path.dirname(place.socket) if place.socket else place.host,
        "port": place.socket.rpartition(".")[2] if place.socket else place.port,
        "user": p.user,
        "password": p.password,
        "database": p.database,
        "sslmode": p.sslmode,
        "sslrootcert": p.rootcert,
        "sslcert": p.cert,
        "sslkey": p.key,
    }
    if chosen in ("psycopg", "psycopg2"):
        words["hostaddr"] = "" if place.socket else place.address
        words.update({"target_session_attrs": "any", "application_name": "farhand", "options": ""})
        words.update(p.startup)
        words = {key: value for key, value in words.items() if value or key in ("password", "options")}
    yield _tried(look, chosen, words, facts)


def redis(look: Look, target: Any, place: Any, facts: Mapping[str, Any]) -> Generator[Seen, None, None]:
    """Yields the `driver` stage for Redis."""
    chosen, why = _chosen(look, drivers.REDIS, "")
    if not why and place.tls and not _own(look):
        why = "the app's certificate store is not that of Farhand's process"
    if not why and look.need.settings.get("client") not in (None, "", "python", "redis-py"):
        why = "the app is said to use another client"
    if why or not chosen:
        yield Seen("driver", {"not_applicable": why})
        return
    words: dict[str, Any] = {"username": target.user or None, "password": target.password or None}
    if target.url and target.scheme in ("redis", "rediss", "unix"):
        words["url"] = target.url
    elif place.socket:
        words["unix_socket_path"] = place.socket
    else:
        words.update(host=place.host, port=place.port, ssl=place.tls)
    words.update(_certificates(look) if place.tls else {})
    yield _tried(look, chosen, words, facts)


def _certificates(look: Look) -> dict[str, Any]:
    """The declared files and whether to verify, in redis-py's words."""
    from farhand.checks import tls

    settings = tls.filled(look)
    names = {"ca_file": "ssl_ca_certs", "cert_file": "ssl_certfile", "key_file": "ssl_keyfile"}
    words: dict[str, Any] = {to: str(settings[name]) for name, to in names.items() if settings.get(name)}
    if settings.get("verify", True) in (False, "none", "false"):
        words.update(ssl_cert_reqs="none", ssl_check_hostname=False)
    if settings.get("server_name") or settings.get("verify") == "ca":
        words["ssl_check_hostname"] = False
    return words


def _chosen(look: Look, known: tuple[str, ...], named: str) -> tuple[str, str]:
    """(driver, "") or ("", why none is asked)."""
    setting = str(look.need.settings.get("driver") or "")
    if look.background:
        return "", "one login is enough for a look in the background"
    if setting == "none":
        return "", "the declaration says so"
    if setting and setting not in known:
        return "", f"Farhand does not know the driver {setting}"
    there = drivers.installed(known)
    if look.vantage.where == "app":  # the app must not load what it does not use
        there = [name for name in there if name in sys.modules]
    wanted = setting or (named if named in known else "")
    if wanted and wanted not in there:
        return "", f"{wanted} is not installed where Farhand runs"
    if not there:
        return "", "no driver is installed where Farhand runs"
    if look.deadline.left() < _LEFT:
        return "", "there is no time left for it"
    return wanted or there[0], ""


def _own(look: Look) -> bool:
    """Is the app's environment that of this process, as far as it decides about certificates?"""
    values = look.env.values if look.env else {}
    return all(values.get(name) == os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))


def _others_variables(look: Look) -> str:
    values = look.env.values if look.env else {}
    mine = {name for name in os.environ if name.startswith("PG") and name not in _SAID}
    other = sorted(name for name in mine if values.get(name) != os.environ[name])
    return f"Farhand's own environment has another {other[0]} than the app's" if other else ""


def _tried(look: Look, driver: str, words: Mapping[str, Any], facts: Mapping[str, Any]) -> Seen:
    told: dict[str, Any] = {**facts, "driver": driver, "declared": "driver" in look.need.settings}
    told.update(drivers.attempt(driver, words, look.stage()))
    # Only what settles it may decide about the whole: the login by hand has worked.
    return Seen("driver", told if _decisive(told) else {**told, "critical": False})


def _decisive(facts: Facts) -> tuple[str, float, str] | None:
    return _DECISIVE.get(str(facts.get("words"))) or _DECISIVE.get(str(facts.get("sqlstate")))


def judge(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    """What the driver's answer means.  Pure."""
    driver, answer = facts.get("driver", "the driver"), facts.get("answer")
    if answer == "ok":
        return Verdict(PASS, f"{driver} gets in, too")
    if answer == "late":
        return Verdict(UNKNOWN, f"could not look: {driver} was not done in the time there was")
    if facts.get("words") == "full":
        return Verdict(PASS, f"{driver} was not let in this time: all connections are taken")
    said = " ".join(str(part) for part in (facts.get("class"), facts.get("sqlstate")) if part)
    found = _decisive(facts)
    if found:
        cause, sure, says = found
        why = f"{says}: {driver} says {said}"
        return Verdict(FAIL, why, (Finding(cause, sure, why, params, owner=_owner(facts)),))
    if not facts.get("declared") and facts.get("class") in ("builtins.TypeError", "builtins.ValueError"):
        return Verdict(PASS, f"{driver} does not read this address; another client may")
    return Verdict(WARN, f"the login by hand works, but {driver} fails with {said}")


def _owner(facts: Facts) -> str:
    """What sits in the client is not the server's keeper's to mend."""
    return "customer-platform" if facts.get("words") == "no_root_file" else "vendor-engineering"
