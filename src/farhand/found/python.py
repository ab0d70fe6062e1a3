"""Python settings, read as a syntax tree and never run: environment reads, Django, pydantic."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from farhand.found.draft import Draft, VariableDraft
from farhand.found.variables import about, called, dependencies, in_parts, is_own, is_secret, kind_of

#: Functions that read a variable: its name comes first, then, or as `default=`, what is taken without it.
_READS = re.compile(
    r"(os\.)?(environ\.get|getenv)|(env|config)(\.(str|int|bool|float|url|db|db_url|cache|cache_url|list|json|path))?"
)
_FORM = {
    "int": "int",
    "bool": "bool",
    "float": "float",
    "json": "json",
    "url": "url",
    "db": "url",
    "db_url": "url",
    "cache": "url",
    "cache_url": "url",
}
_TYPES = {
    "int": "int", "bool": "bool", "float": "float", "Path": "path", "timedelta": "duration",
    "AnyUrl": "url", "HttpUrl": "url",
    "AnyHttpUrl": "url", "PostgresDsn": "url", "RedisDsn": "url", "AmqpDsn": "url", "MongoDsn": "url",
    "MySQLDsn": "url", "KafkaDsn": "url",
    "NatsDsn": "url", "dict": "json", "list": "json", "tuple": "json", "set": "json", "PositiveInt": "int",
}  # fmt: skip
_KINDS = {
    "PostgresDsn": "postgres", "RedisDsn": "redis", "AmqpDsn": "amqp", "MongoDsn": "mongodb",
    "MySQLDsn": "mysql", "HttpUrl": "http",
    "AnyHttpUrl": "http", "NatsDsn": "nats",
}  # fmt: skip
#: gRPC's clients, and whether they speak TLS.
_CHANNELS = {"insecure_channel": False, "secure_channel": True}
_ENGINES = {"postgres": "postgres", "mysql": "mysql", "sqlite3": "sqlite", "postgis": "postgres"}


def python(draft: Draft, text: str, path: Path) -> None:
    """Reader of Python files. One that cannot be parsed says nothing."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    guessed: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any("BaseSettings" in _dotted(base) for base in node.bases):
            guessed.update(_settings_class(draft, node))
        elif isinstance(node, ast.Call) and _dotted(node.func).rpartition(".")[2] in _CHANNELS:
            _channel(draft, node)
        elif isinstance(node, (ast.Call, ast.Subscript)):
            found = _read(node)
            if found:
                draft.variable(found)
                guessed[found.name] = found.example or found.default or ""
        elif isinstance(node, ast.Assign) and any(_dotted(t) == "DATABASES" for t in node.targets):
            _databases(draft, node.value)
    dependencies(draft, guessed)


def _read(node: ast.Call | ast.Subscript) -> VariableDraft | None:
    """os.environ["X"], os.environ.get("X", d), os.getenv, env.int("X", default=5), config("X", cast=bool)."""
    if isinstance(node, ast.Subscript):
        name = _constant(node.slice)
        if _dotted(node.value) not in ("os.environ", "environ") or not isinstance(name, str):
            return None
        return about(name, "", required=isinstance(node.ctx, ast.Load))
    call = _dotted(node.func)
    name = _constant(node.args[0]) if node.args else None
    if not isinstance(name, str) or not _READS.fullmatch(call) or not name.isupper():
        return None
    keywords = {k.arg: k.value for k in node.keywords}
    has_default = len(node.args) > 1 or "default" in keywords
    default = _constant(node.args[1] if len(node.args) > 1 else keywords.get("default"))
    row = about(
        name,
        str(default) if isinstance(default, (str, int, float)) else "",
        required=not has_default and "get" not in call,
    )
    form = _FORM.get(call.rpartition(".")[2]) or _TYPES.get(_dotted(keywords.get("cast")), "")
    row.format = form or row.format
    return row


def _settings_class(draft: Draft, node: ast.ClassDef) -> dict[str, str]:
    """Fields of a pydantic settings class; returns what their addresses look like."""
    prefix, guessed = _prefix(node), {}
    for field in node.body:
        if (
            not isinstance(field, ast.AnnAssign)
            or not isinstance(field.target, ast.Name)
            or field.target.id.startswith(("_", "model_"))
        ):
            continue
        name = _alias(field.value) or f"{prefix}{field.target.id}".upper()
        row = _field(name, field)
        draft.variable(row)
        kind = next((k for t, k in _KINDS.items() if t in _type_names(field.annotation)), "")
        guessed[name] = (
            f"{'https' if kind == 'http' else 'postgresql' if kind == 'postgres' else kind}://h"
            if kind
            else row.example
        )
    for name in guessed:
        if name.endswith("_HOST"):
            in_parts(draft, name[:-5], guessed)
    return guessed


def _field(name: str, field: ast.AnnAssign) -> VariableDraft:
    types = list(_type_names(field.annotation))
    optional = "Optional" in types or "None" in types
    default = _default(field.value)
    shown = str(default) if isinstance(default, (str, int, float)) else ""
    row = about(name, shown, required=field.value is None or default is ...)
    row.required = row.required and not optional
    row.secret = row.secret or "SecretStr" in types
    row.format = next((_TYPES[t] for t in types if t in _TYPES), row.format)
    row.choices = _choices(field.annotation)
    if row.secret and not kind_of(shown):
        row.example = ""
    return row


def _default(value: ast.expr | None) -> Any:
    """The default of a field; Field(...) and Field() have none, which is told as Ellipsis."""
    if isinstance(value, ast.Call) and _dotted(value.func).endswith("Field"):
        keywords = {k.arg: k.value for k in value.keywords}
        if "default_factory" in keywords:
            return None
        first = value.args[0] if value.args else keywords.get("default")
        return ... if first is None else _constant(first)
    return _constant(value)


def _alias(value: ast.expr | None) -> str:
    if not isinstance(value, ast.Call):
        return ""
    names = (_constant(k.value) for k in value.keywords if k.arg in ("alias", "validation_alias", "env"))
    return next((n.upper() for n in names if isinstance(n, str)), "")


def _prefix(node: ast.ClassDef) -> str:
    for inner in ast.walk(node):
        if isinstance(inner, ast.keyword) and inner.arg == "env_prefix":
            return str(_constant(inner.value) or "")
        if isinstance(inner, ast.Assign) and any(_dotted(t) == "env_prefix" for t in inner.targets):
            return str(_constant(inner.value) or "")
    return ""


def _type_names(node: ast.expr | None) -> Iterator[str]:
    for inner in ast.walk(node) if node else ():
        if isinstance(inner, (ast.Name, ast.Attribute)):
            yield _dotted(inner).rpartition(".")[2]
        elif isinstance(inner, ast.Constant) and inner.value is None:
            yield "None"


def _choices(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Subscript) and _dotted(node.value).endswith("Literal"):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        words = [_constant(part) for part in parts]
        return tuple(str(word) for word in words) if all(isinstance(word, str) for word in words) else ()
    return ()


def _databases(draft: Draft, value: ast.expr) -> None:
    """Django's DATABASES: each entry's engine and where its parts come from."""
    for name, entry in _entries(value):
        fields = dict(_entries(entry))
        engine = str(_constant(fields.get("ENGINE")) or "")
        kind = next((k for word, k in _ENGINES.items() if word in engine), "")
        settings: dict[str, Any] = {"kind": kind}
        if kind == "sqlite":
            settings["path"] = _from(fields.get("NAME"))
        else:
            wanted = (
                ("host", "HOST"),
                ("port", "PORT"),
                ("user", "USER"),
                ("password", "PASSWORD"),
                ("name", "NAME"),
            )
            parts = {key: _from(fields.get(field), secret=key == "password") for key, field in wanted}
            settings.update({key: value for key, value in parts.items() if value})
        if kind and (settings.get("path") or settings.get("host")):
            draft.need("database" if name == "default" else name, settings)


def _channel(draft: Draft, node: ast.Call) -> None:
    """grpc.insecure_channel(os.environ["ORDERS"]), grpc.aio.secure_channel("orders:443", ...)."""
    place = _from(node.args[0]) if node.args else ""
    if not place or is_own(f"http://{place}"):
        return
    secure = {"tls": True} if _CHANNELS[_dotted(node.func).rpartition(".")[2]] else {}
    name = called(place[2:-1], "grpc") if place.startswith("${") else place.partition(":")[0]
    draft.need(name, {"kind": "grpc", "url": place, **secure})


def _entries(value: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(value, ast.Dict):
        for key, one in zip(value.keys, value.values, strict=True):
            if isinstance(_constant(key), str):
                yield str(_constant(key)), one


def _from(value: ast.expr | None, secret: bool = False) -> str:
    """`${X}` where the value is read from the environment, else the constant, but never a password."""
    found = _read(value) if isinstance(value, (ast.Call, ast.Subscript)) else None
    if found:
        return f"${{{found.name}}}"
    constant = _constant(value)
    return (
        str(constant)[:200]
        if isinstance(constant, (str, int)) and not secret and not is_secret("", str(constant))
        else ""
    )


def _constant(node: ast.expr | None) -> Any:
    return node.value if isinstance(node, ast.Constant) else None


def _dotted(node: ast.expr | None) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""
