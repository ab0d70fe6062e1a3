"""Start the app at a healthy site, break one thing after another, and let the self-test find each.

python -m demo                 three faults, one after another
python -m demo clock           one of: env proxy clock certificate disk
"""

from __future__ import annotations

import contextlib
import datetime
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from demo import world

HERE = Path(__file__).parent
LOGIN = "svc-ledgerly:Winter%40Harbor"


@dataclass
class Site:
    """What can be broken: settings, the vendor's clock against ours, the proxy's rule, the certificate."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    rename: dict[str, str] = field(default_factory=dict)
    ahead: float = 0.0
    proxy_login: str | None = None
    expired: bool = False

    def environment(self, authority: Path, proxy: int, api: int) -> dict[str, str]:
        (self.folder / "data").mkdir(exist_ok=True)
        (self.folder / "ledger.db").touch()
        values = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "LEDGER_DATABASE": str(self.folder / "ledger.db"),
            "LEDGER_DATA": str(self.folder / "data"),
            "PAYMENTS_URL": f"https://{world.NAMES[0]}:{api}/v1/ping",
            "PAYMENTS_TOKEN": world.TOKEN,
            "STATUS_URL": f"https://{world.NAMES[1]}:{api}/",
            "HTTPS_PROXY": f"http://127.0.0.1:{proxy}",
            "SSL_CERT_FILE": str(authority),
            **self.env,
        }
        return {self.rename.get(name, name): value for name, value in values.items()}


def _env(site: Site) -> None:
    site.rename["LEDGER_DATABASE"] = "LEDGER_DB"


def _proxy(site: Site) -> None:
    site.proxy_login = LOGIN


def _clock(site: Site) -> None:
    site.ahead = 600.0


def _certificate(site: Site) -> None:
    site.expired = True


def _disk(site: Site) -> None:
    site.env["LEDGER_DATA"] = str(site.folder / "data-volume" / "ledgerly")


FAULTS: dict[str, tuple[str, Callable[[Site], None]]] = {
    "env": ("the operator followed an old manual and set LEDGER_DB", _env),
    "proxy": ("over night the company's proxy began to ask for a login", _proxy),
    "clock": ("this machine's clock is ten minutes late", _clock),
    "certificate": ("nobody renewed the certificate of the API", _certificate),
    "disk": ("the data volume was not mounted", _disk),
}
SHOWN = ("env", "proxy", "clock")


@contextlib.contextmanager
def running(site: Site) -> Iterator[dict[str, str]]:
    """The API, the proxy and the app, started; gives the app's environment. The port is in DEMO_PORT."""
    authority = trustme.CA()
    api = world.Api(authority, site.ahead, _long_ago() if site.expired else None)
    proxy = world.Proxy(api.port, site.proxy_login)
    env = site.environment(world.authority_file(authority, site.folder), proxy.port, api.port)
    app = subprocess.Popen(
        [sys.executable, "-m", "demo.app"], env=env, stdout=subprocess.PIPE, text=True, cwd=HERE.parent
    )
    try:
        assert app.stdout is not None
        yield {**env, "DEMO_PORT": app.stdout.readline().strip()}
    finally:
        app.terminate()
        app.wait(5)
        proxy.stop()
        api.stop()


def _long_ago() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)


def customer_sees(port: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/charge", timeout=10) as answer:
            return f"{answer.status} {answer.read().decode().strip()}"
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read().decode().strip()}"


def tell(title: str, prepare: Callable[[Site], None]) -> int:
    """One scene: what happened, what the customer sees, what the self-test says."""
    with tempfile.TemporaryDirectory(prefix="ledgerly-") as folder:
        site = Site(Path(folder))
        prepare(site)
        with running(site) as env:
            print(f"\n\033[1m── {title}\033[0m" if sys.stdout.isatty() else f"\n── {title}")
            print(f"$ curl http://127.0.0.1:{env['DEMO_PORT']}/charge\n{customer_sees(env.pop('DEMO_PORT'))}")
            print("$ farhand self-test --here\n", flush=True)
            command = [sys.executable, "-m", "farhand", "self-test", "--here"]
            look = {name: os.environ[name] for name in ("COLUMNS", "NO_COLOR", "TERM") if name in os.environ}
            return subprocess.run(
                [*command, "--config", str(HERE / "farhand.toml")], env={**env, **look}, check=False
            ).returncode


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in FAULTS]
    if unknown:
        print(f"there is no fault {unknown[0]!r}; there are: {' '.join(FAULTS)}", file=sys.stderr)
        return 2
    healthy = tell("A healthy site", lambda site: None)
    broken = [tell(f"Then {FAULTS[name][0]}", FAULTS[name][1]) for name in names or SHOWN]
    return 0 if healthy == 0 and all(code == 1 for code in broken) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
