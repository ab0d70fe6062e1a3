"""Examples of the readers `helm_status` and `helm_values`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

STATUS = (
    Example(
        "an upgrade that was interrupted",
        pasted="$ helm status shop\nNAME: shop\nLAST DEPLOYED: Tue Mar  3 09:12:01 2026\nNAMESPACE: prod\nSTATUS: pending-upgrade\nREVISION: 7\nTEST SUITE: None\n",
        finds=("container.evicted",),
        source="made after helm, pkg/release/status.go",
    ),
    Example(
        "a list with one that failed",
        pasted="NAME\tNAMESPACE\tREVISION\tUPDATED                                \tSTATUS  \tCHART      \tAPP VERSION\n"
        "shop\tprod     \t7       \t2026-03-03 09:12:01.123456 +0000 UTC\tfailed  \tshop-2.4.1 \t2.4.1\n"
        "redis\tprod    \t1       \t2026-01-03 09:12:01.123456 +0000 UTC\tdeployed\tredis-19.0 \t7.2\n",
        finds=("container.evicted",),
        source="made after helm, pkg/cmd/list.go",
    ),
    Example(
        "deployed",
        pasted="NAME: shop\nLAST DEPLOYED: Tue Mar  3 09:12:01 2026\nNAMESPACE: prod\nSTATUS: deployed\nREVISION: 7\nNOTES:\nYour release is ready.\n",
        outcome="healthy",
        source="made after helm, pkg/cmd/status.go",
    ),
    Example(
        "one that failed is past",
        pasted="REVISION\tUPDATED                 \tSTATUS    \tCHART     \tAPP VERSION\tDESCRIPTION\n"
        "6       \tMon Mar  2 09:12:01 2026\tfailed    \tshop-2.4.0\t2.4.0      \tUpgrade failed\n"
        "7       \tTue Mar  3 09:12:01 2026\tdeployed  \tshop-2.4.1\t2.4.1      \tUpgrade complete\n",
        outcome="healthy",
        source="made after helm, pkg/cmd/history.go",
    ),
    Example(
        "uninstalled",
        pasted="NAME: shop\nLAST DEPLOYED: Tue Mar  3 09:12:01 2026\nNAMESPACE: prod\nSTATUS: uninstalled\nREVISION: 7\n",
        outcome="undecided",
        source="made after helm, pkg/release/status.go",
    ),
    Example(
        "cut off",
        pasted="NAME: shop\nLAST DEPLOYED: Tue Mar  3 09:12:01 2026\nNAMESPACE: prod\nSTATUS: pend",
        outcome="undecided",
        source="made after helm, pkg/cmd/status.go",
    ),
)

VALUES = (
    Example(
        "a database at localhost",
        pasted="$ helm get values shop\nUSER-SUPPLIED VALUES:\nexternalDatabase:\n  host: localhost\n  port: 5432\nreplicaCount: 2\n",
        finds=("config.localhost_in_container",),
        source="made after helm, pkg/cmd/get_values.go; bitnami charts",
    ),
    Example(
        "an environment that says two things",
        pasted="COMPUTED VALUES:\nenv:\n- name: LOG_LEVEL\n  value: info\n- name: LOG_LEVEL\n  value: debug\n",
        finds=("config.env_shadowed",),
        source="made after helm, pkg/cmd/get_values.go",
    ),
    Example(
        "localhost in a list of variables",
        pasted="USER-SUPPLIED VALUES:\nextraEnv:\n- name: REDIS_URL\n  value: redis://127.0.0.1:6379\n",
        finds=("config.localhost_in_container",),
        source="made after helm, pkg/cmd/get_values.go",
    ),
    Example(
        "none are set",
        pasted="$ helm get values shop\nUSER-SUPPLIED VALUES:\nnull\n",
        outcome="undecided",
        source="made after helm, pkg/cmd/get_values.go",
    ),
    Example(
        "words in it are no messages",
        pasted="USER-SUPPLIED VALUES:\nalert:\n  text: connection refused\nurl: http://localhost:8080\n",
        outcome="undecided",
        source="made after helm, pkg/cmd/get_values.go",
    ),
    Example(
        "cut off",
        pasted='COMPUTED VALUES:\nredis:\n  host: redis-master\n  passw: "ab',
        outcome="undecided",
        source="made after helm, pkg/cmd/get_values.go",
    ),
)
