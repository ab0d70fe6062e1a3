"""Quoted-printable, as a mail's source shows it: `=` at the end of a line, `=3D` for `=`."""

from __future__ import annotations

import quopri
import re
from collections.abc import Sequence

from farhand.paste.lines import Line, decoded

ORDER = 15
DONE = "quoted-printable decoded"
_SIGN = re.compile(r"=3D|=20$|=09$|=[C-F][0-9A-F]=[89AB][0-9A-F]|\w=$", re.MULTILINE)


def undo(lines: Sequence[Line]) -> list[Line]:
    text = "\n".join(line.text.rstrip() for line in lines)
    if not ("=3D" in text or "=\n" in text) or not _SIGN.search(text):
        return list(lines)
    raw = quopri.decodestring(text.encode("utf-8", "surrogateescape"))
    return decoded(lines, raw.decode("utf-8", "replace").split("\n"))
