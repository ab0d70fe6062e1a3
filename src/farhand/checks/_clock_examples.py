"""Examples of `clock`."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES: tuple[Example, ...] = ()
