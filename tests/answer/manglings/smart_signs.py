"""A word processor's quotes, dashes, ellipsis and blanks."""

import re


def mangle(text: str) -> str:
    text = re.sub(r'(^|[\s(=])"', r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(=])'", r"\1‘", text).replace("'", "’")
    text = text.replace("...", "…").replace("  ", "\u00a0 ")
    return re.sub(r"(?m)(?:(?<=\s)|^)--(?=\s)", "—", text)
