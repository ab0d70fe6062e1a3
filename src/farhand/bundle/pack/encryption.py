"""Who can read it."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Lines, Scope

TITLE, ORDER = "Encryption", 85


def part(scope: Scope) -> Iterator[Block]:
    yield (
        "Bundles are encrypted with age (X25519 and ChaCha20-Poly1305; age-encryption.org/v1) to the "
        "public keys "
        "of their readers. Farhand holds none of their private keys, and cannot open a bundle that "
        "it has made."
    )
    if scope.readers:
        yield "Those who can read a bundle:"
        yield Lines(scope.readers)
    else:
        yield (
            "No reader is declared (`[vendor] encrypt_to`): a bundle is then made only with "
            "`--plain`, unencrypted."
        )
    yield "The review, which shows what was hidden, is never part of a bundle; as a file it has mode 0600."
