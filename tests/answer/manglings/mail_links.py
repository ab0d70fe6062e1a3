"""Links behind themselves, as text versions of mails have them."""

import re


def mangle(text: str) -> str:
    text = re.sub(r"(https?://[^\s<>]+)", lambda m: f"{m[1]} <{m[1]}>", text)
    return re.sub(r"(?<![\w/.])(\w+@[\w.]+\w)", r"\1 <mailto:\1>", text)
