"""kubectl logs --prefix --timestamps."""


def mangle(text: str) -> str:
    rows = text.splitlines()
    return "".join(
        f"[pod/web-7d4b9c6f5-x2x1q/app] 2026-11-20T08:00:{n % 60:02}Z {row}\n" for n, row in enumerate(rows)
    )
