"""hpack, which tells every header it encodes and decodes."""

from __future__ import annotations

from pathlib import Path

import hpack


def run(folder: Path) -> None:
    encoder, decoder = hpack.Encoder(), hpack.Decoder()
    for number in range(15):
        headers = [
            (":method", ("GET", "POST")[number % 2]),
            (":path", f"/orders/{number}/items"),
            ("user-agent", "shop/1.2"),
            ("x-tenant", ("acme", "globex", "initech")[number % 3]),
            ("cookie", f"session={number * 7919:x}"),
        ]
        decoder.decode(encoder.encode(headers, huffman=number % 3 > 0))
        if number % 5 == 4:
            encoder.header_table_size = 200 + number
