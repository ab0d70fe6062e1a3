"""python -m tests.answer.record [WORLD...]: keeps what the checks' commands print in worlds of the lab.

Written to tests/outputs/CHECK--WORLD.txt, each in its frame as dash printed it at the app's place. What
cannot be judged even unmangled is not kept. Needs root, as the lab does.
"""

from __future__ import annotations

import sys

from tests.answer import golden
from tests.answer.golden import OUTPUTS
from tests.contract import pairs

#: World, and the checks of it whose output is kept: broken and healthy ones, and each check in both.
WORLDS = {
    "tcp/closed_port": ("tcp", "host"),
    "dns/nxdomain": ("dns", "tcp"),
    "tls/expired": ("http", "tls"),
    "tls/self_signed": ("tls", "http"),
    "http/bad_gateway": ("http",),
    "control/http_plain": ("http", "env"),
    "control/https_private_ca": ("http", "tls"),
    "postgres/wrong_password": ("postgres",),
    "control/postgres_md5": ("postgres",),
    "redis/wrong_password": ("redis",),
    "redis/replica": ("redis",),
    "control/redis_over_tls": ("redis",),
    "fs/missing": ("directory",),
    "control/linked_directory": ("directory",),
    "fs/sqlite_not_a_database": ("sqlite",),
    "control/sqlite_in_use": ("sqlite",),
    "config/env_missing": ("env",),
    "proxy/forbidden": ("proxy", "http"),
    "clock/behind": ("clock",),
    "control/clock_two_seconds_off": ("clock",),
    "control/dual_stack": ("tcp", "dns"),
    "double/database_and_api": ("postgres", "http"),
}


def main(names: list[str]) -> None:
    OUTPUTS.mkdir(exist_ok=True)
    for world in names or WORLDS:
        ran = pairs.run(world, probe=False, only=WORLDS[world])
        for text in ran.printed.values():
            check = text.partition("check=")[2].partition(" ")[0]
            if check in WORLDS[world]:
                file = OUTPUTS / f"{check}--{world.replace('/', '_')}.txt"
                known = golden.is_known(golden.reading(text))
                print(file.name, len(text), golden.verdicts(text) if known else "not judged: not kept")
                if known:
                    file.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
