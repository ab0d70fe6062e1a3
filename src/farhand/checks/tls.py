"""The other side must speak TLS, with a certificate that the app trusts, for the name the app uses.

"Certificate verify failed" has a dozen causes with four different owners. One handshake with the app's own
store tells whether it is well; only where it is not, further tries change one thing each: another store,
another name, another version, smaller segments, no TLS at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any, Union

from farhand.checks import _sections as sections
from farhand.checks import config, tcp
from farhand.checks._settled import settled
from farhand.checks._tls import paste, script
from farhand.checks._tls.chain import issuer_of, leaf
from farhand.checks._tls.examples import EXAMPLES
from farhand.checks._tls.meaning import UNKNOWN_ISSUER, meaning
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Command, Facts, Seen, Verdict
from farhand.wire import stores, tls, tls_try
from farhand.wire.tcp import Conn
from farhand.wire.tls import BadFile, Plan, Shake
from farhand.wire.tls_try import Way

__all__ = ["EXAMPLES", "STAGES", "command", "judge", "probe", "read", "secure"]

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "dns", "tcp", "tls")
#: ca_file: trusted authorities; cert_file, key_file: the client's; client: the app's library; verify = false.
SETTINGS = ("ca_file", "cert_file", "key_file", "client", "verify", "server_name")

#: How long a peer of TLS 1.3 may take to refuse our certificate after the handshake.
CONFIRM = 0.4

Secured = Generator[Seen, None, Union[Conn, None]]


def secure(
    look: Look,
    way: Way | tuple[str, int],
    host: str,
    settings: Mapping[str, Any],
    *,
    via: str = "",
    confirm: bool = True,
    date_of: Callable[[Conn], Mapping[str, Any]] | None = None,
    beside: Way | None = None,
) -> Secured:
    """Shake hands; yields the `tls` stage and returns the connection inside TLS, or None.

    `way` opens fresh connections to where TLS begins. `settings` are filled in; the declared `server_name`
    overrules `host`. `via` is the proxy on the way, for the words, and `beside` the way past it. `date_of`
    asks the peer for its time over a connection whose certificate was refused.
    """
    path = tls_try.direct(*way) if isinstance(way, tuple) else way
    name = str(settings.get("server_name") or host).rstrip(".")
    base = about(look, name, path.port, via)
    values = look.env.values if look.env else {}
    plan = plan_of(look, name, settings)
    missing = settings.get("ca_file") and plan.store.problem
    try:
        if missing:
            raise BadFile("ca_file", plan.store.file, plan.store.problem)
        made = _first(path, plan, look.stage(), confirm)
    except BadFile as bad:
        yield Seen("tls", {**base, "result": "bad_file", "file": _file(bad)})
        return None
    except ConnectionResetError:  # cut in the moment in which it stands
        yield Seen("tls", {**base, "result": "reset", "untouched": "reset"})
        return None
    except (OSError, ValueError) as error:
        yield Seen("tls", base, unknown=f"the connection could not be opened again: {type(error).__name__}")
        return None
    facts = {**base, **made.facts, **trust(plan)}
    if not made.ok:
        facts.update(_more(path, plan, facts, values, look.stage(tls_try.SECONDS), date_of))
        if beside and facts["result"] == "untrusted":
            facts.update(_beside(beside, plan, leaf(facts), look.stage(1.0)))
    yield Seen("tls", facts, unknown=_unseen(look, plan, facts))
    return made.conn if made.ok else None


def about(look: Look, name: str, port: int, via: str) -> dict[str, Any]:
    """Which handshake it is, when, and whose service."""
    return {"host": name, "port": port, "kind": look.need.kind, "run_by": look.need.run_by,
            "now": _now(), "via": via}  # fmt: skip


def trust(plan: Plan) -> dict[str, Any]:
    """Whom the app trusts, and whether it shows a certificate itself."""
    return {"store": _store(plan), "gave_client_cert": bool(plan.cert_file)}


def _unseen(look: Look, plan: Plan, facts: Mapping[str, Any]) -> str:
    """Whom the app trusts is in its environment: where that is not visible, a stranger may be a friend."""
    stranger = facts["result"] == "untrusted" and facts["verify"]["code"] in UNKNOWN_ISSUER
    if look.env is None and stranger and plan.store.name != "declared":
        return f"which authorities the app trusts is not visible: {look.env_hint}"
    return ""


def probe(look: Look) -> Iterator[Seen]:
    reached = yield from tcp.reach(look)
    if reached is None:
        return
    target, opened = reached
    conn = yield from secure(look, (opened[0], target.port or 443), target.host, filled(look))
    if conn:
        conn.close()


def judge(stage: str, facts: Facts) -> Verdict:
    return meaning(facts)


#: What comes behind `tcp.PARTS` in a command that speaks TLS.
PART = script.part()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    return sections.command(
        "tls", settings, *tcp.PARTS, PART, script.CALL,
        why="tells whether the other side speaks TLS, and whether its certificate would be trusted here",
        seconds=90, prints="addresses, the certificates of the server, lists of authorities by their file",
        hides="keys and passwords",
    )  # fmt: skip


def read(text: str) -> Iterator[Seen]:
    if settled(text) is None:
        yield from paste.read_raw(text)
        return
    found = yield from tcp.reached(text)
    if found:
        yield from read_part(text, found.settings, found.told.kind)


def read_part(text: str, settings: Mapping[str, Any], kind: str, via: str = "") -> Iterator[Seen]:
    """The `tls` stage from the output of any command that speaks TLS."""
    yield from paste.read_part(
        sections.sections(text).get("tls", []), settings, kind, sections.now_of(text), via
    )


def filled(look: Look) -> dict[str, Any]:
    """The declared settings with the variables filled in."""
    values = look.env.values if look.env else {}
    return {key: config.fill(value, values) for key, value in look.need.settings.items()}


def plan_of(look: Look, name: str, settings: Mapping[str, Any]) -> Plan:
    """How the app itself would shake hands with `name`. `alpn` is no setting of a declaration: a kind whose
    protocol is chosen inside TLS gives it."""
    values = look.env.values if look.env else {}
    return Plan(
        name=name,
        store=stores.effective(values, settings),
        verify=settings.get("verify", True) not in (False, "none", "false"),
        hostname=settings.get("verify") != "ca",
        cert_file=str(settings.get("cert_file") or ""),
        key_file=str(settings.get("key_file") or ""),
        alpn=tuple(settings.get("alpn") or ()),
    )


def _first(way: Way, plan: Plan, deadline: Deadline, confirm: bool) -> Shake:
    """The handshake, and for TLS 1.3 the moment after it. Raises BadFile, OSError, ValueError."""
    tls.context_of(plan)  # a bad file is no reason to bother the server
    made = tls.shake(way.open(deadline), plan)
    if confirm and made.conn and made.facts["version"] == "TLSv1.3":
        return _confirmed(made)
    return made


def _confirmed(made: Shake) -> Shake:
    assert made.conn is not None
    sock: Any = made.conn.sock
    try:
        sock.confirm(CONFIRM)
    except (OSError, ValueError) as error:
        made.conn.close()
        return Shake({**made.facts, **tls.seen(sock), **tls.failure(error, sock), "late": True})
    return made


def _more(
    way: Way, plan: Plan, facts: Mapping[str, Any], values: Mapping[str, str], deadline: Deadline,
    date_of: Callable[[Conn], Mapping[str, Any]] | None,
) -> dict[str, Any]:  # fmt: skip
    more = tls_try.tries(way, plan, facts, values, deadline)
    if facts["result"] == "untrusted" and facts["verify"]["code"] in (9, 10) and date_of:
        more.update(_date(way, plan, deadline, date_of))
    return more


def _beside(beside: Way, plan: Plan, through: Mapping[str, Any], deadline: Deadline) -> dict[str, Any]:
    """Who issued the certificate that the same host shows past the proxy: the same as `through` it?"""
    try:
        made = tls.shake(beside.open(deadline), replace(plan, verify=False))
    except (OSError, ValueError):
        return {}
    if made.conn:
        made.conn.close()
    past = leaf(made.facts)
    same = all(past.get(key) == through.get(key) for key in ("issuer", "issuer_key_id"))
    return {"direct_issuer": issuer_of(past), "direct_same": same}


def _date(
    way: Way, plan: Plan, deadline: Deadline, date_of: Callable[[Conn], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The peer's time: a certificate that looks expired may only be seen with a wrong clock."""
    try:
        made = tls.shake(way.open(deadline), replace(plan, verify=False))
        if not made.conn:
            return {}
        with made.conn as conn:
            return date_of(conn)
    except (OSError, ValueError):
        return {}


def _store(plan: Plan) -> dict[str, Any]:
    store = plan.store
    return {"name": store.name, "libraries": list(store.libraries), "where": store.where,
            "verified": plan.verify, "variable": store.variable, "sets": store.sets,
            "problem": store.problem}  # fmt: skip


def _file(bad: BadFile) -> dict[str, str]:
    return {"role": bad.role, "path": bad.path, "problem": bad.problem}


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
