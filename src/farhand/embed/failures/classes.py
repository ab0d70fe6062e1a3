"""Whose exceptions are whose: by the package of their class, kept by class because it is asked often."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: Package of an exception's class -> kind of dependency, or SEVERAL.
FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("psycopg", "psycopg2", "psycopg_pool", "asyncpg", "pg8000"), "postgres"),
    **dict.fromkeys(("pymysql", "MySQLdb", "mysql", "aiomysql", "asyncmy", "mariadb"), "mysql"),
    **dict.fromkeys(("sqlite3", "aiosqlite"), "sqlite"),
    **dict.fromkeys(("redis", "valkey", "aioredis"), "redis"),
    **dict.fromkeys(("pika", "aio_pika", "aiormq", "amqp"), "amqp"),
    **dict.fromkeys(("requests", "urllib3", "httpx", "httpcore", "aiohttp", "urllib", "http"), "http"),
    **dict.fromkeys(("kafka", "aiokafka", "confluent_kafka"), "kafka"),
    **dict.fromkeys(("pymongo", "motor"), "mongodb"),
    **dict.fromkeys(("boto3", "botocore", "aiobotocore"), "s3"),
    **dict.fromkeys(("smtplib", "aiosmtplib"), "smtp"),
    **dict.fromkeys(("sqlalchemy", "django.db"), "sql"),
    "kombu": "broker",
    "nats": "nats", "paho": "mqtt", "aiomqtt": "mqtt", "ldap3": "ldap", "grpc": "grpc", "grpclib": "grpc",
}  # fmt: skip
#: Clients of several kinds, and of which.
SEVERAL: Mapping[str, tuple[str, ...]] = {
    "sql": ("postgres", "mysql", "sqlite"),
    "broker": ("amqp", "redis", "s3", "kafka"),
}
#: Errors of the system that say nothing of a dependency.
_OWN = (BlockingIOError, ChildProcessError, InterruptedError, ProcessLookupError, FileExistsError)
#: Mistakes in code: never a dependency's failure, whatever block they come out of.
MISTAKES = (
    TypeError, AttributeError, LookupError, NameError, ArithmeticError, AssertionError, SyntaxError,
    ImportError, MemoryError, NotImplementedError, StopIteration, StopAsyncIteration,
)  # fmt: skip
#: Classes that are remembered; an app that makes classes as it goes fills no memory.
_MOST = 1000


class _Known:
    """What is remembered of each class."""

    may_be: dict[type, bool] = {}
    names: dict[type, tuple[str, ...]] = {}


def may_be_about(kind: type[BaseException]) -> bool:
    """True for a class of a driver, or an error of the system: worth a closer look."""
    found = _Known.may_be.get(kind)
    if found is None:
        if len(_Known.may_be) >= _MOST:
            _Known.may_be.clear()
        found = _Known.may_be[kind] = _looks_like_it(kind)
    return found


def _looks_like_it(kind: type[BaseException]) -> bool:
    if issubclass(kind, OSError):
        return not issubclass(kind, _OWN)
    return any(package(base.__module__) in FAMILIES for base in kind.__mro__)


def package(module: str) -> str:
    """The package of a module; of Django and the standard library only the parts that count."""
    if module.startswith("django.db"):
        return "django.db"
    top = module.partition(".")[0]
    return "" if top == "http" and module != "http.client" else top


def names(kind: type) -> tuple[str, ...]:
    """Full names of a class and all that it is built on."""
    found = _Known.names.get(kind)
    if found is None:
        if len(_Known.names) >= _MOST:
            _Known.names.clear()
        bases = kind.__mro__[:12]
        found = _Known.names[kind] = tuple(f"{b.__module__}.{b.__qualname__}"[:200] for b in bases)
    return found


def family(bases: tuple[str, ...]) -> str | None:
    """The kind of dependency of an exception's classes, or a word of SEVERAL; None: no driver's."""
    for base in bases:
        top = package(base.rpartition(".")[0])
        if top in FAMILIES:
            return FAMILIES[top]
    return None
