"""What the facts of each stage of the mysql check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._mysql import room, tables
from farhand.checks._mysql.errors import params_of, refused
from farhand.checks._mysql.params import MUST
from farhand.checks._mysql.spoken import SPOKEN
from farhand.checks._mysql.version import version
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: How long a replica may be behind before what it has is getting old, in seconds.
_BEHIND = 300


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "greets":
        return Verdict(PASS, f"{name_of(facts)} answers")
    return _broken(facts, "answers")


def name_of(facts: Facts) -> str:
    version = str(facts.get("version") or "")
    return f"MariaDB {version.partition('-')[0]}" if "mariadb" in version.lower() else f"MySQL {version}"


def tls(facts: Facts) -> Verdict:
    if facts.get("offered"):
        return _service_meaning.tls(facts, SPOKEN, params_of(facts))
    mode = str(facts.get("mode"))
    if mode not in MUST:
        return Verdict(PASS, "the server offers no TLS, and the app goes on without")
    why = f"the server offers no TLS, and the app's settings insist on it ({mode})"
    fix = (
        "On the server: set ssl_cert and ssl_key in my.cnf and restart it.   (Check: SHOW VARIABLES LIKE "
        "'have_ssl')",
        "Or, where the network is trusted: take the word for TLS (ssl-mode, sslMode, ssl_ca, tls) out of the "
        "app's database URL.",
    )
    return _service_meaning.fail("tls.not_tls", 0.97, why, params_of(facts), fix=fix)


def login(facts: Facts) -> Verdict:
    if facts.get("answer") != "ok":
        return _broken(facts, "finishes the login")
    where = f" to {facts['database']}" if facts.get("database") else ""
    return Verdict(PASS, f"logged in as {facts.get('user')}{where} ({facts.get('method')})")


def _broken(facts: Facts, what: str) -> Verdict:
    if facts.get("answer") != "error" or "message" not in facts:
        return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))
    finding = refused(facts)
    near = _near(facts)
    why = f"{finding.why}; {near}" if near else finding.why
    return Verdict(FAIL, why, (Finding(**{**vars(finding), "why": why}),))


def _near(facts: Facts) -> str:
    """The database in other letters, where only these are wrong."""
    name = str(facts.get("database") or "")
    same = [other for other in facts.get("visible") or () if other.lower() == name.lower() and other != name]
    return f"there is one that is written {same[0]}" if same else ""


def role(facts: Facts) -> Verdict:
    if facts.get("large_lost"):
        why = "short questions are answered; one of 2000 bytes, which takes a packet of full size, is not"
        return _service_meaning.fail("tcp.mtu", 0.85, why, params_of(facts))
    if "answer" in facts:
        return _broken(facts, "answers a question")
    found = [*_cluster(facts), *_read_only(facts), *_replica(facts), *tables.judge(facts), *_charset(facts)]
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    return Verdict(PASS, "read-only, as declared" if facts.get("read_only") else "takes questions and writes")


def _cluster(facts: Facts) -> Iterator[Finding]:
    state = facts.get("cluster") or {}
    if state.get("wsrep_ready") == "OFF":
        what = state.get("wsrep_local_state_comment") or state.get("wsrep_cluster_status") or "not ready"
        why = f"this node of the Galera cluster answers no questions: it is {what}"
        yield Finding("db.replication", 0.95, why, params_of(facts))


def _read_only(facts: Facts) -> Iterator[Finding]:
    on, rights = list(facts.get("read_only") or ()), facts.get("rights") or ()
    if "READ_ONLY ADMIN" in rights or "SUPER" in rights:
        on = [name for name in on if name != "read_only"]  # such a user may write all the same
    if not on or facts.get("declared_read_only"):
        return
    why = f"the server takes no writes ({on[0]} is on), and the app writes"
    if on[0] in ("transaction_read_only", "tx_read_only"):
        why = f"sessions begin read-only here ({on[0]} is on), and the app writes"
    of = ", and it is a replica" if facts.get("replica") else ""
    yield Finding("mysql.read_only", 0.92, why + of, params_of(facts))


def _replica(facts: Facts) -> Iterator[Finding]:
    state: Mapping[str, Any] = facts.get("replica") or {}
    if not state:
        return
    reads = bool(facts.get("declared_read_only"))
    threads = [state.get(name) for name in ("io_running", "sql_running")]
    behind = state.get("seconds_behind")
    if any(word not in ("Yes", None) for word in threads):
        number = state.get("last_io_errno") or state.get("last_sql_errno")
        why = "replication has stopped: what this server has is getting old"
        why += f" (error {number})" if number else ""
        yield Finding("db.replication", 0.9 if reads else 0.5, why, params_of(facts))
    elif isinstance(behind, int) and behind > _BEHIND:
        why = f"this replica is {behind} seconds behind"
        yield Finding("db.replication", 0.6 if reads else 0.4, why, params_of(facts))


def _set(name: object) -> str:
    """MySQL 8 and MariaDB 10.6 call `utf8` by its full name."""
    low = str(name).lower()
    return "utf8mb3" if low == "utf8" else low


def _charset(facts: Facts) -> Iterator[Finding]:
    wanted, there = facts.get("declared_charset"), facts.get("character_set_database")
    if wanted and there and _set(wanted) != _set(there):
        why = f"the character set of the database is {there}, and the app needs {wanted}"
        yield Finding("mysql.schema", 0.7, why, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "hello": hello,
    "tls": tls,
    "login": login,
    "role": role,
    "version": version,
    "capacity": room.judge,
}
