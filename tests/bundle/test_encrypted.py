"""A bundle for named readers: encrypted to their keys, signed, and checked with the private key."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.bundle.places import bundle, declare
from tests.conftest import need


@pytest.fixture
def site(tmp_path: Path) -> Path:
    need(importlib.util.find_spec("farhand.bundle.sealing"), "sealing is not part of this tree")
    need(importlib.util.find_spec("pyrage"), "pyrage is not installed")
    import pyrage

    key = pyrage.x25519.Identity.generate()
    folder = declare(tmp_path / "site", f'[vendor]\nencrypt_to = ["{key.to_public()}"]\n')
    (folder / "identity").write_text(str(key))
    return folder


def sealed(site: Path, *words: str) -> Path:
    fixed = ("create", "--here", "--yes", "--min-free", "0", "--skip", "self-test")
    done = bundle(site, *fixed, *words)
    assert done.returncode == 0, done.stderr
    return next(site.glob("billing-*.farhand.tar.gz.age"))


def test_it_is_encrypted_to_the_vendor_by_default_and_read_with_the_key_only(site: Path) -> None:
    path = sealed(site)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert bundle(site, "verify", path.name).returncode == 2
    assert bundle(site, "verify", path.name, "--identity", "identity").returncode == 0
    assert "logs/app.log" in bundle(site, "show", path.name, "--identity", "identity").stdout


def test_an_altered_encrypted_file_is_not_valid(site: Path) -> None:
    path = sealed(site)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)
    assert bundle(site, "verify", path.name, "--identity", "identity").returncode in (1, 2)


def test_a_wrong_key_of_a_reader_is_told_before_anything_is_collected(site: Path) -> None:
    done = bundle(site, "create", "--here", "--yes", "--recipient", "age1nobody")
    assert (done.returncode, "is no public key" in done.stderr) == (2, True)
    assert not list(site.glob("billing-*"))


def test_a_signature_holds_for_its_owner_only(site: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    from farhand.bundle.sealing import public_line

    keys = [Ed25519PrivateKey.generate() for _ in "ab"]
    (site / "sign").write_bytes(keys[0].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path = sealed(site, "--sign", "sign")
    codes = []
    for key in keys:
        line = public_line(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        codes.append(
            bundle(site, "verify", path.name, "--identity", "identity", "--verify-key", line).returncode
        )
    assert codes == [0, 1]
