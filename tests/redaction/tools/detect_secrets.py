"""detect-secrets only finds; what it finds in a line is cut out of it here, so that it is measured alike."""

from __future__ import annotations

from pathlib import Path

from tests.redaction.tools import Options, _peer


def run(source: Path, target: Path, options: Options) -> str | None:
    return _peer.run(
        Path(__file__).parent.parent / "peers/detect_secrets_peer.py",
        "detect-secrets",
        source,
        target,
        options,
    )
