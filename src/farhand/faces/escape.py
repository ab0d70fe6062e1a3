"""Evidence is hostile: makes control characters visible before a person's screen sees them.

Covers C0 and C1 controls (so no terminal escape sequence survives), the Unicode directional
overrides that make text read otherwise than it is, and lone surrogates from undecodable bytes.
"""

from __future__ import annotations

import re

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def terminal(text: str) -> str:
    """`text` with every such character written as an escape; newline and tab stay."""
    return _HOSTILE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8 (surrogateescape)
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def markdown(text: str) -> str:
    """`text` as one line of Markdown in which nothing ends a table's cell or becomes markup."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return "".join(f"\\{c}" if c in "\\|`*_[]<>#" else c for c in plain)
