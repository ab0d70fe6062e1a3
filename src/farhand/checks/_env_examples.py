"""Environments as they were seen, and what each must lead to."""

from __future__ import annotations

EXAMPLES = ()
