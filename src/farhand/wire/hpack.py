"""HPACK, the packed headers of HTTP/2 (RFC 7541): a decoder for what any server may send.  Pure.

headers = Decoder().decode(block)      # one decoder for each connection; raises Malformed
block = encode([(":method", "POST"), ...])

What is sent is never indexed: a secret stays out of every table on the way.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Bytes of the table of headers seen before (RFC 7541, 4.2), and of all headers of one block.
TABLE, MOST = 4096, 65536

#: Appendix A, from index 1 on: name=value; a blank in a value is written as _.
_STATIC_TEXT = """
:authority :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200
:status=204 :status=206 :status=304 :status=400 :status=404 :status=500 accept-charset
accept-encoding=gzip,_deflate accept-language accept-ranges accept access-control-allow-origin age allow
authorization cache-control content-disposition content-encoding content-language content-length
content-location content-range content-type cookie date etag expect expires from host if-match
if-modified-since if-none-match if-range if-unmodified-since last-modified link location max-forwards
proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie
strict-transport-security transfer-encoding user-agent vary via www-authenticate
"""
#: Appendix B: of each byte, and last of the end, the length of its code in bits, a for 5 to z for 30. The
#: code is canonical: shorter codes are smaller, and of one length those of smaller bytes.
_LENGTHS = (
    "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhfibcccccccccccccccccccc"
    "ccdcdioijbkabababbbaccbbbabcbaabccccckgjixprpprrrsrssssststtrstssssqrsrsstrqprrssqsrrt"
    "qrssqqrqsrssprrrsrrsvvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwvz"
)


class Malformed(ValueError):
    """These are no headers as RFC 7541 packs them."""


def _static() -> tuple[tuple[str, str], ...]:
    rows = (word.partition("=") for word in _STATIC_TEXT.split())
    return tuple((name, value.replace("_", " ")) for name, _, value in rows)


def _codes() -> dict[tuple[int, int], int]:
    """(length in bits, code) to the byte; 256 is the end."""
    lengths = [ord(letter) - 92 for letter in _LENGTHS]
    found: dict[tuple[int, int], int] = {}
    code, before = 0, 5
    for symbol in sorted(range(257), key=lambda n: (lengths[n], n)):
        code <<= lengths[symbol] - before
        before = lengths[symbol]
        found[before, code] = symbol
        code += 1
    return found


STATIC = _static()
CODES = _codes()


def unpacked(data: bytes) -> bytes:
    """A string in Huffman's code; less than eight ones fill its last byte. Raises Malformed."""
    out, code, length = bytearray(), 0, 0
    for byte in data:
        for place in range(7, -1, -1):
            code, length = code << 1 | (byte >> place & 1), length + 1
            symbol = CODES.get((length, code))
            if symbol is None:
                if length > 30:
                    raise Malformed("no code of Huffman's")
                continue
            if symbol == 256:
                raise Malformed("the end stands inside a string")
            out.append(symbol)
            code, length = 0, 0
    if length > 7 or code != (1 << length) - 1:
        raise Malformed("a string ends inside a code")
    return bytes(out)


class Decoder:
    """The state of one direction of one connection."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str]] = []  # the youngest first
        self._most = TABLE

    def decode(self, block: bytes) -> list[tuple[str, str]]:
        """The headers of one whole block, in order. Raises Malformed."""
        found: list[tuple[str, str]] = []
        at = size = 0
        while at < len(block):
            first = block[at]
            if first & 0xE0 == 0x20:  # 6.3: the table's size
                most, at = integer(block, at, 5)
                self._resize(most)
                continue
            row, at = self._field(block, at, first)
            size += len(row[0]) + len(row[1]) + 32
            if size > MOST:
                raise Malformed("more headers than anybody needs")
            found.append(row)
        return found

    def _field(self, block: bytes, at: int, first: int) -> tuple[tuple[str, str], int]:
        if first & 0x80:  # 6.1
            index, at = integer(block, at, 7)
            return self._row(index), at
        kept = bool(first & 0x40)  # 6.2.1, else 6.2.2 and 6.2.3
        index, at = integer(block, at, 6 if kept else 4)
        if index:
            name = self._row(index)[0]
        else:
            name, at = _string(block, at)
        value, at = _string(block, at)
        if kept:
            self._rows.insert(0, (name, value))
            self._trim()
        return (name, value), at

    def _row(self, index: int) -> tuple[str, str]:
        rows = (*STATIC, *self._rows)
        if not 1 <= index <= len(rows):
            raise Malformed(f"no header has the number {index}")
        return rows[index - 1]

    def _resize(self, most: int) -> None:
        if most > TABLE:
            raise Malformed("a larger table than was allowed")
        self._most = most
        self._trim()

    def _trim(self) -> None:
        while self._rows and sum(len(n) + len(v) + 32 for n, v in self._rows) > self._most:
            self._rows.pop()


def integer(data: bytes, at: int, bits: int) -> tuple[int, int]:
    """5.1: the number whose first `bits` stand in the byte `at`, and where it ends. Raises Malformed."""
    most = (1 << bits) - 1
    number, at = _byte(data, at) & most, at + 1
    if number < most:
        return number, at
    for shift in range(0, 35, 7):
        byte, at = _byte(data, at), at + 1
        number += (byte & 127) << shift
        if byte < 128:
            return number, at
    raise Malformed("a number without an end")


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise Malformed("a header is cut off")
    return data[at]


def _string(data: bytes, at: int) -> tuple[str, int]:
    """5.2. Bytes that are no ASCII are taken as latin-1, so that nothing is lost."""
    is_packed = _byte(data, at) & 0x80
    size, at = integer(data, at, 7)
    raw = data[at : at + size]
    if len(raw) < size:
        raise Malformed("a header is cut off")
    return (unpacked(raw) if is_packed else raw).decode("latin-1"), at + size


def encode(headers: Iterable[tuple[str, str]]) -> bytes:
    """Headers that no table may keep (6.2.3), in plain letters."""
    return b"".join(b"\x10" + _plain(name) + _plain(value) for name, value in headers)


def _plain(text: str) -> bytes:
    data = text.encode("utf-8")
    return packed_number(len(data), 7) + data


def packed_number(number: int, bits: int) -> bytes:
    """5.1, the other way round, with zeros before the first `bits`."""
    most = (1 << bits) - 1
    if number < most:
        return bytes([number])
    out, rest = bytearray([most]), number - most
    while rest > 127:
        out.append(rest & 127 | 128)
        rest >>= 7
    return bytes([*out, rest])
