"""What the stages know of each other, the same for the probe and for what a command printed.  Pure.

From inside, a site's own public address often cannot be reached, although senders reach it. So a way that
is silent decides nothing by itself: the calls in the log do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from farhand.checks import dns, tcp
from farhand.checks._tls import meaning as tls_meaning
from farhand.checks._webhook import calls
from farhand.checks._webhook import judge as means
from farhand.model import FAIL, Seen, Verdict

#: What a firewall, or a gateway that does not lead back in, makes of a connection from inside.
_NOTHING_CAME = ("tcp.timeout", "tcp.no_route", "tcp.host_down")
NO_WAY_BACK = "a site's own public address often cannot be reached from inside"


def woven(stages: Iterable[Seen], log: Mapping[str, Any]) -> Iterator[Seen]:
    """The stages from `secret` on, each with what is known beside it, and last `arrivals`."""
    taken = calls.taken_lately(log)
    known: dict[str, Any] = {"taken": taken}
    for seen in stages:
        if seen.stage in ("listener", "public") and not seen.unknown:
            seen = replace(seen, facts={**seen.facts, **known})
        verdict = _verdict(seen)
        failed = bool(verdict and verdict.outcome == FAIL)
        if failed and seen.stage == "tcp":
            seen, failed = _silent(seen, verdict, known)
        if failed and seen.stage == "dns" and taken:
            why = "the name is not known here, and calls come from outside"
            seen, failed = Seen("dns", {"not_applicable": why}), False
        if failed:
            known.setdefault("failed", seen.stage)
        if seen.stage == "listener" and not seen.unknown and "not_applicable" not in seen.facts:
            known.update(local=seen.facts.get("status", 0), local_only=seen.facts.get("local_only", False))
        yield seen
    yield _arrivals(log, known)


def _verdict(seen: Seen) -> Verdict | None:
    if seen.unknown or "not_applicable" in seen.facts:
        return None
    judges = {"dns": dns.judge, "tcp": tcp.judge, **dict.fromkeys(means.JUDGES, _own)}
    if seen.stage == "tls":
        return tls_meaning.meaning(seen.facts)
    return judges[seen.stage](seen.stage, seen.facts) if seen.stage in judges else None


def _silent(seen: Seen, verdict: Verdict | None, known: dict[str, Any]) -> tuple[Seen, bool]:
    """A connection from inside that came to nothing, and whether that is a fault by itself."""
    causes = {finding.cause for finding in verdict.findings} if verdict else set()
    if known["taken"]:
        return Seen("tcp", {"not_applicable": f"{NO_WAY_BACK}, and calls come from outside"}), False
    if not causes & set(_NOTHING_CAME):
        return seen, True
    known["unreached"] = "silent"
    return replace(seen, facts={**seen.facts, "critical": False}, unknown=f"{NO_WAY_BACK}"), False


def _arrivals(log: Mapping[str, Any], known: Mapping[str, Any]) -> Seen:
    beside = {key: known[key] for key in ("unreached", "failed", "local") if key in known}
    if not log and "unreached" not in beside:
        return Seen("arrivals", {"not_applicable": "no log in which the calls are to be seen is declared"})
    return Seen("arrivals", {**log, **beside})


def _own(stage: str, facts: Mapping[str, Any]) -> Verdict:
    return means.JUDGES[stage](facts)
