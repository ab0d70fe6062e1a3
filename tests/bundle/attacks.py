"""Archives that somebody built to do harm, byte by byte, and the folder that they aim at."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable


def header(
    name: bytes,
    size: int = 0,
    kind: bytes = b"0",
    link: bytes = b"",
    size_cell: bytes = b"",
    mode: int = 0o644,
) -> bytes:
    """One ustar header with a right checksum."""
    cell = size_cell or b"%011o\0" % size
    head = name[:100].ljust(100, b"\0") + b"%07o\0" % mode + b"0000000\0" * 2 + cell
    head += b"00000000000\0" + b" " * 8 + kind + link[:100].ljust(100, b"\0") + b"ustar\x0000"
    head = head.ljust(512, b"\0")
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def member(name: bytes, data: bytes = b"x", kind: bytes = b"0", link: bytes = b"") -> bytes:
    return header(name, len(data), kind, link) + data + b"\0" * (-len(data) % 512)


END = b"\0" * 1024
GOOD = member(b"good.log", b"a good line\n")


def tar(*parts: bytes, end: bytes = END) -> bytes:
    return b"".join(parts) + GOOD + end


def pax(records: dict[str, str]) -> bytes:
    data = b""
    for key, value in records.items():
        body = f" {key}={value}\n".encode()
        count = len(body) + 1
        while len(str(count)) + len(body) != count:
            count = len(str(count)) + len(body)
        data += str(count).encode() + body
    return member(b"pax", data, b"x")


def zipped(*rows: tuple[str, bytes], mode: int = 0) -> bytes:
    """A zip with names exactly as given, and the good file at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (*rows, ("good.log", b"a good line\n")):
            info = zipfile.ZipInfo("x" * len(name))
            info.filename = name
            info.create_system, info.external_attr = 3, (mode or 0o100644) << 16
            file.writestr(info, data, zipfile.ZIP_DEFLATED)
            mode = 0
    return out.getvalue()


def overlapping(copies: int) -> bytes:
    """A zip whose directory names the same compressed bytes again and again."""
    data = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = data.compress(b"\0" * 1_000_000) + data.flush()
    crc = zlib.crc32(b"\0" * 1_000_000)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), 1_000_000, 1, 0) + b"a"
    rows = b""
    for _ in range(copies):
        rows += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), 1_000_000, 1, 0, 0, 0, 0, 0, 0
        )
        rows += b"a"
    body = local + packed
    return body + rows + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, copies, copies, len(rows), len(body), 0)


def encrypted() -> bytes:
    data = bytearray(zipped(("secret.log", b"x" * 50)))
    data[6] |= 1
    place = data.index(b"PK\1\2")
    data[place + 8] |= 1
    return bytes(data)


def two_names() -> bytes:
    """Its directory says good.log, the member itself ../evil.x."""
    data = zipped(("fine.txt", b"harm"))
    return data.replace(b"fine.txt", b"../ev.xy", 1)


def _sparse() -> bytes:
    head = bytearray(header(b"huge.img", 512, b"S"))
    head[386:410] = b"%011o\0" % 0 + b"%011o\0" % 512
    head[483:495] = b"%011o\0" % (1 << 32)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + b"x" * 512


def _odd_tarfile() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for kind in (tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"dev-{kind.decode()}")
            info.type, info.devmajor, info.devminor = kind, 1, 3
            file.addfile(info)
    return out.getvalue()[: 3 * 512]


#: Attack -> the archive, and a word of the reason that must be told.
ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "parent": (lambda: tar(member(b"../evil")), ".."),
    "parent inside": (lambda: tar(member(b"a/../../evil")), ".."),
    "parent in a long name": (
        lambda: tar(member(b"././@LongLink", b"a/" * 60 + b"../" * 70 + b"evil\0", b"L"), member(b"evil")),
        "..",
    ),
    "parent in pax": (lambda: tar(pax({"path": "../evil"}), member(b"fine")), ".."),
    "absolute": (lambda: tar(member(b"/tmp/farhand-evil")), "absolute"),
    "drive": (lambda: tar(member(b"C:/evil")), "absolute"),
    "backslashes": (lambda: tar(member(b"..\\..\\evil")), ".."),
    "share": (lambda: tar(member(b"\\\\host\\share\\evil")), "absolute"),
    "nul": (lambda: tar(pax({"path": "evil\0.log"}), member(b"fine")), "control"),
    "escape": (lambda: tar(member(b"evil\x1b[2J")), "control"),
    "turned": (lambda: tar(member("evil\u202egol.txt".encode())), "invisible"),
    "overlong": (lambda: tar(pax({"path": "a" * 300}), member(b"fine")), "too long"),
    "very deep": (lambda: tar(pax({"path": "a/" * 200 + "x"}), member(b"fine")), "nested"),
    "twice": (lambda: tar(member(b"a"), member(b"a", b"other")), "same name"),
    "twice by case": (lambda: tar(member(b"App.log"), member(b"app.LOG")), "same name"),
    "twice by Unicode": (
        lambda: tar(member("é".encode()), member("e\u0301".encode())),
        "same name",
    ),
    "a file as folder": (lambda: tar(member(b"a"), member(b"a/b")), "below"),
    "a folder as file": (lambda: tar(member(b"a/b"), member(b"a")), "folder"),
    "link out": (lambda: tar(header(b"out", 0, b"2", b"../outside"), member(b"out/evil")), "symbolic link"),
    "hard link out": (lambda: tar(header(b"passwd", 0, b"1", b"/etc/passwd")), "hard link"),
    "devices": (lambda: _odd_tarfile() + tar(), "device"),
    "sparse": (lambda: tar(_sparse()), "sparse"),
    "sparse in pax": (
        lambda: tar(pax({"GNU.sparse.major": "1", "GNU.sparse.realsize": str(1 << 50)}), member(b"fine")),
        "sparse",
    ),
    "huge name": (
        lambda: header(b"x", 1 << 20, b"L") + b"a" * (1 << 20) + member(b"fine") + GOOD + END,
        "extended header",
    ),
    "unknown kind": (lambda: tar(member(b"odd", b"x", b"V")), "unknown"),
    "zip parent": (lambda: zipped(("../evil", b"x")), ".."),
    "zip backslashes": (lambda: zipped(("..\\evil", b"x")), ".."),
    "zip absolute": (lambda: zipped(("/evil", b"x")), "absolute"),
    "zip drive": (lambda: zipped(("c:\\evil", b"x")), "absolute"),
    "zip link": (lambda: zipped(("out", b"/etc"), mode=0o120777), "symbolic link"),
    "zip device": (lambda: zipped(("null", b""), mode=0o020666), "device"),
    "zip encrypted": (encrypted, "encrypted"),
    "zip with two names": (two_names, "another name"),
}
