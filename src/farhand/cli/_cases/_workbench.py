"""What the commands around the workbench share: that it is installed."""

from __future__ import annotations

import importlib.util

from farhand.errors import Mistake

_NEEDED = ("starlette", "uvicorn", "argon2", "python_multipart")


def needed() -> None:
    """Raises Mistake where the workbench is not installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise Mistake(
            f"the workbench is not installed ({', '.join(missing)} missing); "
            "install it with: pip install 'farhand[workbench]'"
        )
