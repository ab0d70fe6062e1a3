"""From names and values of variables: format, secret or not, and which dependency they point at.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from farhand import envfile
from farhand.found.draft import Draft, VariableDraft
from farhand.target.schemes import SCHEMES, base
from farhand.target.shapes import looks_like

_SECRET = re.compile(
    r"PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|(^|_)(PASS|PWD|KEY|APIKEY|DSN|SALT|PRIVATE)(_|$)", re.IGNORECASE
)
_PUBLIC = re.compile(
    r"PUBLIC|(^|_)KEY_(ID|FILE|PATH|NAME)$|_FILE$|_PATH$|_TTL$|_LENGTH$|_EXPIR", re.IGNORECASE
)
_ADDRESS = re.compile(r"(URL|URI|DSN|ENDPOINT|ADDRESS)$", re.IGNORECASE)
_WORDS = re.compile(
    r"debug|info|warning|warn|error|critical|production|development|staging|utc|localhost", re.IGNORECASE
)
#: Scheme to kind: the first kind that knows the scheme, HTTP before S3.
_KIND_OF = {
    scheme: kind
    for kind in reversed(list(SCHEMES))
    for scheme in SCHEMES[kind]
    if scheme not in ("tcp", "ssl", "ws", "wss", "tls")
}
_EXAMPLES = {
    "postgres": "postgresql://USER:PASSWORD@HOST:5432/NAME", "mysql": "mysql://USER:PASSWORD@HOST:3306/NAME",
    "redis": "redis://:PASSWORD@HOST:6379/0", "amqp": "amqp://USER:PASSWORD@HOST:5672/",
    "http": "https://HOST/",
    "mongodb": "mongodb://USER:PASSWORD@HOST:27017/NAME", "nats": "nats://HOST:4222",
    "smtp": "smtp://USER:PASSWORD@HOST:587", "grpc": "grpc://HOST:50051",
}  # fmt: skip
#: First part of a name to the kind of server behind PREFIX_HOST and PREFIX_PORT.
_KIND_BY_PREFIX = (
    (r"POSTGRES\w*|PG\w*|PSQL", "postgres", 5432), (r"MYSQL|MARIADB", "mysql", 3306),
    (r"REDIS|CACHE|VALKEY", "redis", 6379),
    (r"RABBIT\w*|AMQP", "amqp", 5672), (r"MONGO\w*", "mongodb", 27017), (r"NATS", "nats", 4222),
    (r"MQTT", "mqtt", 1883), (r"GRPC", "grpc", 50051),
    (r"SMTP|EMAIL|MAIL\w*", "smtp", 587), (r"LDAP", "ldap", 389), (r"KAFKA", "kafka", 9092),
    (r"DB|DATABASE", "postgres", 5432),
)  # fmt: skip
#: A variable that names a gRPC server as gRPC's clients take it, without a scheme: host and port.
_GRPC = (
    re.compile(r"(\w*_)?GRPC(_(ADDR|ADDRESS|TARGET|ENDPOINT|URL|URI|HOST|SERVER|SERVICE))?"),
    re.compile(r"[\w.-]+:\d{2,5}"),
)
_OWN = re.compile(r"(APP|SERVER|WEB|HTTP|LISTEN|BIND|UVICORN|GUNICORN|FLASK|DJANGO)?_?", re.IGNORECASE)


def env_file(draft: Draft, text: str, path: Path) -> None:
    """Reader of `.env` files."""
    rows = envfile.parse(text.encode("utf-8", "surrogatepass"), str(path), "compose")
    take(draft, {row.name: row.value for row in rows})


def take(draft: Draft, values: Mapping[str, str]) -> None:
    """Variables with their values, as a file or manifest gives them."""
    for name, value in values.items():
        draft.variable(about(name, value))
    dependencies(draft, values)


def about(name: str, value: str, required: bool | None = None) -> VariableDraft:
    """What can be said of one variable; the value is kept only where it can be no secret."""
    form, secret = format_of(name, value), is_secret(name, value)
    must = (
        bool(value) and (form == "url" or secret or bool(re.search(r"HOST$", name)))
        if required is None
        else required
    )
    example = (
        value if not secret and (form in ("int", "port", "bool", "float") or _WORDS.fullmatch(value)) else ""
    )
    if form == "url" and value:
        example = _EXAMPLES.get(kind_of(value), "")
    return VariableDraft(name, must, secret, form, example)


def is_secret(name: str, value: str = "") -> bool:
    if "://" in value and "@" in value.partition("://")[2].partition("/")[0]:
        return True
    return bool(_SECRET.search(name)) and not _PUBLIC.search(name)


def format_of(name: str, value: str) -> str:
    """A format that the value has and the name agrees with; empty where unsure."""
    forms = looks_like(value) if value and "${" not in value else []
    if "url" in forms or (_ADDRESS.search(name) and "://" in value):
        return "url"
    if "port" in forms and name.upper().endswith("PORT"):
        return "port"
    if "bool" in forms and value.lower() in ("true", "false", "yes", "no", "on", "off"):
        return "bool"
    return "int" if "int" in forms and not is_secret(name) else ""


def kind_of(url: str) -> str:
    """The kind that an address's scheme belongs to; empty where none does."""
    return _KIND_OF.get(base(url.partition("://")[0]), "") if "://" in url else ""


def dependencies(draft: Draft, values: Mapping[str, str]) -> None:
    """A dependency for every address among the variables, whole or in parts."""
    for name, value in values.items():
        kind = kind_of(value) or ("grpc" if _is_grpc(name, value) else "")
        if (
            kind
            and re.fullmatch(r"[A-Za-z_]\w*", name)
            and not is_own(value)
            and not re.search(r"proxy$", name, re.IGNORECASE)
        ):
            signed = signed_by(name, values) if kind == "http" else ""
            more = {"secret_env": signed} if signed else {}
            draft.need(
                called(name, kind), {"kind": "webhook" if signed else kind, "url": f"${{{name}}}", **more}
            )
    for name in values:
        if re.fullmatch(r"[A-Za-z_]\w*_HOST", name) and not _OWN.fullmatch(name[:-4]):
            in_parts(draft, name[:-5], values)


def signed_by(name: str, values: Mapping[str, str]) -> str:
    """The variable with the secret of calls that come in at this address; empty where it is no such address.

    STRIPE_WEBHOOK_URL beside STRIPE_WEBHOOK_SECRET. An address alone may as well be one that the app calls.
    """
    found = re.fullmatch(r"(\w*(?:WEBHOOK|CALLBACK))_?(?:PUBLIC_)?(?:URL|URI|ENDPOINT|ADDRESS)", name.upper())
    if not found:
        return ""
    signs = r"_?(?:SIGNING_|SIGNATURE_)?(?:SECRET|KEY|SIGNATURE)(?:_KEY)?"
    return next((other for other in values if re.fullmatch(found[1] + signs, other.upper())), "")


def in_parts(draft: Draft, prefix: str, values: Mapping[str, str]) -> None:
    """PREFIX_HOST, PREFIX_PORT, PREFIX_USER ... as one dependency."""
    kind, port = next(
        ((k, p) for pattern, k, p in _KIND_BY_PREFIX if re.search(rf"(^|_)({pattern})$", prefix.upper())),
        ("", 0),
    )
    if not kind and f"{prefix}_PORT" not in values:
        return
    settings: dict[str, str | int] = {"kind": kind or "tcp", "host": f"${{{prefix}_HOST}}"}
    for key, ends in (
        ("port", ("PORT",)),
        ("user", ("USER", "USERNAME")),
        ("password", ("PASSWORD", "PASS")),
        ("name", ("NAME", "DB", "DATABASE")),
    ):
        found = next((f"{prefix}_{end}" for end in ends if f"{prefix}_{end}" in values), "")
        if found:
            settings[key] = f"${{{found}}}"
        elif key == "port" and port:
            settings[key] = port
    draft.need(called(prefix, kind or "tcp"), settings)


def _is_grpc(name: str, value: str) -> bool:
    called_so, place = _GRPC
    return bool(called_so.fullmatch(name.upper()) and place.fullmatch(value)) and not is_own(
        f"http://{value}"
    )


def is_own(url: str) -> bool:
    """The app's own address (http://localhost:8000) is nothing that it needs."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and (parts.hostname or "") in (
            "localhost",
            "127.0.0.1",
            "0.0.0.0",
            "::1",
        )
    except ValueError:
        return True


def called(name: str, kind: str) -> str:
    plain = re.sub(r"(_(URL|URI|DSN|ENDPOINT|ADDRESS|ADDR|TARGET|CONNECTION|BASE|API))+$", "", name.upper())
    plain = {"DB": "database", "POSTGRES": "database", "PG": "database"}.get(plain, plain.lower())
    return plain or kind
