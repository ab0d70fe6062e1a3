"""Examples of the readers `docker_inspect` and `docker_ps`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_HEAD = '[\n    {\n        "Id": "3eb69ace1d66",\n        "Name": "/web",\n        "RestartCount": 0,\n'
INSPECT = (
    Example(
        "killed for memory",
        pasted="$ docker inspect web\n"
        + _HEAD
        + '        "State": {\n            "Status": "exited",\n            "Running": false,\n            "OOMKilled": true,\n'
        '            "ExitCode": 137,\n            "Error": ""\n        },\n        "HostConfig": {\n            "Memory": 268435456\n        }\n    }\n]\n',
        finds=("memory.oom_killed",),
        source="made after moby, api/types/container",
    ),
    Example(
        "only the state, on one line",
        pasted='{"Status":"exited","Running":false,"Paused":false,"Restarting":false,"OOMKilled":true,"Dead":false,"Pid":0,"ExitCode":137,"Error":""}\n',
        finds=("memory.oom_killed",),
        source="made after moby, docker inspect -f '{{json .State}}'",
    ),
    Example(
        "the command is not in the image",
        pasted=_HEAD
        + '        "State": {\n            "Status": "created",\n            "Running": false,\n            "OOMKilled": false,\n            "ExitCode": 127,\n'
        '            "Error": "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: '
        'unable to start container process: exec: \\"gunicorn\\": executable file not found in $PATH: unknown"\n        }\n    }\n]\n',
        finds=("exec.command_missing",),
        source="made after moby, daemon/start_unix.go",
    ),
    Example(
        "unhealthy, cut off",
        pasted=_HEAD
        + '        "State": {\n            "Status": "running",\n            "Running": true,\n            "OOMKilled": false,\n            "ExitCode": 0,\n'
        '            "Health": {\n                "Status": "unhealthy",\n                "FailingStreak": 4,\n                "Log": [\n                    {\n                        "ExitCode": 1,\n',
        finds=("container.probe",),
        source="made after moby, api/types/container Health",
    ),
    Example(
        "nobody listens where the health check asks, and the last time it was too slow",
        pasted=_HEAD
        + '        "State": {\n            "Status": "running",\n            "Running": true,\n            "OOMKilled": false,\n            "ExitCode": 0,\n'
        '            "Health": {\n                "Status": "unhealthy",\n                "FailingStreak": 2,\n                "Log": [\n                    {\n'
        '                        "ExitCode": 1,\n                        "Output": "nc: can\'t connect to remote host (127.0.0.1): Connection refused\\n"\n                    },\n'
        '                    {\n                        "ExitCode": -1,\n                        "Output": "Health check exceeded timeout (1s)"\n                    }\n                ]\n            }\n        }\n    }\n]\n',
        finds=("container.probe",),
        source="run: dockerd 20.10, busybox",
    ),
    Example(
        "what docker said when it did not start, in one line",
        pasted='[{"Name":"/web","RestartCount":0,"State":{"Dead":false,"Error":"Bind for 0.0.0.0:18080 failed: port is already allocated","ExitCode":128,'
        '"OOMKilled":false,"Running":false,"Status":"created"},"HostConfig":{"Memory":0},"Mounts":[],"VariableNames":["LANG"]}]\n',
        finds=("tcp.port_in_use",),
        source="run: dockerd 20.10, in one line as the platform asks for it",
    ),
    Example(
        "localhost where a neighbour is meant",
        pasted=_HEAD
        + '        "State": {\n            "Status": "running",\n            "Running": true,\n            "OOMKilled": false,\n            "ExitCode": 0\n        },\n'
        '        "HostConfig": {\n            "NetworkMode": "shop_default"\n        },\n        "Config": {\n            "Env": [\n'
        '                "DATABASE_URL=postgres://shop:x@localhost:5432/shop",\n                "PATH=/usr/bin"\n            ]\n        }\n    }\n]\n',
        finds=("config.localhost_in_container",),
        source="made after docker inspect",
    ),
    Example(
        "running and healthy",
        pasted=_HEAD
        + '        "State": {\n            "Status": "running",\n            "Running": true,\n            "OOMKilled": false,\n            "ExitCode": 0,\n'
        '            "Error": "",\n            "Health": {\n                "Status": "healthy",\n                "FailingStreak": 0,\n                "Log": []\n            }\n        },\n'
        '        "Config": {\n            "Healthcheck": {\n                "Test": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]\n            }\n        }\n    }\n]\n',
        outcome="healthy",
        source="made after moby, api/types/container Health",
    ),
    Example(
        "ended as it should",
        pasted='{"Status":"exited","Running":false,"Restarting":false,"OOMKilled":false,"Dead":false,"ExitCode":0,"Error":""}\n',
        outcome="undecided",
        source="made after moby, docker inspect -f '{{json .State}}'",
    ),
)

PS = (
    Example(
        "one container comes back again and again",
        pasted="jelly@pbj:~$ sudo docker ps\n"
        "CONTAINER ID   IMAGE           COMMAND                  CREATED              STATUS                         PORTS     NAMES\n"
        '29ca70cc3ef8   dperson/samba   "/sbin/tini -- /usr/…"   About a minute ago   Restarting (1) 6 seconds ago             samba-container\n',
        finds=("container.crash_loop",),
        source="doc: docker ps",
    ),
    Example(
        "a crash by a signal",
        pasted='3eb69ace1d66   shop/img:3   "/app/convert"   4 minutes ago   Exited (139) 3 minutes ago             convert\n',
        finds=("exec.crashed",),
        source="made after moby, container/state.go",
    ),
    Example(
        "ended by signal 9",
        pasted="NAME       IMAGE        COMMAND       SERVICE   CREATED        STATUS                      PORTS\n"
        'shop-w-1   shop/w:3     "/app/run"    w         2 hours ago    Exited (137) 5 minutes ago\n'
        'shop-db-1  postgres:16  "docker-e…"   db        2 hours ago    Up 2 hours (healthy)        5432/tcp\n',
        finds=("memory.oom_killed",),
        source="made after compose, cmd/formatter/container.go",
    ),
    Example(
        "unhealthy",
        pasted="NAMES     STATUS\nflowise   Up 15 minutes (healthy)\ncode      Up 4 hours (unhealthy)\n",
        finds=("container.probe",),
        source="made after docker ps --format",
    ),
    Example(
        "compose, version 1",
        pasted="    Name                  Command                State           Ports\n"
        "-----------------------------------------------------------------------\n"
        "shop_api_1   python -m shop.api               Exit 127\n"
        "shop_db_1    docker-entrypoint.sh postgres    Up         5432/tcp\n",
        finds=("exec.command_missing",),
        source="made after docker-compose 1.29, compose/cli/main.py",
    ),
    Example(
        "all up; a one-time container is done",
        pasted="CONTAINER ID   IMAGE         COMMAND                  CREATED       STATUS                    PORTS      NAMES\n"
        '0a1b2c3d4e5f   nginx:1.27    "/docker-entrypoint.…"   6 days ago    Up 6 days (healthy)       80/tcp     web\n'
        '1a1b2c3d4e5f   shop/mig:3    "alembic upgrade head"   6 days ago    Exited (0) 6 days ago                migrate\n'
        '2a1b2c3d4e5f   old/test:1    "sh -c false"            2 months ago  Exited (1) 2 months ago              test\n',
        outcome="healthy",
        source="made after moby, container/state.go",
    ),
    Example(
        "still starting",
        pasted="NAMES   STATUS\nn8n     Up 26 seconds (health: starting)\n",
        outcome="undecided",
        source="made after moby, container/health.go",
    ),
)
