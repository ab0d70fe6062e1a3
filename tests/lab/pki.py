"""Certificates with any fault one may wish for; trustme makes only good ones."""

from __future__ import annotations

import datetime as dt
import ipaddress
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID as Aia
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Pair:
    """A certificate with its key."""

    cert: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.cert.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        form = serialization.PrivateFormat.TraditionalOpenSSL
        return self.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def authority(name: str, organisation: str = "Lab", by: Pair | None = None) -> Pair:
    """A CA; an intermediate one if `by` another."""
    return _make(_name(name, organisation), by, (-30, 3650), ca=True)


def leaf(
    names: tuple[str, ...] = ("api.lab.test",),
    by: Pair | None = None,
    days: tuple[float, float] = (-10, 90),
    bits: int = 2048,
    digest: str = "SHA256",
    aia: str = "",
    organisation: str = "",
) -> Pair:
    """A server's certificate, valid from and to so many days from now; self-signed without `by`."""
    return _make(_name(names[0], organisation), by, days, names=names, bits=bits, digest=digest, aia=aia)


def weak(folder: Path, stem: str, by: Pair, bits: int = 2048, digest: str = "sha256") -> tuple[str, str]:
    """A leaf as `cryptography` no longer makes it, with a short key or an old hash; by openssl, as files."""
    issuer, issuer_key = write(folder, f"{stem}-by", by)
    cert, key, asked = (folder / f"{stem}{end}" for end in (".pem", ".key", ".csr"))
    (folder / f"{stem}.ext").write_text("subjectAltName=DNS:api.lab.test\nauthorityKeyIdentifier=keyid\n")
    _openssl("req", "-new", "-newkey", f"rsa:{bits}", "-nodes", "-keyout", key, "-out", asked,
             "-subj", "/CN=api.lab.test")  # fmt: skip
    _openssl("x509", "-req", "-in", asked, "-CA", issuer, "-CAkey", issuer_key, "-set_serial", "4711",
             "-days", "90", f"-{digest}", "-extfile", folder / f"{stem}.ext", "-out", cert)  # fmt: skip
    cert.chmod(0o644)
    key.chmod(0o644)
    return str(cert), str(key)


def _openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def write(folder: Path, stem: str, pair: Pair, *chain: Pair) -> tuple[str, str]:
    """Certificate with what is to be sent along, and key, as files that anybody may read."""
    cert, key = folder / f"{stem}.pem", folder / f"{stem}.key"
    cert.write_bytes(b"".join(p.pem for p in (pair, *chain)))
    key.write_bytes(pair.key_pem)
    cert.chmod(0o644)
    key.chmod(0o644)
    return str(cert), str(key)


def _make(
    subject: x509.Name, by: Pair | None, days: tuple[float, float], names: tuple[str, ...] = (),
    bits: int = 2048, digest: str = "SHA256", aia: str = "", ca: bool = False,
) -> Pair:  # fmt: skip
    key = rsa.generate_private_key(65537, bits)
    now = dt.datetime.now(dt.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.cert.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + dt.timedelta(days=days[0]))
        .not_valid_after(now + dt.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if by:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if names:
        alternative = x509.SubjectAlternativeName([_alternative(n) for n in names])
        builder = builder.add_extension(alternative, critical=False)
    if aia:
        place = x509.AccessDescription(Aia.CA_ISSUERS, x509.UniformResourceIdentifier(aia))
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    hash_: Any = getattr(hashes, digest)()
    return Pair(builder.sign((by or Pair(None, key)).key, hash_), key)  # type: ignore[arg-type]


def _name(common: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
