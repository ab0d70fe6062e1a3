"""The setting `starttls`: is TLS begun inside of the conversation?  Pure."""

from __future__ import annotations

_YES, _NO = ("true", "1", "yes", "on", "always", "required"), ("false", "0", "no", "off", "never", "none")


def starttls(said: object) -> str:
    """The setting in one of three words."""
    word = "" if said is None else str(said).strip().lower()
    return "always" if word in _YES else "never" if word in _NO else "offered"
