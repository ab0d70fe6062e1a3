"""Names in archives: made plain, checked, and held against all others of the same archive.

A name must be harmless on any system on which somebody may unpack it: so drive letters and backslashes
count everywhere, and two names that only some file systems can tell apart are one name.
"""

from __future__ import annotations

import re
import unicodedata

#: Bytes of one part of a name; parts of a name; signs of a name that are shown.
_PART, _PARTS, _SHOWN = 255, 64, 200
_DRIVE = re.compile(r"[A-Za-z]:")


def shown(raw: str) -> str:
    """The name for a message: no control characters, not too long."""
    text = "".join(c if _is_plain(c) else f"\\x{ord(c):02x}" for c in raw[:_SHOWN])
    return text + ("…" if len(raw) > _SHOWN else "")


def decoded(raw: bytes) -> str:
    """A name in UTF-8; bytes that are none stay visible as \\xNN."""
    return raw.decode("utf-8", "backslashreplace")


def _is_plain(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


class Names:
    """All names of one archive so far."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, raw: str, is_folder: bool = False) -> tuple[str, str]:
        """The name to use, and an empty text; or what is to be shown, and why it is refused."""
        why = _fault(raw, self._longest)
        if why:
            return shown(raw), why
        name = "/".join(p.replace("\\", "_") for p in raw.split("/") if p not in ("", "."))
        why = self._conflict(name, is_folder)
        return (shown(raw), why) if why else (name, "")

    def _conflict(self, name: str, is_folder: bool) -> str:
        parts = [_key(part) for part in name.split("/")]
        key, above = "/".join(parts), {"/".join(parts[:n]) for n in range(1, len(parts))}
        if above & self._files:
            return "it lies below a name that is a file in the same archive"
        if key in self._files:
            return "another member has the same name, or one that some systems cannot tell from it"
        if not is_folder and key in self._folders:
            return "the same name is a folder in this archive"
        self._folders |= above
        (self._folders if is_folder else self._files).add(key)
        return ""


def _fault(raw: str, longest: int) -> str:
    """What is wrong with a name by itself; empty: nothing."""
    if not all(map(_is_plain, raw)):
        return "its name holds control or invisible characters"
    if len(raw.encode("utf-8", "replace")) > longest:
        return "its name is too long"
    either = raw.replace("\\", "/")
    parts = [p for p in either.split("/") if p not in ("", ".")]
    if either.startswith("/") or _DRIVE.match(either):
        return "its name is an absolute path"
    if ".." in (part.strip() for part in parts):
        return "its name leads out of the folder (..)"
    if len(parts) > _PARTS or any(len(p.encode("utf-8", "replace")) > _PART for p in parts):
        return "its name is too long or nested too deeply"
    return "" if parts or not raw.strip("./\\") else "it has no name"


def _key(part: str) -> str:
    """The same for names that a file system which ignores case or Unicode forms takes for one."""
    folded = unicodedata.normalize("NFKC", part).casefold()
    return unicodedata.normalize("NFKC", folded).rstrip(" .") or part
