"""Made-up logs to measure redaction with: one dense in addresses, one with hardly any."""

from __future__ import annotations

import random

_WORDS = (
    "order", "invoice", "cart", "session", "report", "item", "price", "stock", "page", "user", "job", "queue",
)  # fmt: skip
_SECRETS = (
    "payment: using key sk_live_{hex}", "psycopg2: connecting with postgres://app:{word}{hex}@db.internal:5432/shop",
    "loaded config: password={word}{hex}", "webhook call with Authorization: Bearer eyJ{hex}.eyJ{hex}.{hex}",
    "env: AWS_ACCESS_KEY_ID=AKIA{upper}", "github: token ghp_{hex}{hex}",
)  # fmt: skip


def log(size: int, dense: bool, seed: int = 7) -> bytes:
    """About `size` bytes of lines, the same for the same seed; one line of a hundred holds a secret.

    Dense: four of ten lines with a client address, one of sixteen with an e-mail address: a hit in 300 bytes.
    Else one line of fifty has an address.
    """
    rng = random.Random(seed)
    lines, length = [], 0
    while length < size:
        line = _line(rng, len(lines), dense)
        lines.append(line)
        length += len(line) + 1
    return ("\n".join(lines) + "\n").encode()


def _line(rng: random.Random, number: int, dense: bool) -> str:
    clock = f"{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.{rng.randrange(1000):03}"
    trace = f"{rng.getrandbits(128):032x}"
    head = f"2026-11-20T{clock}Z INFO  [app.{rng.choice(_WORDS)}] [trace={trace}] "
    if rng.random() < 0.01:
        filled = {"hex": f"{rng.getrandbits(96):024x}", "upper": _upper(rng), "word": rng.choice(_WORDS)}
        return head + rng.choice(_SECRETS).format(**filled)
    text = f"GET /api/v1/{rng.choice(_WORDS)}s/{rng.randrange(10**6)} 200 {rng.random() * 90:.1f}ms"
    if rng.random() < (0.4 if dense else 0.02):
        text += " client=" + ".".join(str(rng.randrange(1, 255)) for _ in range(4))
    if rng.random() < (0.06 if dense else 0.003):
        text += f" user={rng.choice(_WORDS)}.{rng.randrange(10**4)}@example-{rng.randrange(40)}.com"
    return head + text


def _upper(rng: random.Random) -> str:
    return "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16))
