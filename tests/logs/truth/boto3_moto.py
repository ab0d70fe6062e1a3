"""boto3, botocore and s3transfer against moto's server."""

from __future__ import annotations

from pathlib import Path

import boto3
import botocore.exceptions
from botocore.config import Config


def run(folder: Path) -> None:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    config = Config(retries={"max_attempts": 2}, connect_timeout=1, read_timeout=5)
    session = boto3.Session("testing", "testing", region_name="us-east-1")
    url = f"http://{host}:{port}"
    _store(session.client("s3", endpoint_url=url, config=config), folder)
    _queue(session.client("sqs", endpoint_url=url, config=config))
    server.stop()


def _store(s3: object, folder: Path) -> None:
    for bucket in ("invoices", "exports-2026"):
        s3.create_bucket(Bucket=bucket)  # type: ignore[attr-defined]
        for key in ("a.txt", "reports/june.csv"):
            s3.put_object(Bucket=bucket, Key=key, Body=b"x")  # type: ignore[attr-defined]
    file = folder / "big.bin"
    file.write_bytes(b"x" * 100_000)
    s3.upload_file(str(file), "invoices", "big.bin")  # type: ignore[attr-defined]
    for ask in (
        lambda: s3.get_object(Bucket="invoices", Key="none"),
        lambda: s3.head_bucket(Bucket="nobody"),
    ):  # type: ignore[attr-defined]
        try:
            ask()
        except botocore.exceptions.ClientError:
            pass


def _queue(sqs: object) -> None:
    url = sqs.create_queue(QueueName="mails")["QueueUrl"]  # type: ignore[attr-defined]
    sqs.send_message(QueueUrl=url, MessageBody="hello")  # type: ignore[attr-defined]
    sqs.receive_message(QueueUrl=url)  # type: ignore[attr-defined]
