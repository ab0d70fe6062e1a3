"""Examples of `host`."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES: tuple[Example, ...] = ()
