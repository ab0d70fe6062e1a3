"""What a directory answered, as facts: shared by the probe and by what a command printed.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.checks._ldap.wanted import Wanted
from farhand.wire.ldap import ENTRY, REFERENCE, Message


def hello(place: Mapping[str, Any], asked: Wanted) -> dict[str, Any]:
    return {**place, "starttls": asked.starttls, "user": asked.user}


def about(result: Message, entries: Sequence[Message]) -> dict[str, Any]:
    """The answer to the question about the directory itself. A refusal is an answer as well."""
    rows = {key.lower(): values for entry in entries for key, values in entry.attributes.items()}
    facts: dict[str, Any] = {"answer": "ok", "code": result.code}
    facts.update({"message": result.text[:200]} if result.text else {})
    if "namingcontexts" in rows:
        facts["contexts"] = [name[:200] for name in rows["namingcontexts"][:10]]
    vendor = " ".join((*rows.get("vendorname", ())[:1], *rows.get("vendorversion", ())[:1]))
    return {**facts, **({"vendor": vendor[:100]} if vendor else {})}


def goes_on(facts: Mapping[str, Any], asked: Wanted) -> bool:
    """After the question about itself: a directory that answers it to nobody may still take a login."""
    return facts.get("answer") == "ok" and (facts.get("code") == 0 or bool(asked.user))


def login(place: Mapping[str, Any], asked: Wanted, password_given: bool) -> dict[str, Any]:
    return {**place, "user": asked.user, "password_given": password_given}


def base(place: Mapping[str, Any], asked: Wanted) -> dict[str, Any]:
    return {**place, "user": asked.user, "base": asked.base}


def found(result: Message, entries: Sequence[Message]) -> dict[str, Any]:
    """The answer to the search of the base."""
    if result.code:
        return refused("search", result)
    if any(entry.operation == ENTRY for entry in entries):
        return {"answer": "ok"}
    return {"answer": "referred" if any(e.operation == REFERENCE for e in entries) else "nothing"}


def refused(asked: str, result: Message) -> dict[str, Any]:
    facts: dict[str, Any] = {"answer": "refused", "asked": asked, "code": result.code}
    facts["message"] = result.text[:300]
    if result.matched:
        facts["matched"] = result.matched[:200]
    if result.referrals:
        facts["referrals"] = [url[:200] for url in result.referrals]
    return facts
