"""Archives of any origin, read as a stream of members. Standard library only, Python 3.9 too.

    file ──► compressed.py ──► recognised by its first bytes ──► tar.py, zip.py ──► Member, Refused
             .gz .bz2 .xz .zst                                   names.py checks every name

An archive is somebody else's: its names may lead out of the folder, its members may be links, devices or
bombs. So nothing in here writes a file, follows a link or trusts a size; `limits.py` bounds what reading may
cost. What is refused comes as `Refused`, with the reason, between the members that are kept.
"""

from __future__ import annotations

from farhand.archives.compressed import Damaged, opened
from farhand.archives.contents import Found, find, members, walk
from farhand.archives.limits import Limits, Meter, Spent
from farhand.archives.model import FILE, FOLDER, Member, Refused

__all__ = [
    "FILE", "FOLDER", "Damaged", "Found", "Limits", "Member", "Meter", "Refused", "Spent",
    "find", "members", "opened", "walk",
]  # fmt: skip
