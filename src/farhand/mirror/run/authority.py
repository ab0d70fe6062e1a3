"""The internal CA of a company, made new for each world: nothing that the vendor knows is signed by it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from farhand.mirror.run.nouns import CannotRun


def certificate() -> str:
    """A CA certificate as PEM text; its key is thrown away. Raises CannotRun without `cryptography`."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID
    except ImportError:
        raise CannotRun("an internal CA needs a package: pip install 'farhand[mirror]'") from None
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Internal CA of the mirror")])
    now = datetime.now(timezone.utc)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
