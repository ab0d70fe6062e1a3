"""Entities without the tags."""

import html


def mangle(text: str) -> str:
    return html.escape(text)
