"""From two answers of redis-cli in a mail to the right that the customer's user lacks."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.conftest import need_tool
from tests.mirror.run.test_article import farhand

DECLARATION = """
[app]
name = "billing"
[env.CACHE]
[dependencies.cache]
kind = "redis"
url = "${CACHE}"
tested = ["7"]
"""
HASH = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
SENT = f"""$ redis-cli acl whoami; redis-cli acl list
app
user app on #{HASH} ~billing:* &* -@all +@read +set +ping
user default off ~* &* +@all
redis.exceptions.NoPermissionError: this user has no permissions to run the 'incrby' command
"""
APP = """import os, redis
cache = redis.Redis.from_url(os.environ["CACHE"])
cache.set("billing:visits", 1)
cache.incr("billing:visits")
"""


def test_from_a_mail_to_the_right_that_is_missing(tmp_path: Path) -> None:
    need_tool("redis-server")
    (tmp_path / "farhand.toml").write_text(DECLARATION)
    (tmp_path / "mail.txt").write_text(SENT)
    (tmp_path / "app.py").write_text(APP)
    plan = json.loads(farhand(tmp_path, "plan", "mail.txt", "--json").stdout)
    assert plan["differences"][0]["id"] == "cache-acl"
    assert "redis.auth" in plan["differences"][0]["because"]
    assert farhand(tmp_path, "build", "mail.txt", "-o", "mirror").returncode == 0
    files = [path for path in (tmp_path / "mirror").rglob("*") if path.is_file()]
    assert not [path for path in files if HASH[:8] in path.read_text()]

    how = ["--backend", "processes", "--", sys.executable, "app.py"]
    done = farhand(tmp_path, "search", "mirror", *how)
    assert "guilty:\n  cache-acl: redis:cache acl: ~billing:* &* -@all +@read +set +ping" in done.stdout
    assert "has no permissions to run the 'incrby' command" in done.stdout
    done = farhand(tmp_path, "test", "mirror", "--fix", "cache-acl", *how)
    assert "reproduced and fixed in the mirror" in done.stdout, done.stdout + done.stderr
