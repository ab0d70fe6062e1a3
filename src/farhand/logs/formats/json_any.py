"""JSON lines whose time is under a key of any name."""

from __future__ import annotations

from farhand.logs import model
from farhand.logs.formats import json_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Examples

NAME, ORDER, SIGNS = "json-lines", 22, (b'{"', b'{ "')
SHAPES = (b"{",)
STAMPS = ("iso",)
level, message, field = json_lines.level, json_lines.message, json_lines.field


def begin(stamp: bytes) -> bytes:
    return rb"\{[^\n]*?(?<=[,{ \t])\"[^\"\\\n]{1,60}\"\s*:\s*\"" + stamp


EXAMPLES: Examples = [
    (
        b'{"msg": "up", "level": "info", "happened": "2026-11-20T14:02:03Z"}\n',
        [("2026-11-20T14:02:03Z", model.INFO, b"up")],
    ),
]
