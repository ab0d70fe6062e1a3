"""Real facts, captured in the lab, and what they must lead to."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES: tuple[Example, ...] = ()
