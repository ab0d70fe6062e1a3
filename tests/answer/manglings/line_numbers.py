"""The numbers of the lines in front, as editors copy them."""


def mangle(text: str) -> str:
    return "".join(f"{n:>4}  {line}\n" for n, line in enumerate(text.splitlines(), 118))
