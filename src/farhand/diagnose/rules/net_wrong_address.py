"""A foreign certificate or service, at an address that another source of the name would not have given.

The hosts file of a host, or one of its name servers, still leads to where the service was. What is there
now may accept the connection: then only the certificate or the first words tell that it is another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from farhand.model import PASS, Finding, Result

#: What a wrong machine behind an open port looks like.
FOREIGN = ("tls.hostname", "tls.self_signed", "tcp.wrong_service", "http.wrong_backend")
#: The source that was taken, by the mark of the one that was not; and the cause.
_WHY = {
    "hosts": ("dns.wrong_address", "the hosts file gives {old}, the name server {new}"),
    "search": ("dns.search_domain", "the search list makes another name of it, {old}; the name is {new}"),
}  # fmt: skip
_SERVERS = ("dns.wrong_address", "the name servers disagree: one says {old}, the {how} says {new}")


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    doubtful = {r.subject: r for r in results if r.stage == "dns" and r.outcome == PASS and _others(r)}
    made: list[Finding] = []
    for finding in findings:
        if finding.role == "root" and finding.cause in FOREIGN and finding.subject in doubtful:
            made += [_root(finding, doubtful[finding.subject]), replace(finding, role="symptom")]
        else:
            made.append(finding)
    return made


def _others(result: Result) -> Mapping[str, str]:
    """Addresses that another source gives; those that one server gives in turn are no other source."""
    found = result.facts.get("others")
    return {a: how for a, how in found.items() if how != "turns"} if isinstance(found, Mapping) else {}


def _root(foreign: Finding, result: Result) -> Finding:
    new, how = next(iter(_others(result).items()))
    old = ", ".join(str(a) for a in result.facts.get("addresses", ()))
    cause, words = _WHY.get(how, _SERVERS)
    why = f"{words.format(old=old, new=new, how=how)}; and at {old} something else answers"
    here = how == "hosts"
    return Finding(
        cause,
        0.8,
        why,
        {"host": result.facts.get("host", ""), "right": new, "wrong": old, "address": old},
        (foreign.cause,),
        "customer-platform" if here else "",
        "the address comes from the hosts file of the app's own host" if here else "",
        subject=foreign.subject,
        check=result.check,
        stage=result.stage,
        says=f"{result.facts.get('host', '')} is looked up as {old}, where something else answers",
        explains=(f"{foreign.subject}: {foreign.cause}",),
        critical=foreign.critical,
    )
