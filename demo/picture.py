"""Puts what the demo prints into the README: `python -m demo.picture`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- picture: python -m demo.picture -->\n```text\n", "```\n<!-- /picture -->"
FAULT = "proxy"


def scene() -> str:
    """The last scene of `python -m demo proxy`, as a terminal of 100 columns shows it."""
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "demo", FAULT], env=env, capture_output=True, text=True, check=True
    )
    last = done.stdout[done.stdout.index("── Then") :]
    return "\n".join(line.rstrip() for line in last.splitlines()) + "\n"


def shown() -> str:
    """What the README shows."""
    return README.read_text("utf-8").split(BEGIN, 1)[1].split(END, 1)[0]


def main() -> None:
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN, 1)
    README.write_text(f"{before}{BEGIN}{scene()}{END}{rest.split(END, 1)[1]}", "utf-8")


if __name__ == "__main__":
    main()
