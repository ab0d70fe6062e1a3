"""A real Mosquitto with a user `app` who may listen to `sensors/#` (its security plugin decides)."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing, tool
from tests.lab.servers.databases import Service, server_user

PASSWORD = "mqtt-secret-5"
_ROUNDS = 101


def start(lab: Any, folder: Path, *, port: int = 1883, tls: bool = False, anonymous: bool = False) -> Service:
    plugin = next(Path("/usr/lib").glob("*/mosquitto_dynamic_security.so"), None)
    if plugin is None:
        raise Missing("mosquitto's dynamic security plugin is not installed")
    text = f"listener {port} {lab.SVC}\nallow_anonymous {str(anonymous).lower()}\npersistence false\n"
    if tls:
        cert, key = lab.cert(lab.SVC, "mqtt.lab.test")
        text += f"certfile {cert}\nkeyfile {key}\n"
    if not anonymous:
        text += f"plugin {plugin}\nplugin_opt_config_file {folder}/rights.json\n"
    (folder / "mosquitto.conf").write_text(text)
    (folder / "rights.json").write_text(json.dumps(_rights()))
    user = server_user()
    for path in (folder, folder / "rights.json"):
        path.chmod(0o777)
    server = lab.svc.start([tool("mosquitto"), "-c", folder / "mosquitto.conf"], uid=user.pw_uid)
    return Service(lab.SVC, port, lab.listening(lab.svc, lab.SVC, port, server), folder)


def _rights() -> dict[str, Any]:
    salt = b"salt-of-labs"  # twelve bytes, as the plugin wants it
    digest = hashlib.pbkdf2_hmac("sha512", PASSWORD.encode(), salt, _ROUNDS)
    words = {"password": base64.b64encode(digest).decode(), "salt": base64.b64encode(salt).decode()}
    client = {"username": "app", "roles": [{"rolename": "reader"}], "iterations": _ROUNDS, **words}
    acls = [{"acltype": "subscribePattern", "topic": "sensors/#", "priority": 0, "allow": True}]
    access = {
        "publishClientSend": False,
        "publishClientReceive": True,
        "subscribe": False,
        "unsubscribe": True,
    }
    return {"defaultACLAccess": access, "clients": [client], "roles": [{"rolename": "reader", "acls": acls}]}
