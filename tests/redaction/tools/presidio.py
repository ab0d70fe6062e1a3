"""Presidio with its pattern recognizers; no language model, which would have to be downloaded."""

from __future__ import annotations

from pathlib import Path

from tests.redaction.tools import Options, _peer


def run(source: Path, target: Path, options: Options) -> str | None:
    return _peer.run(
        Path(__file__).parent.parent / "peers/presidio_peer.py", "presidio-analyzer", source, target, options
    )
