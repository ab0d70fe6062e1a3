"""Which file of trusted authorities would each library use, in the environment of the app?

Every library looks elsewhere: the `ssl` module (urllib, aiohttp) at SSL_CERT_FILE, SSL_CERT_DIR or what
OpenSSL was built with; httpx at these two or else at certifi; requests at REQUESTS_CA_BUNDLE,
CURL_CA_BUNDLE or else certifi; curl at CURL_CA_BUNDLE, SSL_CERT_FILE or else the system's. "The company's
authority is installed" is therefore no answer; installed for which library, is.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.wire import x509

#: A bundle is read no further than this.
LARGEST = 8 << 20
#: Where distributions keep the bundle of the system.
SYSTEM = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


@dataclass(frozen=True)
class Store:
    """A set of trusted authorities, and who would use it. `problem` is missing, unreadable, empty or ""."""

    name: str  # ssl, httpx, requests, curl or declared
    libraries: tuple[str, ...] = ()
    file: str = ""
    folder: str = ""
    variable: str = ""  # the setting or variable that chose it; empty: nothing did, it is the default
    sets: str = ""  # the variable by which it could be chosen
    problem: str = ""

    @property
    def where(self) -> str:
        return " and ".join(p for p in (self.file, self.folder) if p) or "nothing"


def effective(values: Mapping[str, str], settings: Mapping[str, Any]) -> Store:
    """The store that the app itself most probably uses: the declared one, else that of its library."""
    if settings.get("ca_file"):
        file = str(settings["ca_file"])
        return Store("declared", ("the app",), file, "", "ca_file", "ca_file", problem_of(file))
    library = str(settings.get("client", "")).lower()
    if not library:
        return of_ssl(values)
    every = {name: store for store in others(values) for name in store.libraries}
    return every.get(library) or of_ssl(values)


def of_ssl(values: Mapping[str, str]) -> Store:
    """What `ssl.create_default_context()` loads."""
    default = ssl.get_default_verify_paths()
    file = values.get("SSL_CERT_FILE") or default.openssl_cafile
    folder = values.get("SSL_CERT_DIR") or default.openssl_capath
    variable = next((v for v in ("SSL_CERT_FILE", "SSL_CERT_DIR") if values.get(v)), "")
    problem = ""
    if values.get("SSL_CERT_FILE"):
        problem = problem_of(file)
    elif values.get("SSL_CERT_DIR"):
        problem = "" if os.path.isdir(folder) else "missing"
    elif not os.path.exists(file) and not os.path.isdir(folder):
        file, folder = system(), ""
    return Store("ssl", ("urllib", "aiohttp", "ssl"), file, folder, variable, "SSL_CERT_FILE", problem)


def others(values: Mapping[str, str]) -> list[Store]:
    """The stores of all libraries, as the app's environment decides them."""
    return [of_ssl(values), *_of_httpx(values), *_of_requests(values), *_of_curl(values)]


def _of_httpx(values: Mapping[str, str]) -> list[Store]:
    if values.get("SSL_CERT_FILE"):
        return [_file("httpx", ("httpx",), values["SSL_CERT_FILE"], "SSL_CERT_FILE", "SSL_CERT_FILE")]
    if values.get("SSL_CERT_DIR"):
        return [Store("httpx", ("httpx",), "", values["SSL_CERT_DIR"], "SSL_CERT_DIR", "SSL_CERT_FILE")]
    return [_file("httpx", ("httpx",), certifi(), "", "SSL_CERT_FILE")] if certifi() else []


def _of_requests(values: Mapping[str, str]) -> list[Store]:
    return [
        *_first_of("requests", ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"), values),
        *_first_of("boto3", ("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), values),
    ]


def _first_of(library: str, variables: tuple[str, ...], values: Mapping[str, str]) -> list[Store]:
    """The first of the variables that is set, else certifi. requests and botocore work like that."""
    for variable in variables:
        path = values.get(variable)
        if path and os.path.isdir(path):
            return [Store(library, (library,), "", path, variable, variables[0])]
        if path:
            return [_file(library, (library,), path, variable, variables[0])]
    return [_file(library, (library,), certifi(), "", variables[0])] if certifi() else []


def _of_curl(values: Mapping[str, str]) -> list[Store]:
    for variable in ("CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        if values.get(variable):
            return [_file("curl", ("curl",), values[variable], variable, "CURL_CA_BUNDLE")]
    return [_file("curl", ("curl",), system(), "", "CURL_CA_BUNDLE")] if system() else []


def _file(name: str, libraries: tuple[str, ...], path: str, variable: str, sets: str) -> Store:
    return Store(name, libraries, path, "", variable, sets, problem_of(path))


def certifi() -> str:
    """The bundle of the certifi package, where it is installed beside Farhand."""
    from importlib import util

    spec = util.find_spec("certifi")
    path = os.path.join(os.path.dirname(spec.origin), "cacert.pem") if spec and spec.origin else ""
    return path if os.path.exists(path) else ""


def system() -> str:
    """The bundle of the operating system."""
    return next((path for path in SYSTEM if os.path.exists(path)), "")


def problem_of(path: str) -> str:
    """missing, unreadable, empty (no certificate in it) or "" for a file of certificates."""
    try:
        text = _content(path)
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except (OSError, ValueError):
        return "unreadable"
    return "" if b"-----BEGIN" in text and b"CERTIFICATE-----" in text else "empty"


def _content(path: str) -> bytes:
    """The begin of a file; of a pipe, nothing: waiting for its other end would never end."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        return file.read(LARGEST) or b""


def load(context: ssl.SSLContext, store: Store) -> None:
    """Put the store into a context. A file that cannot be read adds nothing, as in the `ssl` module."""
    for word, path, is_one in (
        ("cafile", store.file, os.path.isfile),
        ("capath", store.folder, os.path.isdir),
    ):
        if path and is_one(path):
            try:
                context.load_verify_locations(**{word: path})
            except (OSError, ssl.SSLError):
                continue


def subjects(store: Store) -> list[dict[str, Any]]:
    """The certificates in the store's file; those of a folder are not listed. For failures only: slow."""
    try:
        ders = x509.certificates_in(_content(store.file))
    except (OSError, ValueError):
        return []
    return [facts for facts in (_read(der) for der in ders[:1000]) if facts]


def _read(der: bytes) -> dict[str, Any]:
    try:
        return x509.read_certificate(der)
    except x509.Unreadable:
        return {}
