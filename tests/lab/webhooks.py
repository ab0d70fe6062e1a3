"""What the worlds of webhooks have in common: the app's name, its certificate, and the declaration."""

from __future__ import annotations

from typing import Any

from tests.lab.needs import need
from tests.lab.servers.webhook import NAME, PATH, SECRET, Receiver

URL = f"https://{NAME}:8443{PATH}"


def site(lab: Any, **told: Any) -> Receiver:
    """The usual one: name, trusted certificate, app and gateway, and the app's secret."""
    lab.dns.set(NAME, a=[lab.SVC])
    lab.trust()
    lab.env["WEBHOOK_SECRET"] = SECRET
    lab.secrets.add(SECRET)
    return lab.serve("webhook", **{"tls": lab.cert(NAME), **told})  # type: ignore[no-any-return]


def declared(name: str = "payments", **more: Any) -> str:
    """One webhook, and the variable with its secret."""
    settings = {"url": URL, "listen": "10.77.1.2:8080", "secret_env": "WEBHOOK_SECRET", **more}
    variable = "[env.WEBHOOK_SECRET]\nsecret = true\n"
    return variable + need("webhook", name, **{k: v for k, v in settings.items() if v is not None})
