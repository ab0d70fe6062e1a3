"""Masks secrets in text. Standard library only, Python 3.9 too; it fails closed.

`Redactor` is all that the rest of Farhand uses. What is found how: `rules/` (one file per family),
`shapes.py` (keys of known issuers), `declared.py` (values that are known), `words.py` (which keys
sound secret, and which words after them are none). What it looks like afterwards: `marks.py`.
"""

from __future__ import annotations

from farhand.redact.policy import Policy
from farhand.redact.redactor import Redactor
from farhand.redact.tally import Tally

__all__ = ["Policy", "Redactor", "Tally"]
