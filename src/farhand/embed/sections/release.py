"""Which build of the app, of Python and of Farhand this is, and on what it runs."""

from __future__ import annotations

import platform
import sys
from typing import Any

from farhand.embed import build
from farhand.embed.process import Process


def told(process: Process) -> dict[str, Any]:
    commit, source = build.of_process(process)
    return {
        "app": process.settings.name,
        "version": process.settings.version,
        "commit": commit,
        "commit_from": source,
        **build.more(process.environment),
        "declaration": str(process.settings.path or ""),
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "prefix": sys.prefix,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
