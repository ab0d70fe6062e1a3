"""Is an address that of another stage than the app's own: the test system's database under a live app?  Pure.

Only names are compared, so that this warns and never fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SAYS_STAGE = re.compile(r"(\w+_)?(ENV|ENVIRONMENT|STAGE|DEPLOY_ENV|APP_ENV|TIER)")
#: Set by frameworks to `production` wherever they are built or run, so that they say nothing of the site.
_NO_STAGE = (
    "NODE_ENV",
    "RAILS_ENV",
    "RACK_ENV",
    "FLASK_ENV",
    "BABEL_ENV",
    "MIX_ENV",
    "VIRTUAL_ENV",
    "NEXT_PUBLIC_ENV",
)
_WORDS = {
    "production": ("production", "prod", "prd", "live"),
    "staging": ("staging", "stage", "stg", "preprod"),
    "test": ("test", "testing", "tst", "qa", "uat", "sandbox"),
    "development": ("development", "dev"),
}
_STAGE = {word: stage for stage, words in _WORDS.items() for word in words}


def of_app(values: Mapping[str, str]) -> tuple[str, str]:
    """(variable, stage) that the environment names; ("", "") where none does, or two disagree."""
    found = {
        name: _STAGE[value.strip().lower()]
        for name, value in values.items()
        if _SAYS_STAGE.fullmatch(name) and name not in _NO_STAGE and value.strip().lower() in _STAGE
    }
    return next(iter(found.items())) if len(set(found.values())) == 1 else ("", "")


def of_address(host: str, name: str = "") -> str:
    """The stage that a host's or database's name tells; the last label of a host is a domain, not a stage."""
    labels = host.lower().split(".")
    words = re.split(r"[^a-z0-9]+", " ".join([*(labels[:-1] or labels), name.lower()]))
    found = {_STAGE[word.rstrip("0123456789")] for word in words if word.rstrip("0123456789") in _STAGE}
    return found.pop() if len(found) == 1 else ""


def differ(app: str, address: str) -> bool:
    """True where one is live and the other is not: the stages before it often share their services."""
    return bool(app and address) and app != address and "production" in (app, address)
