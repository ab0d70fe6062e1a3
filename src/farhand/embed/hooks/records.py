"""The ring sees every record, and the errors each logged exception, from the app's first moment on."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.records import attach


def install(process: Process) -> None:
    attach.attach()
