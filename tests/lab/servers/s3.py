"""Two real object stores: `rclone serve s3` over a folder, and moto, which knows users and policies."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing, Server, tool
from tests.lab.servers.databases import Service

#: A key of the form that rclone takes.
KEY, SECRET = "AKIALABLABLABLAB0001", "lab/Secret+Key0123456789abcdefghijklmnop"


class Store(Service):
    """A store with a key that it takes."""

    def __init__(self, host: str, port: int, server: Server, folder: Path, key: str, secret: str) -> None:
        super().__init__(host, port, server, folder)
        self.key, self.secret = key, secret


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 9000,
    ip: str = "",
    buckets: Sequence[str] = ("invoices",),
    key: str = KEY,
    secret: str = SECRET,
    tls: tuple[str, str] | None = None,
    domain: bool = False,
    policy: Mapping[str, Any] | None = None,
) -> Store:
    """rclone at lab.SVC, which takes one key; `domain`: it takes the bucket from the host's name.

    With `policy` (an IAM policy document) moto instead: a user with that policy, whose key is `.key` and
    `.secret` of the result.
    """
    ip = ip or lab.SVC
    if policy is not None:
        return _moto(lab, folder, ip, port, buckets, policy)
    for bucket in buckets:
        (folder / bucket).mkdir()
        (folder / bucket / "2026.txt").write_text("an invoice\n")
    lab._secret(secret)
    program = tool("rclone", str(Path(sys.executable).parent))
    argv = [program, "serve", "s3", "--addr", f"{ip}:{port}", "--auth-key", f"{key},{secret}",
            "--config", str(folder / "none.conf"), *(["--force-path-style=false"] if domain else []),
            *(["--cert", tls[0], "--key", tls[1]] if tls else []), str(folder)]  # fmt: skip
    server = lab.listening(lab.svc, ip, port, lab.svc.start(argv), seconds=40.0)
    return Store(ip, port, server, folder, key, secret)


def _moto(
    lab: Any, folder: Path, ip: str, port: int, buckets: Sequence[str], policy: Mapping[str, Any]
) -> Store:
    try:
        import boto3  # noqa: F401
        import moto  # noqa: F401
    except ImportError as error:
        raise Missing(f"{error.name} is not installed") from None
    room = folder / "made.json"
    # Every call up to the last one below is taken without a key; from then on it is as with Amazon.
    count = str(len(buckets) + 3)
    env = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": count}
    argv = [sys.executable, "-m", "moto.server", "-H", ip, "-p", str(port)]
    server = lab.listening(lab.svc, ip, port, lab.svc.start(argv, env=env), seconds=60.0)
    lab.svc.fork("fill", lambda ready: _fill(f"http://{ip}:{port}", room, buckets, policy, ready))
    made = json.loads(room.read_text())
    lab._secret(made["secret"])
    return Store(ip, port, server, folder, made["key"], made["secret"])


def _fill(url: str, room: Path, buckets: Sequence[str], policy: Mapping[str, Any], ready: Any) -> None:
    import boto3

    told = {"endpoint_url": url, "region_name": "us-east-1", "aws_access_key_id": "a",
            "aws_secret_access_key": "b"}  # fmt: skip
    store, users = boto3.client("s3", **told), boto3.client("iam", **told)
    for bucket in buckets:
        store.create_bucket(Bucket=bucket)
    users.create_user(UserName="app")
    users.put_user_policy(UserName="app", PolicyName="lab", PolicyDocument=json.dumps(policy))
    key = users.create_access_key(UserName="app")["AccessKey"]
    room.write_text(json.dumps({"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}))
    ready()
