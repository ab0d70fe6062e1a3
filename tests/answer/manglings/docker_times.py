"""docker logs -t, through compose."""


def mangle(text: str) -> str:
    rows = text.splitlines()
    return "".join(
        f"web-1  | 2026-11-20T08:{n // 60:02}:{n % 60:02}.{n:09}Z {row}\n" for n, row in enumerate(rows)
    )
