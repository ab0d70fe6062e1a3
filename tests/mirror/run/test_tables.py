"""Made-up tables of a built folder are there when the command comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from farhand.mirror.build import Asked, files, folder
from farhand.mirror.model import Plan, Recipe
from farhand.mirror.run.backends import Choices, processes
from tests.conftest import need_tool
from tests.mirror import postgres

SCHEMA = """
CREATE TABLE public.invoice (
    id bigint NOT NULL,
    note text,
    made timestamp with time zone
);
ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (id);
CREATE TABLE public.customer (
    id integer NOT NULL,
    name character varying(40)
);
"""
ASK = (
    "import os, psycopg\n"
    "with psycopg.connect(os.environ['ADDRESS']) as session:\n"
    "    for table in ('invoice', 'customer'):\n"
    "        print(session.execute(f'select count(*) > 0 from {table}').fetchone()[0])\n"
)


def test_of_postgres(tmp_path: Path) -> None:
    asked = Asked(
        Plan("app", base=(Recipe("version", "postgres:../my store", "", "12"),)),
        schemas={"../my store": SCHEMA},
    )
    folder.write(tmp_path / "mirror", files(asked))
    choices = Choices(tmp_path / "mirror", {"postgres 12": str(postgres.programs(12))})
    running = processes.start(asked.plan, (), choices)
    try:
        env = {"ADDRESS": running.addresses[0].url}
        done = running.run([sys.executable, "-c", ASK], env, "/", 30)
    finally:
        running.stop()
    assert (done.exit, done.output) == (0, "True\nTrue\n")


def test_of_mariadb(tmp_path: Path) -> None:
    client = need_tool("mariadb")
    need_tool("mariadbd")
    asked = Asked(
        Plan("app", base=(Recipe("version", "mysql:store"),)),
        schemas={"store": SCHEMA.replace("public.", "")},
    )
    folder.write(tmp_path / "mirror", files(asked))
    running = processes.start(asked.plan, (), Choices(tmp_path / "mirror", near=True))
    try:
        words = [
            client,
            "--no-defaults",
            "-h",
            "127.0.0.1",
            "-P",
            str(running.addresses[0].port),
            "-uapp",
            "-pmirror",
        ]
        words += ["app", "-Ne", "select count(*) > 0 from invoice; select count(*) > 0 from customer"]
        done = subprocess.run(words, capture_output=True, text=True, env=os.environ, timeout=30)
    finally:
        running.stop()
    assert done.stdout == "1\n1\n", done.stderr
