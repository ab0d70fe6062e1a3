"""Runs a peer in its own interpreter: it reads names of files and writes them redacted."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.redaction.tools import Options


def run(script: Path, package: str, source: Path, target: Path, options: Options) -> str | None:
    """Run `script SOURCE TARGET` with the interpreter of the peer; None, or why not."""
    python = options.python
    if not python or not Path(python).exists():
        return (
            f"{package} needs its own environment: pip install {package} there, then --python THAT/bin/python"
        )
    if subprocess.run([python, "-c", f"import {package.replace('-', '_')}"], capture_output=True).returncode:
        return f"{package} is not installed for {python}"
    done = subprocess.run([python, str(script), str(source), str(target)], capture_output=True, text=True)
    return None if done.returncode == 0 else f"{package} failed: {done.stderr.strip()[-300:]}"
