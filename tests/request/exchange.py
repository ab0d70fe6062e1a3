"""Two sides with folders of their own, and the real command run between them, in this process."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from farhand import cli
from farhand.bundle import keys, sealing
from farhand.request import signing, text, validity
from farhand.request.model import FIRST, Request, Step, Words

#: Planted at the site; never seen in an answer.
SECRET = "sentinel-req-5521x"
LOG = f"""\
2026-11-20T14:00:00Z INFO start
2026-11-20T14:00:01Z ERROR could not connect password={SECRET}
Traceback (most recent call last):
ConnectionRefusedError: [Errno 111] Connection refused
2026-11-20T14:00:02Z INFO end
"""
#: How many times as many made-up examples in the full run.
MANY = 20 if os.environ.get("FARHAND_ALL") == "1" else 1
_DECLARATION = """\
[app]
name = "{app}"
[logs]
source = "app.log"
[dependencies.queue]
kind = "tcp"
host = "127.0.0.1"
port = {port}
timeout = "1s"
[dependencies.data]
kind = "directory"
path = "data"
writable = true
[vendor]
verify_key = "{verify}"
"""


@dataclass(frozen=True)
class Told:
    """What one command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Sides:
    """The vendor's desk and the customer's site; both have the same declaration."""

    folder: Path
    vendor_key: Path
    encryption: Path

    @property
    def customer(self) -> Path:
        return self.folder / "site"

    @property
    def state(self) -> Path:
        return self.folder / "exchange"

    def farhand(self, *words: str, at: str = "site", **env: str) -> Told:
        out, err = io.StringIO(), io.StringIO()
        there = _there(self.folder / at, {"FARHAND_EXCHANGE": str(self.state), **env})
        with there, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = cli.main(["request", *words])
            except SystemExit as ended:  # argparse
                code = int(ended.code or 0)
        return Told(code, out.getvalue(), err.getvalue())

    def new(self, name: str, *words: str) -> Path:
        """A request as the vendor writes it."""
        path = self.folder / name
        more = ["--purpose", "why is no invoice saved", "--key", str(self.vendor_key), "-o", str(path)]
        told = self.farhand("new", *(words or ("--check", "queue")), *more)
        assert told.code == 0, told.all
        return path

    def run(self, request: Path, answer: str = "answer.txt", *words: str) -> Told:
        plain = [] if "--sealed" in words else ["--plain"]
        more = [word for word in words if word != "--sealed"]
        return self.farhand("run", str(request), "-o", answer, "--here", "--yes", *plain, *more)

    def open(self, answer: str = "answer.txt", *words: str) -> Told:
        return self.farhand("open", str(self.customer / answer), *words)

    def forged(self, *steps: Step, key: Path | None = None, name: str = "forged.txt", **fields: str) -> Path:
        """A request that somebody with a signing key writes without `farhand request new`."""
        path = self.folder / name
        path.write_text(text.render(signed(unsigned(*steps, **fields), key or self.vendor_key)))
        return path


def sides(folder: Path, port: int = 9, app: str = "billing", more: str = "") -> Sides:
    made = Sides(folder, folder / "vendor.pem", folder / "vendor.age")
    verify, seal = keys.new(keys.SIGNING), keys.new(keys.ENCRYPTION)
    keys.write(verify, made.vendor_key)
    keys.write(seal, made.encryption)
    (made.customer / "data").mkdir(parents=True)
    declaration = _DECLARATION.format(app=app, port=port, verify=verify.public)
    declaration += f'encrypt_to = ["{seal.public}"]\n{more}'
    (made.customer / "farhand.toml").write_text(declaration)
    (made.customer / "app.log").write_text(LOG)
    return made


def unsigned(*steps: Step, **fields: str) -> Request:
    now = datetime.now(timezone.utc)
    made = Request(
        "a purpose",
        "billing",
        "any",
        os.urandom(16).hex(),
        validity.stamp(now),
        validity.stamp(now + timedelta(days=7)),
        FIRST,
        steps or (step("check", "queue"),),
    )
    return replace(made, **fields)


def step(kind: str, id: str, **params: str) -> Step:
    return Step(kind, id, params, "a reason", Words("reads the weather", "nothing", 0.5, "none", True))


def signed(request: Request, key: Path) -> Request:
    signature = signing.sign(signing.REQUEST, text.said(request), key)
    return replace(request, signed_by=sealing.public(key), signature=signature, digest=text.digest(request))


def days(number: float) -> str:
    return validity.stamp(datetime.now(timezone.utc) + timedelta(days=number))


@contextlib.contextmanager
def _there(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    before, here = dict(os.environ), Path.cwd()
    os.environ.update(env)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)
