"""Farhand: debug production you cannot touch. See README.md for the tour by user."""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.command import self_test_command as self_test_command
    from farhand.embed.failures import note as note
    from farhand.embed.failures.watch import watch as watch
    from farhand.embed.health.own import Failing as Failing
    from farhand.embed.health.own import Warns as Warns
    from farhand.embed.health.own import check as check
    from farhand.embed.install import install as install
    from farhand.embed.jobs import job as job
    from farhand.embed.records import logs_setup as logs_setup
    from farhand.embed.secrets import secret as secret

#: What an app uses, and where it is: loaded when it is first used, so that `import farhand` costs nothing.
_INSIDE = {
    "Failing": "farhand.embed.health.own",
    "Warns": "farhand.embed.health.own",
    "check": "farhand.embed.health.own",
    "install": "farhand.embed.install",
    "job": "farhand.embed.jobs",
    "logs_setup": "farhand.embed.records",
    "note": "farhand.embed.failures",
    "secret": "farhand.embed.secrets",
    "self_test_command": "farhand.embed.command",
    "watch": "farhand.embed.failures.watch",
}


def __getattr__(name: str) -> object:
    if name in _INSIDE:
        import importlib

        return getattr(importlib.import_module(_INSIDE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
