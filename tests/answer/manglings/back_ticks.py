"""Back-ticks around every line."""


def mangle(text: str) -> str:
    return "".join(f"`{line}`\n" if line else "\n" for line in text.splitlines())
