"""That nothing was altered, and how to see it without Farhand."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Code, Scope

TITLE, ORDER = "Integrity, and how to check it by hand", 80

OPEN = """\
age --decrypt -i key.age bundle.tar.gz.age > bundle.tar.gz
tar xzf bundle.tar.gz"""
SUMS = "sha256sum -c SHA256SUMS"
SIGNATURE = """\
printf -- '-----BEGIN PUBLIC KEY-----\\n%s\\n-----END PUBLIC KEY-----\\n' "$VERIFY_KEY" > verify.pem
base64 -d manifest.json.sig > manifest.sig
openssl pkeyutl -verify -pubin -inkey verify.pem -rawin -in manifest.json -sigfile manifest.sig"""


def part(scope: Scope) -> Iterator[Block]:
    yield (
        "A bundle is a tar file, packed with gzip, and where it is encrypted an age file around "
        "that. It holds "
        "SHA-256 sums of all its files, the plan with its hash, and the manifest; where it is "
        "signed, the signature "
        "is over the manifest. `farhand bundle verify FILE` checks all of it; so do these, without Farhand:"
    )
    yield Code("Decrypt with the private key of a reader, and unpack:", OPEN)
    yield Code("Every file is what it was when the bundle was made (in the folder of the bundle):", SUMS)
    yield Code("The signature (Ed25519) is by the owner of VERIFY_KEY:", SIGNATURE)
    key = scope.section("vendor").get("verify_key")
    yield (
        f"The vendor's `verify_key`: `{key}`."
        if key
        else "The declaration names no `verify_key` of the vendor."
    )
