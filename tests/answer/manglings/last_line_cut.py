"""The last line was copied by half."""


def mangle(text: str) -> str:
    return text.rstrip("\n")[: -max(4, len(text.splitlines()[-1]) // 2)]
