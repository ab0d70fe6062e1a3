"""What the check of the proxy saw in the lab, and what it means."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES: tuple[Example, ...] = ()
