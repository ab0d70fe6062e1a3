"""What is hidden besides secrets: the options for it, and the policy they and the declaration make."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.model import App
from farhand.redact import Policy
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
    from farhand.exchange import masking

    words, patterns, keep = (getattr(args, name, ()) for name in ("word", "pattern", "keep"))
    return masking.policy(app, getattr(args, "profile", None) or profile, words, patterns, keep)
