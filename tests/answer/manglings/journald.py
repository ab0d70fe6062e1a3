"""journalctl."""


def mangle(text: str) -> str:
    rows = text.splitlines()
    return "".join(
        f"Nov {9 + n % 3:>2} 10:00:{n % 60:02} web-1 sh[{900 + n}]: {row}\n" for n, row in enumerate(rows)
    )
