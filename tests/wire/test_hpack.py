"""HPACK against RFC 7541's own examples, another implementation of it, and against anything at all."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.wire import hpack
from farhand.wire.hpack import Decoder, Malformed

#: RFC 7541, C.4: three requests over one connection, in Huffman's code, and how the table is used.
_REQUESTS = (
    ("828684418cf1e3c2e5f23a6ba0ab90f4ff", (":authority", "www.example.com")),
    ("828684be5886a8eb10649cbf", ("cache-control", "no-cache")),
    ("828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf", ("custom-key", "custom-value")),
)
#: C.6: responses, with a table so small that rows fall out of it; here it is larger, as ours is.
_RESPONSE = (
    "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
    "6e919d29ad171863c78f0b97c8e9ae82ae43d3"
)


def test_requests_of_the_standard() -> None:
    decoder = Decoder()
    for block, row in _REQUESTS:
        found = decoder.decode(bytes.fromhex(block))
        assert found[0] == (":method", "GET")
        assert found[-1] == row


def test_a_response_of_the_standard() -> None:
    found = dict(Decoder().decode(bytes.fromhex(_RESPONSE)))
    assert found == {
        ":status": "302",
        "cache-control": "private",
        "date": "Mon, 21 Oct 2013 20:13:21 GMT",
        "location": "https://www.example.com",
    }


def test_the_code_of_huffman_is_whole() -> None:
    """Kraft's equality: no bit string is without a meaning but the beginning of another."""
    assert len(hpack.CODES) == 257
    assert sum(2.0**-length for length, _ in hpack.CODES) == 1.0


@given(st.lists(st.tuples(st.from_regex(r"[a-z-]{1,20}", fullmatch=True), st.text(max_size=200)), max_size=8))
def test_what_is_packed_is_read_back(rows: list[tuple[str, str]]) -> None:
    found = Decoder().decode(hpack.encode(rows))
    assert [(name, value.encode("latin-1").decode("utf-8")) for name, value in found] == rows


@given(st.lists(st.lists(st.tuples(st.sampled_from(["a", "grpc-status", ":status", "date"]),
                                   st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=300)),
                         max_size=5), max_size=12), st.booleans())  # fmt: skip
def test_it_reads_what_another_one_packs(blocks: list[list[tuple[str, str]]], huffman: bool) -> None:
    other = importlib.import_module("hpack").Encoder()  # hypercorn brings it along
    decoder = Decoder()
    for rows in blocks:
        assert decoder.decode(other.encode(rows, huffman=huffman)) == rows


@given(st.binary(max_size=200))
def test_any_bytes_are_headers_or_malformed(block: bytes) -> None:
    try:
        Decoder().decode(block)
    except Malformed:
        pass


@pytest.mark.parametrize(
    "bad",
    ["80", "ff", "40", "4001", "bf", "3fffffffff7f", "3fe21f", "0081", "1001ff", "008100", "0084ffffffff00",
     "ffffffffffffffffff"],
)  # fmt: skip
def test_what_no_header_can_be(bad: str) -> None:
    with pytest.raises(Malformed):
        Decoder().decode(bytes.fromhex(bad))


def test_headers_without_end_are_given_up() -> None:
    row = hpack.encode([("a", "b" * 30000)])
    with pytest.raises(Malformed):
        Decoder().decode(row * 4)
