"""The certificate reader against `cryptography`, and against whatever Hypothesis thinks of."""

from __future__ import annotations

import functools

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.wire import x509
from tests.lab import pki


@functools.lru_cache(maxsize=1)
def sample() -> tuple[pki.Pair, pki.Pair]:
    root = pki.authority("Lab Root CA", "Lab GmbH")
    names = ("api.lab.test", "*.lab.test", "10.77.2.2", "fd77:2::2")
    return root, pki.leaf(names, by=root, aia="http://pki.lab.test/ca.crt", organisation="Lab GmbH")


def der(pair: pki.Pair) -> bytes:
    return pair.cert.public_bytes(Encoding.DER)


def test_a_leaf_is_read_as_cryptography_wrote_it() -> None:
    root, leaf = sample()
    facts = x509.read_certificate(der(leaf))
    assert (facts["subject_cn"], facts["subject_o"]) == ("api.lab.test", "Lab GmbH")
    assert facts["issuer"] == "O=Lab GmbH, CN=Lab Root CA"
    assert facts["names"] == ["api.lab.test", "*.lab.test"]
    assert facts["addresses"] == ["10.77.2.2", "fd77:2::2"]
    assert (facts["key"], facts["bits"], facts["signed_with"]) == ("RSA", 2048, "sha256")
    assert facts["ca_issuers"] == ["http://pki.lab.test/ca.crt"]
    assert (facts["ca"], facts["self_signed"]) == (False, False)
    assert facts["not_after"] == leaf.cert.not_valid_after_utc.isoformat().replace("+00:00", "Z")
    assert facts["issuer_key_id"] == x509.read_certificate(der(root))["key_id"]


def test_a_root_is_a_ca_and_self_signed() -> None:
    facts = x509.read_certificate(der(sample()[0]))
    assert facts["ca"]
    assert facts["self_signed"]


def test_every_certificate_of_a_bundle_is_found() -> None:
    root, leaf = sample()
    assert x509.certificates_in(b"# text\n" + root.pem + leaf.pem) == [der(root), der(leaf)]


def test_the_public_roots_of_this_machine_are_all_readable() -> None:
    import certifi

    with open(certifi.where(), "rb") as file:
        found = x509.certificates_in(file.read())
    assert len(found) > 50
    assert all(x509.read_certificate(one)["not_after"] for one in found)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_twisted_certificate_is_unreadable_at_worst(data: st.DataObject) -> None:
    good = der(sample()[1])
    at = data.draw(st.integers(0, len(good) - 1))
    twisted = good[:at] + data.draw(st.binary(max_size=6)) + good[at + data.draw(st.integers(0, 8)) :]
    try:
        assert "subject" in x509.read_certificate(twisted)
    except x509.Unreadable:
        pass


@given(st.binary(max_size=200))
def test_any_bytes_are_unreadable_at_worst(data: bytes) -> None:
    with pytest.raises(x509.Unreadable):
        x509.read_certificate(data)
