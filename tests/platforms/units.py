"""What systemd says of units, one fault each: status, show, journal, and `systemd-analyze verify`.

No systemd runs here as process 1. Executed was `systemd-analyze verify` of systemd 252 (source "run:"); all
else is put together from systemd's own words: src/core/execute.c, service.c, unit.c and job.c of systemd 252,
systemctl-show.c, and systemd.exec(5) for the exit statuses (source "doc:").
"""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from dataclasses import dataclass

PLATFORM, VENDOR = "customer-platform", "vendor-engineering"


@dataclass(frozen=True)
class Text:
    """One text, and any of the causes that may come first; none: nothing may be found."""

    name: str
    causes: tuple[str, ...]
    owner: str
    pasted: str
    source: str = "doc: systemd 252"


def status(active: str, *process: str, says: tuple[str, ...] = ()) -> str:
    """`systemctl status shop` with its last journal lines."""
    head = (
        "● shop.service - Shop\n"
        "     Loaded: loaded (/etc/systemd/system/shop.service; enabled; preset: enabled)\n"
        f"     Active: {active} since Thu 2026-11-26 10:00:05 UTC; 2min 3s ago\n"
    )
    return head + "".join(f"    {line}\n" for line in process) + "\n" + journal(*says, iso=False)


def journal(*says: str, iso: bool = True) -> str:
    """Lines of the journal; those without a program are systemd's own."""
    stamp = "2026-11-26T10:00:05.{n:06d}+00:00" if iso else "Nov 26 10:00:{n:02d}"
    lines = [line if line.startswith("shop") and "]: " in line else f"systemd[1]: {line}" for line in says]
    return "".join(f"{stamp.format(n=n)} app1 {line}\n" for n, line in enumerate(lines, 1))


def show(**told: str) -> str:
    """`systemctl show -p ...` of a unit that runs, with some fields changed."""
    fields = {
        "Restart": "on-failure", "Result": "success", "NRestarts": "0", "ExecMainStartTimestamp": "Thu 2026-11-26 10:00:04 UTC",
        "ExecMainCode": "0", "ExecMainStatus": "0", "MemoryCurrent": "64512000", "TasksCurrent": "7", "MemoryMax": "infinity",
        "TasksMax": "4915", "EnvironmentFiles": "/etc/shop/shop.env (ignore_errors=no)", "LimitNOFILE": "524288",
        "LimitNPROC": "15444", "User": "shop", "WorkingDirectory": "/opt/shop", "NoNewPrivileges": "no",
        "PrivateTmp": "no", "PrivateNetwork": "no", "ProtectHome": "no", "ProtectSystem": "no", "ReadWritePaths": "",
        "ReadOnlyPaths": "", "Id": "shop.service", "LoadState": "loaded", "ActiveState": "active", "SubState": "running",
        "FragmentPath": "/etc/systemd/system/shop.service", "DropInPaths": "", **told,
    }  # fmt: skip
    return "".join(f"{key}={value}\n" for key, value in fields.items())


def failed(result: str, code: str = "1", state: str = "1", **told: str) -> str:
    return show(
        ActiveState="failed",
        SubState="failed",
        Result=result,
        ExecMainCode=code,
        ExecMainStatus=state,
        **told,
    )


_EXEC = (
    "shop.service: Failed to locate executable /opt/shop/bin/shopd: No such file or directory",
    "shop.service: Failed at step EXEC spawning /opt/shop/bin/shopd: No such file or directory",
    "shop.service: Main process exited, code=exited, status=203/EXEC",
    "shop.service: Failed with result 'exit-code'.",
)
_LIMIT = (
    "shop.service: Scheduled restart job, restart counter is at 5.",
    "Stopped Shop.",
    "shop.service: Start request repeated too quickly.",
    "shop.service: Failed with result 'exit-code'.",
    "Failed to start Shop.",
)
_CHDIR = (
    "shop.service: Changing to the requested working directory failed: No such file or directory",
    "shop.service: Failed at step CHDIR spawning /opt/shop/run: No such file or directory",
    "shop.service: Main process exited, code=exited, status=200/CHDIR",
    "shop.service: Failed with result 'exit-code'.",
)
_USER = (
    "shop.service: Failed to determine user credentials: No such process",
    "shop.service: Failed at step USER spawning /opt/shop/run: No such process",
    "shop.service: Main process exited, code=exited, status=217/USER",
)
_NAMESPACE = (
    "shop.service: Failed to set up mount namespacing: /run/systemd/unit-root/var/lib/shop: No such file or directory",
    "shop.service: Failed at step NAMESPACE spawning /opt/shop/run: No such file or directory",
    "shop.service: Main process exited, code=exited, status=226/NAMESPACE",
)
_WATCHDOG = (
    "shop.service: Watchdog timeout (limit 30s)!",
    "shop.service: Killing process 812 (shopd) with signal SIGABRT.",
    "shop.service: Main process exited, code=dumped, status=6/ABRT",
    "shop.service: Failed with result 'watchdog'.",
)
_OOM = (
    "shop.service: A process of this unit has been killed by the OOM killer.",
    "shop.service: Main process exited, code=killed, status=9/KILL",
    "shop.service: Failed with result 'oom-kill'.",
)
_SLOW = (
    "Starting Shop...",
    "shop.service: start operation timed out. Terminating.",
    "shop.service: Failed with result 'timeout'.",
    "Failed to start Shop.",
)
_ENV = (
    "shop.service: Failed to load environment files: No such file or directory",
    "shop.service: Failed to run 'start' task: No such file or directory",
    "shop.service: Failed with result 'resources'.",
    "Failed to start Shop.",
)
_DEPENDS = (
    "Dependency failed for Shop.",
    "shop.service: Job shop.service/start failed with result 'dependency'.",
)
_READ_ONLY = "shopd[812]: OSError: [Errno 30] Read-only file system: '/opt/shop/cache/x'"
_FILES = "shopd[812]: accept4: Too many open files"
_TMP = "shopd[812]: cannot connect to /tmp/exchange.sock: No such file or directory"
_ENDED = "Main PID: 812 (code=exited, status={})"
TEXTS: tuple[Text, ...] = (
    Text("exec_status", ("exec.command_missing",), PLATFORM,
         status("failed (Result: exit-code)", _ENDED.format("203/EXEC"), says=_EXEC)),
    Text("exec_show", ("exec.command_missing",), PLATFORM, failed("exit-code", "1", "203")),
    Text("exec_journal", ("exec.command_missing",), PLATFORM, journal(*_EXEC, *_LIMIT)),
    Text("start_limit_of_own_end", ("service.unit_failed", "app.bug"), "",
         journal("shop.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED", *_LIMIT)),
    Text("start_limit_variable", ("config.env_missing",), PLATFORM,
         journal("shopd[812]: fatal: DATABASE_URL is not set", "shop.service: Main process exited, code=exited, status=1/FAILURE",
                 *_LIMIT)),
    Text("chdir_journal", ("fs.missing",), PLATFORM, journal(*_CHDIR)),
    Text("chdir_show", ("fs.missing",), PLATFORM, failed("exit-code", "1", "200")),
    Text("user_journal", ("service.unit_failed",), PLATFORM, journal(*_USER)),
    Text("user_show", ("service.unit_failed",), PLATFORM, failed("exit-code", "1", "217")),
    Text("namespace", ("fs.missing", "service.unit_failed"), PLATFORM, journal(*_NAMESPACE)),
    Text("namespace_show", ("fs.missing", "service.unit_failed"), PLATFORM, failed("exit-code", "1", "226")),
    Text("watchdog", ("service.unit_failed", "app.worker_timeout"), "", journal(*_WATCHDOG)),
    Text("watchdog_show", ("service.unit_failed", "app.worker_timeout"), "", failed("watchdog", "3", "6")),
    Text("oom_journal", ("memory.oom_killed",), PLATFORM, journal(*_OOM)),
    Text("oom_show", ("memory.oom_killed",), PLATFORM,
         failed("oom-kill", "2", "9", MemoryMax="268435456", MemoryCurrent="[not set]")),
    Text("memory_nearly_full", ("memory.oom_killed",), PLATFORM,
         show(MemoryMax="268435456", MemoryCurrent="268300000", NRestarts="4")
         + journal("shop.service: A process of this unit has been killed by the OOM killer.")),
    Text("start_timeout", ("service.unit_failed",), "", journal(*_SLOW)),
    Text("start_timeout_show", ("service.unit_failed",), "", failed("timeout", "2", "15")),
    Text("dependency", ("service.unit_failed",), PLATFORM, journal(*_DEPENDS)),
    Text("environment_file", ("config.file_missing", "config.env_missing"), PLATFORM, journal(*_ENV)),
    Text("too_few_files", ("limits.files",), PLATFORM, show(LimitNOFILE="1024") + journal(_FILES)),
    Text("tasks_full", ("limits.processes",), PLATFORM, show(TasksMax="64", TasksCurrent="64")),
    Text("protect_system", ("fs.read_only",), PLATFORM, show(ProtectSystem="strict") + journal(_READ_ONLY)),
    Text("private_tmp", ("fs.missing",), PLATFORM, show(PrivateTmp="yes") + journal(_TMP)),
    Text("segv_show", ("exec.crashed",), VENDOR, failed("core-dump", "3", "11", NRestarts="5")),
    Text("not_found_show", ("service.unit_failed",), PLATFORM,
         show(LoadState="not-found", ActiveState="inactive", SubState="dead", FragmentPath="")),
    Text("masked_show", ("service.unit_failed",), PLATFORM,
         show(LoadState="masked", ActiveState="failed", SubState="failed", FragmentPath="/dev/null")),
    Text("verify_no_program", ("exec.command_missing",), PLATFORM,
         "shop.service: Command /opt/shop/bin/shopd is not executable: No such file or directory\n", "run: systemd 252"),
    Text("verify_no_right", ("fs.permission",), PLATFORM,
         "shop.service: Command /opt/shop/run is not executable: Permission denied\n", "run: systemd 252"),
    Text("verify_no_start", ("service.unit_failed", "config.file_invalid"), PLATFORM,
         "shop.service: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.\n"
         "Unit shop.service has a bad unit file setting.\n", "run: systemd 252"),
    Text("verify_value", ("service.unit_failed", "config.file_invalid"), PLATFORM,
         "/etc/systemd/system/shop.service:3: Failed to parse service restart specifier, ignoring: allways\n"
         "/etc/systemd/system/shop.service:5: Failed to parse resource value, ignoring: lots\n", "run: systemd 252"),
    Text("verify_dependency", ("service.unit_failed",), PLATFORM,
         "shop.service: Failed to create shop.service/start: Unit nothere.service not found.\n", "run: systemd 252"),
    Text("verify_section", ("service.unit_failed", "config.file_invalid"), PLATFORM,
         "/etc/systemd/system/shop.service:1: Unknown section 'Servce'. Ignoring.\n", "run: systemd 252"),
    Text("runs", (), "", show()),
    Text("runs_with_limits", (), "", show(ProtectSystem="strict", PrivateTmp="yes", LimitNOFILE="65536",
                                        MemoryMax="1073741824", ReadWritePaths="/var/lib/shop")
         + journal("Started Shop.", "shopd[812]: ready, listening on port 8080")),
    Text("stopped", (), "", show(ActiveState="inactive", SubState="dead", ExecMainCode="1", MemoryCurrent="[not set]")
         + journal("Stopping Shop...", "shop.service: Deactivated successfully.", "Stopped Shop.")),
    Text("started_again_by_hand", (), "",
         status("active (running)", "Main PID: 812 (shopd)",
                says=("Stopping Shop...", "shop.service: Deactivated successfully.", "Stopped Shop.", "Started Shop."))),
)  # fmt: skip
