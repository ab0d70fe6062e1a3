"""What the facts of `_service` mean: another protocol answers, TLS is wanted or not, silence.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks._service import Spoken
from farhand.model import FAIL, NOTHING, UNKNOWN, Facts, Finding, Verdict

#: What a reset may be, too, where no tool could ask for TLS.
_UNASKED = ("tls.not_tls", "tcp.wrong_service", "tcp.source_not_allowed")


def tls(facts: Facts, spoken: Spoken, params: Mapping[str, Any] = NOTHING) -> Verdict:
    """The `tls` stage."""
    if facts.get("plain"):
        why = (
            f"the server speaks {spoken.name} without TLS on port {facts.get('port')}, "
            f"and the app's URL says {spoken.secure}://"
        )
        fix = (
            f"Write {spoken.plain}:// instead of {spoken.secure}:// in the app's URL (where the network is "
            "trusted), or name the TLS port.",
            *_check(facts, spoken, ""),
        )
        return fail("tls.not_tls", 0.95, why, params, fix=fix)
    from farhand.checks import tls as certificates

    return certificates.judge("tls", facts)


def broken(facts: Facts, spoken: Spoken, what: str, params: Mapping[str, Any] = NOTHING) -> Verdict:
    """A conversation that did not come about. `what` did not happen: "answers", "finishes the login"."""
    answer, port = facts.get("answer"), facts.get("port")
    if facts.get("takes_tls"):
        return _wants_tls(facts, spoken, params)
    if answer in ("other", "flood"):
        return _other(facts, spoken, params)
    if facts.get("socket") and answer in ("unreachable", "error"):
        return _socket(facts, params)
    if answer == "mute" and what == "answers":
        why = f"port {port} accepts the connection, but never answers {spoken.ask}"
        return fail("tcp.mute", 0.85, why, params)
    if answer in ("closed", "reset"):
        word = "closes" if answer == "closed" else "resets"
        why = f"the other side {word} the connection before it {what}"
        if facts.get("tls_unseen"):  # no tool was there to ask whether it is TLS that is wanted
            return fail("tcp.reset", 0.6, why, params, not_excluded=_UNASKED)
        return fail("tcp.reset", 0.8, why, params)
    return Verdict(UNKNOWN, f"could not look: the server never {what} in the time there was")


def _wants_tls(facts: Facts, spoken: Spoken, params: Mapping[str, Any]) -> Verdict:
    why = f"port {facts.get('port')} speaks TLS only, and the app's URL is without ({spoken.plain}://)"
    fix = (
        f"Write {spoken.secure}:// instead of {spoken.plain}:// in the app's URL and restart the app.",
        *_check(facts, spoken, spoken.tls_flag),
    )
    return fail("tls.not_tls", 0.95, why, params, fix=fix)


def _other(facts: Facts, spoken: Spoken, params: Mapping[str, Any]) -> Verdict:
    speaker, port = facts.get("speaker") or "", facts.get("port")
    if speaker == "TLS":
        why = f"port {port} speaks TLS, and the app's URL is without ({spoken.plain}://)"
        return fail("tls.not_tls", 0.9, why, params)
    who = f"{speaker} answers" if speaker else f"something else answers ({facts.get('said', '')})"
    why = f"{who} on port {port}, not {spoken.name}"
    more = {**params, "speaker": speaker or "something else"}
    return fail("tcp.wrong_service", 0.95 if speaker else 0.8, why, more)


def _socket(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    path = facts.get("socket")
    more = {**params, "path": path}
    if facts.get("errno") == 13:
        return fail("fs.permission", 0.9, f"the app's user may not use the socket {path}", more)
    return fail("tcp.refused", 0.9, f"nothing listens on the socket {path}", more)


def _check(facts: Facts, spoken: Spoken, flag: str) -> tuple[str, ...]:
    if not spoken.look:
        return ()
    words = spoken.look.format(host=facts.get("host"), port=facts.get("port"), tls=flag)
    return (f"Check it: {' '.join(words.split())}",)


def fail(cause: str, sure: float, why: str, params: Mapping[str, Any] = NOTHING, **told: Any) -> Verdict:
    """A verdict of one finding. `told`: other fields of it."""
    return Verdict(FAIL, why, (Finding(cause, sure, why, params, **told),))
