"""Shows whether two values are the same without showing either.

The key is made once per run folder, so that the workers of a host can be compared; with `[embed]
fingerprint_key` in the declaration two hosts can be compared as well.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from farhand.control import folder
from farhand.embed.process import Process

_FILE = "key.json"


class Key:
    """The key of this host's fingerprints."""

    def __init__(self) -> None:
        self.value = b""


def key_of(process: Process) -> bytes:
    """The key: declared, else that of the run folder, else one of this process alone."""
    held = process.of(Key)
    if not held.value:
        declared = str(process.settings.embed.get("fingerprint_key") or "")
        held.value = declared.encode() or _of_folder(process) or os.urandom(32)
    return held.value


def _of_folder(process: Process) -> bytes:
    """The key in the run folder; whoever comes first makes it, and all others find that one."""
    if process.folder is None:
        return b""
    path = process.folder / _FILE
    if folder.read(path) is None:
        made = process.folder / f".{_FILE}.{process.pid}"
        try:
            folder.write(made, {"key": os.urandom(32).hex()})
            os.link(made, path)
        except OSError:
            pass
        folder.drop(made)
    document = folder.read(path) or {}
    try:
        return bytes.fromhex(str(document.get("key", "")))
    except ValueError:
        return b""


def of(process: Process, value: str) -> str:
    """Twelve hex digits: the same for the same value, and no way back."""
    return hmac.new(key_of(process), value.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[
        :12
    ]


def of_config(process: Process) -> str:
    """Of the declaration and the declared variables: workers that differ here were configured differently."""
    held = process.of(_Config)
    if not held.value:
        values = [f"{v.name}={process.environment.get(v.name)}" for v in process.app.env]
        held.value = of(process, "\0".join([process.settings.digest, *values]))
    return held.value


class _Config:
    """The fingerprint as it was when the process began to serve: a later change of os.environ is not it."""

    def __init__(self) -> None:
        self.value = ""
