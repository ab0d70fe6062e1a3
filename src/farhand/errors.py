"""Errors by blame: a mistake of the person at the keyboard, told in one sentence with the next step."""

from __future__ import annotations


class Mistake(Exception):
    """Wrong usage or unreadable input: exit status 2. The text names what, where and the next step."""
