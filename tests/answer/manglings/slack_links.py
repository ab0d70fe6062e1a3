"""Slack's links."""

import re


def mangle(text: str) -> str:
    return re.sub(r"(https?://[^\s<>]+)", lambda m: f"<{m[1]}|{m[1]}>", text)
