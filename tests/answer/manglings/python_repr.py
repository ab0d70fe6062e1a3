"""Inside a string as Python shows bytes."""


def mangle(text: str) -> str:
    return f"CompletedProcess(args=['sh'], returncode=0, stdout={text.encode()!r})\n"
