"""An editor of Markdown puts a backslash before its signs."""

import re


def mangle(text: str) -> str:
    return re.sub(r"([_*#\[\]<>`])", r"\\\1", text)
