"""How fast redaction is: each class set, on a dense and a sparse log, with farhand[fast] and without.

Each figure is the best of three in a process of its own, in CPU seconds of one core; the peer runs in the
same run.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable

from tests.redact import texts

SIZE, PEER_SIZE = 8_000_000, 200_000
#: Text, profile, and what is asked with the matcher and without.
CASES = (
    ("dense", "strict", 60, 15), ("sparse", "strict", 120, 15),
    ("dense", "default", 0, 15), ("sparse", "secrets", 200, 15),
)  # fmt: skip


def speed(data: bytes, work: Callable[[bytes], object]) -> float:
    """MB per CPU second, the best of three."""
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        work(data)
        best = min(best, time.process_time() - begun)
    return len(data) / best / 1e6


def _farhand(profile: str) -> Callable[[bytes], object]:
    from farhand.redact import Policy, Redactor

    redactor = Redactor(key=b"k" * 32, policy=Policy(profile))
    return lambda data: redactor.stream(io.BytesIO(data), io.BytesIO())


def _loop() -> Callable[[bytes], object]:
    """What most redactors are: one `re.sub` after the other, here of the shapes that Farhand knows."""
    from farhand.redact import shapes

    patterns = [re.compile(pattern) for _, _, pattern in shapes.SHAPES][:60]

    def work(data: bytes) -> None:
        text = data.decode()
        for pattern in patterns:
            text = pattern.sub("<hidden>", text)

    return work


def measure(mode: str) -> list[float]:
    """The speeds of one way, in the order of CASES; for "peer" the one of the loop, on the dense log."""
    if mode == "peer":
        return [speed(texts.log(PEER_SIZE * 5, True), _loop())]
    if mode == "plain":
        sys.modules["hyperscan"] = None  # type: ignore[assignment]
    return [speed(texts.log(SIZE, text == "dense"), _farhand(profile)) for text, profile, _, _ in CASES]


def rows() -> list[tuple[str, str, str]]:
    fast, plain, peer = (_in_a_process(mode) for mode in ("fast", "plain", "peer"))
    found = []
    for number, (text, profile, asked, bare) in enumerate(CASES):
        name = f"redaction, profile {profile}, a log {text} in addresses"
        wanted = f"≥ {asked} MB/s" if asked else ""
        found.append((f"{name}, `farhand[fast]`", _told(fast[number], peer[0]), wanted))
        found.append((f"{name}, standard library", _told(plain[number], peer[0]), f"≥ {bare} MB/s"))
    found.append(("60 patterns, one `re.sub` after the other", f"{peer[0]:.1f} MB/s", ""))
    return found


def _told(mine: float, peer: float) -> str:
    return f"{mine:.1f} MB/s ({mine / peer:.1f} × the loop)"


def _in_a_process(mode: str) -> list[float]:
    command = [sys.executable, "-m", "tests.redact.bench_redact", mode]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(one) for one in json.loads(done.stdout)]


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
