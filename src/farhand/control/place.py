"""Where the declaration is."""

from __future__ import annotations

import os
from pathlib import Path

from farhand.errors import Mistake


def found(given: str | None) -> Path:
    """As given, else FARHAND_CONFIG, else farhand.toml here or in the nearest folder above.

    Raises Mistake.
    """
    named = given or os.environ.get("FARHAND_CONFIG")
    if named:
        return Path(named)
    try:
        here = Path.cwd()
    except OSError:
        raise Mistake("this folder is gone, or closed to this user; give --config FILE") from None
    for folder in (here, *here.parents):
        if os.path.isfile(folder / "farhand.toml"):  # False also where this user may not look
            return folder / "farhand.toml"
    raise Mistake("no farhand.toml here or above; give --config FILE, or write one with `farhand init`")
