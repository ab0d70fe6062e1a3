"""Examples of what an app with Farhand in it has left behind."""

from __future__ import annotations

from farhand.model import Example

_HEAD = (
    '{"schema": "farhand.last-state/1", "pid": 4711, "ticks": 358712, "app": "billing", "role": "gunicorn",'
    ' "version": "2.4.1", "started": "2026-11-20T12:03:08Z", "at": "2026-11-20T14:03:10Z", '
)
_CAPTURE = (
    '{"schema": "farhand.failure/1", "at": "2026-11-20T14:03:09Z", "worker": 4711, "dependency": "database",'
    ' "failed": "login", "exception": {"type": "psycopg.OperationalError", "text": "connection failed: FATAL:'
    ' password authentication failed for user \\"app\\"", "place": "app/db.py:42:load", "chain": []},'
    ' "cause": "postgres.auth", "says": "the server does not let app log in: 28P01", "confidence": 0.95,'
    ' "by": "%s",'
    ' "rows": [{"stage": "tcp", "outcome": "pass", "says": "no connection was refused"}]}'
)

EXAMPLES = (
    Example(
        "the process ended with what the probe had found",
        pasted=_HEAD + '"ended": "2026-11-20T14:03:10Z", "how": "uncaught", "error": {"type":'
        ' "sqlalchemy.exc.OperationalError", "text": "(psycopg.OperationalError) connection failed", "place":'
        ' "app/db.py:42:load", "chain": []}, "failures": [' + _CAPTURE % "probe" + "]}\n",
        finds=("postgres.auth",),
        source="run: farhand inside an app, last-state-4711.json",
    ),
    Example(
        "one capture",
        pasted=_CAPTURE % "text" + "\n",
        finds=("postgres.auth",),
        source="run: farhand inside an app, failure-12.json",
    ),
    Example(
        "killed, with a failure before",
        pasted=_HEAD + '"ended": "", "how": "", "failures": [' + _CAPTURE % "probe" + "]}\n",
        finds=("postgres.auth",),
        source="run: kill -9 of that app",
    ),
    Example(
        "ended by itself",
        pasted=_HEAD + '"ended": "2026-11-20T14:03:10Z", "how": "exit", "error": {}, "failures": []}\n',
        outcome="healthy",
        source="run: a script that came to its end",
    ),
)
