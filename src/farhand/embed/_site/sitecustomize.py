"""First on PYTHONPATH by `farhand run`: builds Farhand into a program whose code is not changed.

It takes itself away again first, so that the programs which this one starts are left alone, and gives way to
the site's own sitecustomize. Nothing here may keep the program from starting.
"""

import os
import sys


def _step_aside() -> object:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != here]
    rest = [
        p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if os.path.abspath(p or ".") != here
    ]
    if any(rest):
        os.environ["PYTHONPATH"] = os.pathsep.join(rest)
    else:
        os.environ.pop("PYTHONPATH", None)
    return sys.modules.pop(__name__, None)


def _the_sites_own() -> None:
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if error.name != "sitecustomize":
            raise


def _build_in() -> None:
    try:
        import farhand

        farhand.install()
    except Exception as error:
        sys.stderr.write(f"farhand: not built in: {type(error).__name__}: {error}\n")


_myself = _step_aside()
try:
    _the_sites_own()
finally:
    sys.modules.setdefault(__name__, _myself)  # type: ignore[arg-type]  # importlib takes it from there
    _build_in()
