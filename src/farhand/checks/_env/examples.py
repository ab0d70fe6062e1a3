"""Environments as the lab's worlds showed them, and what each must lead to."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "The file begins with a byte-order mark, which becomes a part of the first name.",
        "env",
        {
            "source": "file /srv/app/.env",
            "in_container": False,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": False,
                    "length": 0,
                    "used_by": ["api"],
                    "secret": False,
                    "problems": [
                        {
                            "code": "bom",
                            "says": "a byte-order mark at the begin of the file has become a "
                            "part of the name API_URL",
                        }
                    ],
                }
            ],
            "strangers": [{"name": "\ufeffAPI_URL", "like": ["url"]}],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/byte_order_mark",
    ),
    Example(
        "The file with the company's authorities, named in the environment, is not there.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 30,
                    "used_by": ["api"],
                    "secret": False,
                }
            ],
            "files": [
                {
                    "variable": "SSL_CERT_FILE",
                    "matters": True,
                    "path": "/etc/company/ca.pem",
                    "state": "missing",
                }
            ],
        },
        finds=("config.file_missing",),
        outcome="fail",
        source="lab: config/ca_file_missing",
    ),
    Example(
        "The environment file was saved on Windows and is read by a shell.",
        "env",
        {
            "source": "file /srv/app/.env",
            "in_container": False,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 27,
                    "used_by": ["api"],
                    "secret": False,
                    "problems": [
                        {
                            "code": "carriage_return",
                            "says": "API_URL holds a carriage return (\\r), as Windows writes at "
                            "the end of a line",
                        }
                    ],
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/carriage_return",
    ),
    Example(
        "The variable is set, but to nothing: `API_URL=` in a file that was never filled in.",
        "env",
        {
            "source": "file /srv/app/.env",
            "in_container": False,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 0,
                    "used_by": ["api"],
                    "secret": False,
                }
            ],
        },
        finds=("config.env_missing",),
        outcome="fail",
        source="lab: config/env_empty",
    ),
    Example(
        "All is well",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "REDIS_HOST",
                    "required": True,
                    "default": False,
                    "set": True,
                    "length": 17,
                    "used_by": ["cache"],
                    "secret": False,
                }
            ],
        },
        finds=(),
        outcome="pass",
        source="lab: config/host_with_scheme",
    ),
    Example(
        "The database is given as DB_URL; the app reads DATABASE_URL.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "DATABASE_URL",
                    "required": True,
                    "format": "url",
                    "aliases": ["DB_URL"],
                    "default": False,
                    "set": False,
                    "length": 0,
                    "used_by": ["database"],
                    "secret": True,
                }
            ],
            "strangers": [{"name": "DB_URL", "like": ["url"]}],
        },
        finds=("config.env_misnamed",),
        outcome="fail",
        source="lab: config/misnamed_alias",
    ),
    Example(
        "The template was copied, and the address in it never filled in.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "DATABASE_URL",
                    "required": True,
                    "format": "url",
                    "aliases": ["DB_URL"],
                    "default": False,
                    "set": True,
                    "length": 39,
                    "used_by": ["database"],
                    "secret": True,
                    "problems": [
                        {
                            "code": "placeholder",
                            "says": "DATABASE_URL still holds a placeholder of the template",
                        }
                    ],
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/placeholder",
    ),
    Example(
        "An inline comment became a part of the port: docker does not know comments after a value.",
        "env",
        {
            "source": "file /srv/app/.env",
            "platform": "docker",
            "in_container": True,
            "variables": [
                {
                    "name": "REDIS_HOST",
                    "required": True,
                    "default": False,
                    "set": True,
                    "length": 9,
                    "used_by": ["cache"],
                    "secret": False,
                },
                {
                    "name": "REDIS_PORT",
                    "required": True,
                    "format": "port",
                    "default": False,
                    "set": True,
                    "length": 16,
                    "used_by": ["cache"],
                    "secret": False,
                    "problems": [
                        {
                            "code": "comment",
                            "says": "REDIS_PORT has a comment after the value, which is not taken away here",
                        }
                    ],
                },
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/port_with_comment",
    ),
    Example(
        "`docker run --env-file` keeps the quotes that a shell would have taken away.",
        "env",
        {
            "source": "file /srv/app/.env",
            "platform": "docker",
            "in_container": True,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 28,
                    "used_by": ["api"],
                    "secret": False,
                    "problems": [
                        {
                            "code": "quoted",
                            "says": "API_URL has quotes around it, and they are a part of the value",
                        }
                    ],
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/quotes_docker",
    ),
    Example(
        "The variable stands twice in the file, and the old address wins.",
        "env",
        {
            "source": "file /srv/app/.env",
            "in_container": False,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 26,
                    "used_by": ["api"],
                    "secret": False,
                }
            ],
            "shadowed": [{"name": "API_URL", "places": ["/srv/app/.env:1", "/srv/app/.env:2"]}],
        },
        finds=("config.env_shadowed",),
        outcome="fail",
        source="lab: config/shadowed",
    ),
    Example(
        "The host was pasted with a blank after it.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "REDIS_HOST",
                    "required": True,
                    "default": False,
                    "set": True,
                    "length": 10,
                    "used_by": ["cache"],
                    "secret": False,
                    "problems": [{"code": "trailing_blank", "says": "REDIS_HOST ends with a blank"}],
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/trailing_blank",
    ),
    Example(
        "`echo` instead of `echo -n` put a newline at the end of the secret.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "DATABASE_URL",
                    "required": True,
                    "format": "url",
                    "aliases": ["DB_URL"],
                    "default": False,
                    "set": True,
                    "length": 41,
                    "used_by": ["database"],
                    "secret": True,
                    "problems": [{"code": "newline", "says": "DATABASE_URL ends with a line break"}],
                }
            ],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/trailing_newline",
    ),
    Example(
        "The time zone of the app does not exist.",
        "env",
        {
            "source": "Farhand's own environment",
            "in_container": True,
            "variables": [
                {
                    "name": "API_URL",
                    "required": True,
                    "format": "url",
                    "default": False,
                    "set": True,
                    "length": 26,
                    "used_by": ["api"],
                    "secret": False,
                }
            ],
            "zones": [{"variable": "TZ", "zone": "Europe/Berln", "state": "unknown"}],
        },
        finds=("config.value_malformed",),
        outcome="fail",
        source="lab: config/unknown_time_zone",
    ),
    Example(
        "A carriage return and a name too few, as a person sees them",
        "env",
        pasted="farhand env 1\nneed API_URL\nneed TOKEN\nset API_URL 31  carriage_return\nset HOME 5 \n",
        finds=("config.env_missing", "config.value_malformed"),
        outcome="fail",
        source="the command of this check, run with sh",
    ),
    Example(
        "All names are there, in good form, as a person sees them",
        "env",
        pasted="farhand env 1\nneed API_URL\nset API_URL 30 \nset PATH 13 \n",
        outcome="pass",
        source="the command of this check, run with sh",
    ),
)
