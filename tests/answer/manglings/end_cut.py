"""The end was not copied."""


def mangle(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[: -max(1, len(lines) // 4)])
