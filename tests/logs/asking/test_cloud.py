"""The real `aws` runs what is printed for a function, against a server that speaks CloudWatch Logs.

A command of that name on the PATH adds the server's address: versions before 2.13 take it from nowhere else.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from farhand.logs import asking
from farhand.logs.asking import Asked
from farhand.when import Window, stamp
from tests.conftest import need_tool

GROUP = "/aws/lambda/billing"
NOW = int(time.time()) - 60


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    real, folder = need_tool("aws"), tmp_path_factory.mktemp("bin")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    url = f"http://127.0.0.1:{port}"
    known = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "eu-west-1"}
    client = boto3.client(
        "logs", endpoint_url=url, region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="y"
    )
    client.create_log_group(logGroupName=GROUP)
    client.create_log_stream(logGroupName=GROUP, logStreamName="s")
    events = [{"timestamp": (NOW + n) * 1000, "message": message(n)} for n in range(20)]
    client.put_log_events(logGroupName=GROUP, logStreamName="s", logEvents=events)
    (folder / "aws").write_text(f'#!/bin/sh\nexec "{real}" --endpoint-url {url} "$@"\n')
    (folder / "aws").chmod(0o755)
    try:
        yield {**os.environ, **known, "PATH": f"{folder}:{os.environ['PATH']}"}
    finally:
        server.stop()


def message(n: int) -> str:
    return f"[ERROR] pool exhausted {n}\n    at x\n" if n % 2 else f"[INFO] served {n}"


@pytest.mark.parametrize(
    ("level", "texts", "wanted"),
    [
        ("", (), [5, 6, 7, 8, 9]),
        ("error", (), [5, 7, 9]),
        ("", ("pool exhausted",), [5, 7, 9]),
        ("", ("it's $(id)",), []),
    ],
)
def test_a_function_is_asked(
    env: dict[str, str], level: str, texts: tuple[str, ...], wanted: list[int]
) -> None:
    window = Window(since=stamp(NOW + 5), until=stamp(NOW + 10))
    asked = Asked("", "serverless", "aws:billing", window, level=level, texts=texts, farhand=asking.NO)
    (command,) = asking.answer(asked).commands
    done = subprocess.run(["sh", "-c", command.take], env=env, capture_output=True, text=True, check=True)
    said = [line for line in done.stdout.splitlines() if line]
    assert said == [line for n in wanted for line in message(n).splitlines()], done.stderr
