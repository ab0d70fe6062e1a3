"""A made document as the bytes that go into the bundle: one fact a line, so that it can be quoted."""

from __future__ import annotations

import json
from typing import Any


def document(schema: str, **facts: Any) -> bytes:
    text = json.dumps({"schema": schema, **facts}, indent=1, default=str, ensure_ascii=False)
    return (text + "\n").encode("utf-8", "backslashreplace")
