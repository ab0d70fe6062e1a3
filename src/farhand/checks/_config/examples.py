"""Settings of dependencies as the lab's worlds showed them, and what each must lead to."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "All is well",
        "config",
        {
            "variables": ["API_URL"],
            "source": "Farhand's own environment",
            "scheme": "https",
            "host": "api.lab.test",
            "port": 8443,
            "loopback": False,
            "in_container": True,
        },
        finds=(),
        outcome="pass",
        source="lab: config/ca_file_missing",
    ),
    Example(
        "The environment file was saved on Windows and is read by a shell.",
        "config",
        {
            "variables": ["API_URL"],
            "source": "file /srv/app/.env",
            "problems": [
                {
                    "code": "carriage_return",
                    "says": "API_URL holds a carriage return (\\r), as Windows writes at the end of a line",
                    "variable": "API_URL",
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/carriage_return",
    ),
    Example(
        "The variable is set, but to nothing: `API_URL=` in a file that was never filled in.",
        "config",
        {"variables": ["API_URL"], "source": "file /srv/app/.env", "missing": ["API_URL"]},
        finds=("config.env_missing",),
        outcome="fail",
        source="lab: config/env_empty",
    ),
    Example(
        "The host alone is asked for, and a whole URL was given.",
        "config",
        {
            "variables": ["REDIS_HOST"],
            "source": "Farhand's own environment",
            "scheme": "redis",
            "loopback": False,
            "in_container": True,
            "problems": [
                {
                    "code": "host_has_scheme",
                    "says": "REDIS_HOST has a scheme (the part before ://) in the host, where only a "
                    "name or an address belongs",
                    "variable": "REDIS_HOST",
                    "setting": "host",
                }
            ],
        },
        finds=("config.url_malformed",),
        outcome="fail",
        source="lab: config/host_with_scheme",
    ),
    Example(
        "The database is given as DB_URL; the app reads DATABASE_URL.",
        "config",
        {
            "variables": ["DATABASE_URL"],
            "source": "Farhand's own environment",
            "missing": ["DATABASE_URL"],
            "instead": {"DATABASE_URL": "DB_URL"},
        },
        finds=("config.env_misnamed",),
        outcome="fail",
        source="lab: config/misnamed_alias",
    ),
    Example(
        "The template was copied, and the address in it never filled in.",
        "config",
        {
            "variables": ["DATABASE_URL"],
            "source": "Farhand's own environment",
            "problems": [
                {
                    "code": "placeholder",
                    "says": "DATABASE_URL still holds a placeholder of the template",
                    "variable": "DATABASE_URL",
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/placeholder",
    ),
    Example(
        "An inline comment became a part of the port: docker does not know comments after a value.",
        "config",
        {
            "variables": ["REDIS_HOST", "REDIS_PORT"],
            "source": "file /srv/app/.env",
            "problems": [
                {
                    "code": "comment",
                    "says": "REDIS_PORT has a comment after the value, which is not taken away here",
                    "variable": "REDIS_PORT",
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/port_with_comment",
    ),
    Example(
        "`docker run --env-file` keeps the quotes that a shell would have taken away.",
        "config",
        {
            "variables": ["API_URL"],
            "source": "file /srv/app/.env",
            "problems": [
                {
                    "code": "quoted",
                    "says": "API_URL has quotes around it, and they are a part of the value",
                    "variable": "API_URL",
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/quotes_docker",
    ),
    Example(
        "The host was pasted with a blank after it.",
        "config",
        {
            "variables": ["REDIS_HOST"],
            "source": "Farhand's own environment",
            "problems": [
                {"code": "trailing_blank", "says": "REDIS_HOST ends with a blank", "variable": "REDIS_HOST"}
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/trailing_blank",
    ),
    Example(
        "`echo` instead of `echo -n` put a newline at the end of the secret.",
        "config",
        {
            "variables": ["DATABASE_URL"],
            "source": "Farhand's own environment",
            "problems": [
                {"code": "newline", "says": "DATABASE_URL ends with a line break", "variable": "DATABASE_URL"}
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/trailing_newline",
    ),
    Example(
        "The password holds an @ that is not written as %40, so that the host is read wrongly.",
        "config",
        {
            "variables": ["DATABASE_URL"],
            "source": "Farhand's own environment",
            "scheme": "postgres",
            "loopback": False,
            "in_container": True,
            "problems": [
                {
                    "code": "unescaped",
                    "says": "DATABASE_URL has a character in its user name or password that must be "
                    "percent-encoded (@ as %40, : as %3A, / as %2F, # as %23, ? as %3F, % as "
                    "%25), so that the host is read at the wrong place",
                    "variable": "DATABASE_URL",
                    "setting": "url",
                }
            ],
        },
        finds=("config.url_malformed",),
        outcome="fail",
        source="lab: config/unescaped_at",
    ),
    Example(
        "The address of the cache is written with http://.",
        "config",
        {
            "variables": ["REDIS_URL"],
            "source": "Farhand's own environment",
            "scheme": "http",
            "loopback": False,
            "in_container": True,
            "problems": [
                {
                    "code": "scheme_wrong",
                    "says": "REDIS_URL begins with http://, but the address of a redis dependency "
                    "begins with redis:// or rediss://",
                    "variable": "REDIS_URL",
                    "setting": "url",
                }
            ],
        },
        finds=("config.url_malformed",),
        outcome="fail",
        source="lab: config/wrong_scheme",
    ),
)
