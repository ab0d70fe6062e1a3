"""Masks secrets in text. Standard library only; it fails closed."""

from __future__ import annotations

import os
from typing import Any

from farhand.model import Facts


class Redactor:
    """Replaces every known or recognised secret by a steady mark.

    `secrets` may grow while it works: a probe adds a password as soon as it has read it.
    """

    def __init__(self, secrets: set[str] | None = None, key: bytes | None = None) -> None:
        self.secrets: set[str] = secrets if secrets is not None else set()
        self.key = key or os.urandom(32)

    def text(self, text: str) -> str:
        for secret in self.secrets:
            if secret:
                text = text.replace(secret, "<secret>")
        return text

    def facts(self, facts: Facts) -> dict[str, Any]:
        """The same facts with every string in them, at any depth, masked."""
        return {key: self._value(value) for key, value in facts.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return self.facts(value)
        if isinstance(value, (list, tuple)):
            return [self._value(v) for v in value]
        return value
