"""Whether bytes are text, told by how they begin; and what they are where they are none.

Text is UTF-8, UTF-16 with or without its mark, an old single-byte encoding, or words divided by NUL
(/proc/PID/environ). Everything else is binary: nothing can be found in it or hidden in it.
"""

from __future__ import annotations

import codecs

_MAGIC = (
    (b"\x7fELF", "a program, library or core dump (ELF)"),
    (b"MZ", "a Windows program"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF-", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
    (b"JAVA PROFILE", "a Java heap dump"),
    (b"LPKSHHRH", "a systemd journal: export it with journalctl --file"),
    (b"\xd4\xc3\xb2\xa1", "a packet capture"),
    (b"\xa1\xb2\xc3\xd4", "a packet capture"),
    (b"\x0a\x0d\x0d\x0a", "a packet capture"),
    (b"age-encryption.org/v1", "encrypted (age)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which Farhand does not open"),
    (b"Rar!\x1a\x07", "a RAR archive, which Farhand does not open"),
    (b"\x1f\x9d", "compressed with compress (.Z), which Farhand does not open"),
    (b"\x04\x22\x4d\x18", "compressed with lz4, which Farhand does not open"),
    (b"!<arch>\n", "a library or package (ar)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "compressed with gzip"),
)
#: Bytes that are looked at; signs that stand in no text: control characters but for white space and colours.
LOOKED = 8192
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x08\x1b") + b"\x7f"
#: Share of such signs from which on it is no text; of NULs in one half of the bytes of UTF-16.
_ODD, _WIDE = 0.1, 0.4


def binary(head: bytes) -> str:
    """What a file that begins so is, in a few words; empty where it is text, or empty."""
    head = head[:LOOKED]
    for magic, words in _MAGIC:
        if head.startswith(magic) and _looks_so(magic, head):
            return words
    if not head or utf16(head) or is_environ(head):
        return ""
    odd = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data, not text" if odd > _ODD * len(head) else ""


def _looks_so(magic: bytes, head: bytes) -> bool:
    """Letters alone may begin a text, too: a program has NULs soon after them."""
    return not magic.isalnum() or b"\0" in head[:64]


def utf16(head: bytes) -> str:
    """The codec of a text in UTF-16, with or without its mark; empty for all else."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    return _unmarked(head[: LOOKED & ~1])


def _unmarked(head: bytes) -> str:
    """Most letters of most languages' log lines are ASCII: every other byte is then NUL."""
    if len(head) < 8:
        return ""
    half = len(head) // 2
    first, second = head[0 : 2 * half : 2].count(0) / half, head[1 : 2 * half : 2].count(0) / half
    if second >= _WIDE and first < 0.01 and _has_words(head[0 : 2 * half : 2]):
        return "utf-16-le"
    return "utf-16-be" if first >= _WIDE and second < 0.01 and _has_words(head[1 : 2 * half : 2]) else ""


def _has_words(low: bytes) -> bool:
    odd = len(low) - len(low.translate(None, _CONTROLS))
    return odd < _ODD / 2 * len(low)


def is_environ(head: bytes) -> bool:
    """Words of text with single NULs between them, as in /proc/PID/environ."""
    head = head[:LOOKED]
    words = head.split(b"\0")
    bare = b"".join(words)
    odd = len(bare) - len(bare.translate(None, _CONTROLS))
    return len(words) > 1 and len(bare) > 3 * len(words) and b"\0\0" not in head and odd < 0.02 * len(bare)
