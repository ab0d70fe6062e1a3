"""What the facts of each stage of the memcached check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._memcached.spoken import SPOKEN
from farhand.checks._service_meaning import fail
from farhand.model import PASS, UNKNOWN, WARN, Facts, Finding, Verdict


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    return {**{key: facts[key] for key in ("host", "port", "user") if facts.get(key)}, **more}


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "ok":
        return Verdict(PASS, f"memcached {facts.get('version')} answers")
    if answer == "login_wanted" and facts.get("user"):
        return Verdict(PASS, "memcached answers and wants a login")
    if answer == "login_wanted":
        why = "memcached wants a login, and the app gives none"
        return fail("memcached.auth", 0.95, why, params_of(facts))
    if answer == "binary":
        return Verdict(UNKNOWN, "could not look: memcached takes only its binary protocol here (SASL)")
    return _no(facts) if answer == "error" else _broken(facts, "answers")


def login(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "none":
        return Verdict(PASS, "no login is asked for")
    if answer == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')}")
    if answer == "error":
        why = f"memcached refuses the user or the password: {facts.get('message')}"
        return fail("memcached.auth", 0.95, why, params_of(facts))
    return _broken(facts, "finishes the login")


def _no(facts: Facts) -> Verdict:
    said = str(facts.get("message", ""))
    if "too many open connections" in said.lower():
        why = f"memcached has as many connections as it takes: {said}"
        return fail("memcached.too_many_connections", 0.97, why, params_of(facts))
    return Verdict(UNKNOWN, f"could not look: memcached answers {said}")


def capacity(facts: Facts) -> Verdict:
    if "answer" in facts:
        return _broken(facts, "answers a question")
    there, limit = facts.get("curr_connections"), facts.get("max_connections")
    if not isinstance(there, int) or not isinstance(limit, int) or not limit:
        return Verdict(PASS, "memcached does not tell how many connections it takes")
    need = int(facts.get("pool_size") or 0) * int(facts.get("processes") or 1)
    params = params_of(facts, limit=limit, need=need, wanted=2 * max(need, there))
    if need > limit:
        pools = f"pool_size {facts.get('pool_size')} × {facts.get('processes') or 1} processes"
        why = f"the app needs {need} connections ({pools}), but memcached takes {limit}"
        return fail("memcached.too_many_connections", 0.9, why, params)
    if limit >= 10 and there >= 0.9 * limit:
        return _warned(f"{there} of {limit} connections are there", params)
    turned_away = max(facts.get("rejected_connections") or 0, facts.get("listen_disabled_num") or 0)
    if turned_away:
        return _warned(
            f"the limit of {limit} connections was met {turned_away} times since the start", params
        )
    return Verdict(PASS, f"{there} of {limit} connections")


def _warned(why: str, params: Mapping[str, Any]) -> Verdict:
    return Verdict(WARN, why, (Finding("memcached.too_many_connections", 0.5, why, params),))


def _broken(facts: Facts, what: str) -> Verdict:
    if facts.get("takes_tls"):
        why = f"port {facts.get('port')} speaks TLS only, and the app speaks to memcached without"
        fix = (
            "Switch TLS on in the settings of the app's memcached client, or have memcached listen without "
            "TLS (-l notls:ADDRESS:PORT).",
        )
        return fail("tls.not_tls", 0.95, why, params_of(facts), fix=fix)
    return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"hello": hello, "login": login, "capacity": capacity}
