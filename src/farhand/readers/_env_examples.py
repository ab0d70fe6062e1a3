"""Examples of the reader for environments."""

from __future__ import annotations

from farhand.model import Example

_PROCESS = "PATH=/usr/local/bin:/usr/bin:/bin\nHOSTNAME=4f9d2c1a7b3e\nHOME=/root\n"
_MADE = "made after the form of .env files, doc: Docker Compose, env-file"

EXAMPLES = (
    Example(
        "the same name twice",
        pasted="# database\nDB_HOST=db.corp.example\nDB_PORT=5432\nLOG_LEVEL=info\n\n# old\n"
        "DB_HOST=localhost\n",
        finds=("config.env_shadowed",),
        source=_MADE,
    ),
    Example(
        "quotes that are part of the value, in a container",
        pasted="$ docker exec app env\n" + _PROCESS + 'DATABASE_URL="postgresql://app:pw@db:5432/app"\n',
        finds=("config.value_malformed",),
        source="run: env of coreutils 9.1 under docker run --env-file",
    ),
    Example(
        "the same quotes in a file are right; a word like error is data",
        pasted='APP_NAME="Orders"\nDATABASE_URL="postgresql://app:pw@db:5432/app"\n'
        "LOG_LEVEL=error\nON_FAILURE=connection refused\n",
        outcome="undecided",
        source=_MADE,
    ),
    Example(
        "an @ in the password",
        pasted="DB_USER=app\nDB_POOL=5\nDATABASE_URL=postgresql://app:p@ss@db.corp.example:5432/app\n",
        finds=("config.url_malformed",),
        source=_MADE,
    ),
    Example(
        "no scheme's colon",
        pasted="$ cat .env\nDATABASE_URL=postgres//app:pw@db:5432/app\n",
        finds=("config.url_malformed",),
        source=_MADE,
    ),
    Example(
        "a port that is no number",
        pasted="[ops@app1 ~]$ printenv\n" + _PROCESS + "REDIS_URL=redis://cache:63x9/0\n",
        finds=("config.url_malformed",),
        source="run: printenv of coreutils 9.1",
    ),
    Example(
        "a star in NO_PROXY",
        pasted="HTTP_PROXY=http://proxy.corp.example:3128\nHTTPS_PROXY=http://proxy.corp.example:3128\n"
        "NO_PROXY=localhost,127.0.0.1,*.corp.example\n",
        finds=("proxy.no_proxy",),
        source=_MADE,
    ),
    Example(
        "never filled in",
        pasted="APP_ENV=production\nAPP_PORT=8080\nAPI_TOKEN=changeme\n",
        finds=("config.env_missing",),
        source=_MADE,
        note="possible, not sure",
    ),
    Example(
        "a hidden secret is not missing, two environments are not one, ${VAR} is for the reader of the file",
        pasted="APP_ENV=production\nDB_PASSWORD=<redacted>\nAPI_KEY=****\nDB_HOST=db\n"
        "DATABASE_URL=postgresql://app:${DB_PASSWORD}@${DB_HOST}:5432/app\n"
        "MONGO_URL=mongodb://u:p%40ss@m1:27017,m2:27017/db?replicaSet=rs0\nALLOWED=http://localhost:3000\n",
        outcome="undecided",
        source=_MADE,
    ),
    Example(
        "two hosts' environments, one below the other",
        pasted=_PROCESS + "DB_HOST=a\n" + _PROCESS.replace("4f9d", "77aa") + "DB_HOST=b\n",
        outcome="undecided",
        source="run: env of coreutils 9.1, twice",
    ),
)
