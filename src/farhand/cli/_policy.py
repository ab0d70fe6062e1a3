"""What is hidden besides secrets: the options for it, and the policy they and the declaration make."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from farhand.errors import Mistake
from farhand.model import NOTHING, App
from farhand.redact import Policy
from farhand.redact.own import Own
from farhand.redact.policy import PROFILES


def policy_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("what is hidden")
    group.add_argument(
        "--profile",
        choices=sorted(PROFILES),
        help="besides secrets: default: personal data and cards; strict, hipaa, gdpr: also host names, "
        "addresses and users; pci: cards and names (default: [redact] profile, else default)",
    )
    for name, metavar, says in (
        ("--word", "WORD", "hide this word too, in any case"),
        ("--pattern", "REGEX", "hide what this regular expression matches"),
        ("--keep", "WORD", "never hide this one, but as a declared secret"),
    ):
        group.add_argument(
            name, metavar=metavar, action="append", default=[], help=f"{says}; may be repeated"
        )


def policy_of(args: Namespace, app: App | None, profile: str = "") -> Policy:
    """As the options say, else as `profile`, else as the declaration. Raises Mistake."""
    told: Mapping[str, Any] = app.sections.get("redact", NOTHING) if app else NOTHING
    policy = Policy(
        profile=getattr(args, "profile", None) or profile or str(told.get("profile") or "default"),
        words=(*told.get("words", ()), *getattr(args, "word", ())),
        patterns=(*told.get("patterns", ()), *getattr(args, "pattern", ())),
        keep=(*told.get("keep", ()), *getattr(args, "keep", ())),
        hosts=_hosts(app),
    )
    try:
        policy.groups, Own(policy)
    except ValueError as error:
        raise Mistake(str(error)) from None
    return policy


def _hosts(app: App | None) -> tuple[str, ...]:
    """Declared host names stay readable; what stands in a variable is not declared."""
    from farhand.target import read_target

    found = [read_target(dict(need.settings), need.kind).host for need in (app.dependencies if app else ())]
    return tuple(sorted({host for host in found if host and "$" not in host}))
