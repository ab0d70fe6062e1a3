"""What the `http` stage looks like, captured in the lab."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES: tuple[Example, ...] = ()
