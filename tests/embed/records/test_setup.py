"""logs_setup, and the adapters for structlog and loguru, with the real libraries."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import farhand
from farhand.embed import secrets
from farhand.embed.process import Process
from farhand.embed.records import query
from farhand.embed.records.errors import Errors
from farhand.embed.records.guards import Declared
from farhand.embed.records.loguru_adapter import farhand_patcher, farhand_sink, json_sink
from farhand.embed.records.ring import Ring
from farhand.embed.records.setup import Handler
from farhand.embed.records.structlog_adapter import farhand_processor

Make = Callable[..., Process]


@pytest.fixture(autouse=True)
def _bare_root() -> None:
    logging.getLogger().handlers[:] = []


def test_twice_is_once() -> None:
    first, second = io.StringIO(), io.StringIO()
    kept = logging.FileHandler("/dev/null")
    root = logging.getLogger()
    root.handlers[:] = [kept, logging.StreamHandler(sys.stderr)]
    farhand.logs_setup(stream=first)
    farhand.logs_setup("DEBUG", stream=second)
    logging.getLogger("x").debug("hello")
    assert first.getvalue() == ""
    assert json.loads(second.getvalue())["message"] == "hello"
    assert kept in root.handlers
    assert [type(h) for h in root.handlers if h is not kept] == [Handler]


@pytest.mark.parametrize("wrong", [{"level": "LOUD"}, {"redact": "some"}, {"encoder": "xml"}])
def test_a_mistake_changes_nothing(wrong: dict[str, str]) -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    with pytest.raises(ValueError, match=r".+"):
        farhand.logs_setup(**wrong)  # type: ignore[arg-type]
    assert (root.handlers, root.level) == before


def test_plain_text_is_masked_too() -> None:
    out = io.StringIO()
    farhand.logs_setup(json=False, stream=out)
    farhand.secret("plain-secret-1")
    logging.getLogger("x").info("a plain-secret-1 b")
    assert "plain-secret" not in out.getvalue()
    assert " INFO x a <password:" in out.getvalue()


def test_servers_write_in_the_same_form(capsys: Any) -> None:
    logger = logging.getLogger("uvicorn.access")
    handler = logging.StreamHandler(sys.stdout)
    logger.handlers, logger.propagate = [handler], False
    farhand.logs_setup(stream=io.StringIO(), json=True)
    logger.error("GET / 200")
    logger.handlers, logger.propagate = [], True
    assert json.loads(capsys.readouterr().out)["message"] == "GET / 200"


PROGRAM = """
import os
os.environ["DB_PASSWORD"] = "from-the-environment-1"
os.environ["ODD"] = "declared-in-toml-2"
import farhand, logging
farhand.logs_setup()
logging.getLogger("x").info("from-the-environment-1 declared-in-toml-2 plain")
"""


def test_in_a_fresh_process_without_install(tmp_path: Any) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "x"\n[env.ODD]\nsecret = true\n')
    env = {**os.environ, "FARHAND_RUN": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    message = json.loads(done.stderr)["message"]
    assert message.count("<password:") == 2
    assert message.endswith(" plain")


def test_the_import_is_small() -> None:
    program = (
        "import sys, logging; before = set(sys.modules); import farhand.embed.records\n"
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('farhand')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['__future__']"


# structlog


@pytest.fixture
def structlog(make: Make) -> Any:
    found = pytest.importorskip("structlog")
    make(folder=False)
    yield found
    found.reset_defaults()


def _processors(structlog: Any) -> list[Any]:
    return [structlog.processors.add_log_level, farhand_processor, structlog.processors.JSONRenderer()]


@pytest.mark.parametrize("cached", [True, False])
def test_structlog(structlog: Any, cached: bool) -> None:
    out = io.StringIO()
    structlog.configure(
        processors=_processors(structlog),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=cached,
    )
    log = structlog.get_logger(tenant="t1")
    log.info("first")
    farhand.secret("later-secret-1")
    log.warning("a later-secret-1 b", password="never shown", deep={"x": ["later-secret-1"]}, n=1)
    try:
        raise ValueError("with later-secret-1")
    except ValueError:
        log.exception("failed")
    first, second, third = map(json.loads, out.getvalue().splitlines())
    assert first == {"tenant": "t1", "event": "first", "level": "info"}
    assert second["n"] == 1
    assert third["exc_info"]["type"] == "ValueError"
    assert "later-secret" not in out.getvalue()
    assert "never shown" not in out.getvalue()
    process = farhand.embed.process.current()  # type: ignore[attr-defined]
    rows = query.rows(process.of(Ring), query.Query(), Declared())
    assert [(row["level"], row["message"].split()[0]) for row in rows] == [
        ("INFO", "first"),
        ("WARNING", "a"),
        ("ERROR", "failed"),
    ]
    assert "later-secret" not in json.dumps(rows)
    assert "never shown" not in json.dumps(rows)
    assert process.of(Errors).says() == {"groups": 1, "exceptions": 1}


def test_structlog_over_pythons_logging_is_kept_once(structlog: Any) -> None:
    out = io.StringIO()
    farhand.logs_setup(stream=out)
    from farhand.embed.records import attach

    attach.attach()
    structlog.configure(
        processors=_processors(structlog),
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    structlog.get_logger("x").info("once")
    process = farhand.embed.process.current()  # type: ignore[attr-defined]
    assert len(process.of(Ring).rows) == 1
    assert "once" in json.loads(out.getvalue())["message"]


# loguru


@pytest.fixture
def loguru(make: Make) -> Any:
    found = pytest.importorskip("loguru")
    make(folder=False)
    found.logger.remove()
    yield found.logger
    found.logger.remove()
    found.logger.configure(patcher=lambda record: None)


def test_loguru(loguru: Any) -> None:
    out, theirs = io.StringIO(), io.StringIO()
    loguru.configure(patcher=farhand_patcher)
    loguru.add(farhand_sink)
    loguru.add(json_sink(out), format="{message}")
    loguru.add(theirs, format="{message} {extra}", diagnose=False, backtrace=False)
    farhand.secret("loguru-secret-1")
    loguru.bind(user=7, token="loguru-secret-1", password="never shown").info("a {} b", "loguru-secret-1")
    try:
        raise ValueError("with loguru-secret-1")
    except ValueError:
        loguru.exception("failed")
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first["fields"]["user"] == 7
    assert second["exception"]["type"] == "ValueError"
    process = farhand.embed.process.current()  # type: ignore[attr-defined]
    rows = query.rows(process.of(Ring), query.Query(), Declared())
    assert [row["level"] for row in rows] == ["INFO", "ERROR"]
    for text in (out.getvalue(), json.dumps(rows), theirs.getvalue().splitlines()[0]):
        assert "loguru-secret" not in text
        assert "never shown" not in text
    assert process.of(Errors).says()["exceptions"] == 1
    assert secrets.mark("loguru-secret-1") in first["message"]
