"""Containers with one fault each, and healthy ones: how they are started, and what must be found.

All are of an image of busybox in a real dockerd. What is expected was written before anything was read.
"""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from dataclasses import dataclass

#: Files of the image beside busybox: path, content, mode.
FILES: tuple[tuple[str, bytes, int], ...] = (
    ("app/crlf.sh", b"#!/bin/sh\r\nexec sleep 900\r\n", 0o755),
    ("app/not-executable.sh", b"#!/bin/sh\nexec sleep 900\n", 0o644),
    (
        "app/other-processor",
        b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x02\0\xb7\0\x01\0\0\0" + b"\0" * 40,
        0o755,
    ),
    ("app/notes.txt", b"no program at all\n", 0o755),
    ("app/config.yml", b"pool: 5\n", 0o644),
    ("www/index.html", b"well\n", 0o644),
)
IMAGE, CHANGES = "shop:1", ('CMD ["sleep", "9000"]', 'ENV LANG="C.UTF-8"')
PLATFORM, VENDOR, NETWORK = "customer-platform", "vendor-engineering", "customer-network"


@dataclass(frozen=True)
class World:
    """One container. `{home}` in options is a folder on the host; `shell` runs on the host afterwards."""

    name: str
    causes: tuple[str, ...]  # any of these may come first; none: nothing may be found
    owner: str = ""
    run: tuple[str, ...] = ()  # words of the command, after the image
    options: tuple[str, ...] = ()
    until: str = "exited"  # text in `docker inspect` of the State, in any of these words parted by |
    shell: str = ""  # what the customer tried on the host, and pasted as well
    before: str = ""  # sh on the host before it is started; $home is the folder
    needs: str = ""  # a container that is started first, with these options
    then: str = ""  # sh on the host once it is started


def sh(script: str) -> tuple[str, ...]:
    return ("sh", "-c", script)


EATS = "x=0123456789abcdef; while :; do x=$x$x; done"
OFTEN = ("--health-interval", "1s", "--health-timeout", "1s", "--health-retries", "2")
SERVES = "exec busybox httpd -f -p 8080 -h /www"
FAULTS: tuple[World, ...] = (
    World("oom", ("memory.oom_killed",), PLATFORM, sh(EATS), ("--memory", "16m")),
    World(
        "oom_of_a_child", ("memory.oom_killed",), PLATFORM,
        sh(f"while :; do sh -c '{EATS}'; echo worker ended; sleep 2; done"), ("--memory", "16m"),
        until="running", then="sleep 5",
    ),
    World(
        "oom_then_again", ("memory.oom_killed",), PLATFORM, sh(EATS),
        ("--memory", "16m", "--restart", "always"), until="restarts 2",
    ),
    World("killed_by_segv", ("exec.crashed",), VENDOR, sh("echo starting; sh -c 'kill -SEGV $$'; exit $?")),
    World("aborted", ("exec.crashed",), VENDOR, sh("echo starting; sh -c 'kill -ABRT $$'; exit $?")),
    World("crash_loop", ("container.crash_loop", "app.bug"), VENDOR,
          sh("echo loading; exit 3"), ("--restart", "always"), until="restarts 2"),
    World("variable_missing", ("config.env_missing",), PLATFORM,
          sh('echo "starting shop"; : "${DATABASE_URL:?must be set}"'), ("-e", "DATABASE=x"),
          until="exited"),
    World("variable_missing_loop", ("config.env_missing",), PLATFORM,
          sh('echo "fatal: required environment variable REDIS_URL is not set" >&2; exit 78'),
          ("--restart", "on-failure:3"), until="exited"),
    World("mount_source_missing", ("container.volume", "fs.missing"), PLATFORM,
          sh("cat /data/x || sleep 90"), ("--mount", "type=bind,src={home}/exports,dst=/data"), until="exited",
          before="mkdir $home/exports", then="docker stop -t 0 {name}; rmdir $home/exports; sleep 1",
          shell="docker start {name}"),
    World("folder_where_a_file_was_meant", ("config.file_missing", "container.volume", "fs.missing"), PLATFORM,
          sh("cat /etc/shop.yml || exit 1"), ("-v", "{home}/shop.yml:/etc/shop.yml")),
    World("file_over_folder", ("container.volume", "container.config_missing"), PLATFORM, ("sleep", "9"),
          ("-v", "{home}/shop.conf:/tmp"), until="created|", before="echo pool: 5 > $home/shop.conf"),
    World("root_read_only", ("fs.read_only",), PLATFORM,
          sh("echo 1 > /var/run.pid || echo 1 > /tmp/run.pid || exit 1"), ("--read-only",)),
    World("volume_read_only", ("fs.read_only",), PLATFORM,
          sh("touch /data/lock || exit 1"), ("-v", "{home}:/data:ro")),
    World("no_rights_on_volume", ("fs.permission",), PLATFORM,
          sh("touch /data/lock || exit 1"), ("-v", "{home}/private:/data", "--user", "1000"),
          before="mkdir -m 700 $home/private"),
    World("health_command_missing", ("container.probe", "exec.command_missing"), VENDOR, sh(SERVES),
          ("--health-cmd", "curl -f http://127.0.0.1:8080/", *OFTEN), until="unhealthy"),
    World("health_wrong_port", ("container.probe",), VENDOR, sh(SERVES),
          ("--health-cmd", "nc -w 1 127.0.0.1 8081 </dev/null || exit 1", *OFTEN), until="unhealthy"),
    World("health_too_early", ("container.probe",), VENDOR,
          sh("echo migrating; sleep 40; exec busybox httpd -f -p 8080 -h /www"),
          ("--health-cmd", "nc -w 1 127.0.0.1 8080 </dev/null", *OFTEN), until="unhealthy"),
    World("health_too_slow", ("container.probe",), VENDOR, sh(SERVES),
          ("--health-cmd", "sleep 5", *OFTEN), until="unhealthy"),
    World("published_on_loopback", ("container.network",), PLATFORM, sh("echo listening on port 8080; " + SERVES),
          ("-p", "127.0.0.1:18080:8080"), until="running", shell="curl -sS -v -m 5 http://10.79.0.1:18080/"),
    World("published_wrong_port", ("container.network",), PLATFORM,
          sh("echo 'Listening on http://0.0.0.0:8080'; " + SERVES),
          ("-p", "18080:80"), until="running", shell="curl -sS -v -m 5 http://10.79.0.1:18080/"),
    World("listens_on_loopback_inside", ("tcp.refused", "container.network"), "",
          sh("echo 'Listening on http://127.0.0.1:8080'; exec busybox httpd -f -p 127.0.0.1:8080 -h /www"),
          ("-p", "18080:8080"), until="running", shell="curl -sS -v -m 5 http://10.79.0.1:18080/"),
    World("not_published", ("container.network",), PLATFORM, sh("echo listening on port 8080; " + SERVES),
          ("--expose", "8080"), until="running", shell="curl -sS -v -m 5 http://10.79.0.1:8080/"),
    World("pids_limit", ("limits.processes",), PLATFORM,
          sh("for i in 1 2 3 4 5 6; do sleep 90 & done; wait"), ("--pids-limit", "4")),
    World("too_few_files", ("limits.files",), PLATFORM,
          sh("n=0; all=; while [ $n -lt 40 ]; do n=$(expr $n + 1); all=\"$all /www/index.html\"; done; exec tail -f $all"),
          ("--ulimit", "nofile=20:20"), until="running", then="sleep 2"),
    World("tmpfs_full", ("fs.full",), PLATFORM,
          sh("cat /bin/busybox /bin/busybox > /tmp/export || exit 1"), ("--tmpfs", "/tmp:size=1m")),
    World("other_processor", ("container.wrong_arch", "exec.not_runnable"), "", ("/app/other-processor",),
          until="created|exited"),
    World("no_program", ("exec.not_runnable", "container.wrong_arch"), "", ("/app/notes.txt",), until="created|exited"),
    World("not_executable", ("fs.permission",), "", ("/app/not-executable.sh",), until="created|"),
    World("carriage_returns", ("exec.not_runnable",), "", ("/app/crlf.sh",), until="created|exited"),
    World("command_missing", ("exec.command_missing",), PLATFORM, ("shop-server", "--port", "80"), until="created|"),
    World("working_folder_is_a_file", ("container.volume", "fs.missing", "exec.command_missing"), "",
          ("sleep", "9"), ("-w", "/app/config.yml"), until="created|"),
    World("port_taken", ("tcp.port_in_use",), PLATFORM, ("sleep", "90"), ("-p", "18080:80"), until="created|",
          needs="-p 18080:81"),
    World("resolver_wrong", ("dns.resolver_unreachable", "dns.timeout"), "",
          sh("echo 'resolving db.shop.internal'; nslookup db.shop.internal || exit 1"),
          ("--dns", "10.79.0.1")),
    World("user_unknown", ("container.config_missing", "config.value_malformed", "config.file_invalid"),
          PLATFORM, ("sleep", "9"), ("--user", "shopper"), until="created|"),
    World("no_network", ("container.network", "dns.resolver_unreachable", "tcp.no_route"), "",
          sh("nc -w 3 10.79.0.9 80 </dev/null || exit 1"), ("--network", "none")),
)  # fmt: skip
#: Nothing is wrong with these.
CONTROLS: tuple[World, ...] = (
    World("runs", (), run=sh("echo ready; exec sleep 900"), until="running"),
    World("healthy", (), run=sh("echo listening on port 8080; " + SERVES),
          options=("--health-cmd", "nc -w 1 127.0.0.1 8080 </dev/null", *OFTEN, "--memory", "64m", "-p", "18080:8080"),
          until=':"healthy"'),
    World("ended_in_order", (), run=sh("echo 12 rows exported; exit 0")),
    World("stopped_by_hand", (), run=("sleep", "900"), until="running", shell="docker stop -t 1 {name}"),
    World("behind_a_proxy", (), run=sh("echo listening on port 8080; " + SERVES),
          options=("-p", "127.0.0.1:18080:8080", "--restart", "unless-stopped"), until="running"),
    World("hardened", (), run=sh("echo ok > /scratch/x; exec sleep 900"),
          options=("--read-only", "--tmpfs", "/scratch:size=4m,mode=1777", "--user", "1000", "--pids-limit", "50",
                   "--cap-drop", "ALL", "--ulimit", "nofile=4096:4096", "-v", "{home}:/data:ro"), until="running"),
    World("starting", (), run=sh("echo migrating; sleep 60"),
          options=("--health-cmd", "false", "--health-interval", "30s", "--health-start-period", "60s"),
          until="running"),
    World("restarted_by_hand", (), run=sh("echo ready; exec sleep 900"), until="running",
          shell="docker restart -t 1 {name}"),
)  # fmt: skip
#: Written when the readers were finished, to see whether they know more than the worlds above.
HELD_OUT: tuple[World, ...] = (
    World("held_oom_in_a_python_like_worker", ("memory.oom_killed",), PLATFORM,
          sh(f"echo Booting worker; sh -c '{EATS}'; echo worker died, booting another; sh -c '{EATS}'; exec sleep 90"),
          ("--memory", "24m"), until="running", then="sleep 5"),
    World("held_bus_error", ("exec.crashed",), VENDOR, sh("sh -c 'kill -BUS $$'; exit $?")),
    World("held_address_unset", ("config.env_missing",), PLATFORM,
          sh('set -u; echo "connecting to $PAYMENTS_URL"'), ("--restart", "on-failure:2")),
    World("held_health_gets_an_error", ("container.probe",), VENDOR, sh(SERVES),
          ("--health-cmd", "echo 'HTTP/1.1 404 Not Found'; exit 1", *OFTEN), until="unhealthy"),
    World("held_health_script_missing", ("container.probe", "exec.command_missing"), VENDOR, sh(SERVES),
          ("--health-cmd", "/opt/shop/healthcheck", *OFTEN), until="unhealthy"),
    World("held_loopback_other_port", ("container.network",), PLATFORM,
          sh("echo '[INFO] Tomcat started on port(s): 8080 (http)'; " + SERVES),
          ("-p", "127.0.0.1:9443:8080"), until="running", shell="nc -vz -w 3 10.79.0.1 9443"),
    World("held_wrong_port", ("container.network",), PLATFORM,
          sh("echo 'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)'; " + SERVES),
          ("-p", "9000:8000"), until="running", shell="curl -v http://10.79.0.1:9000/health"),
    World("held_data_read_only", ("fs.read_only",), PLATFORM,
          sh("mkdir /spool && echo ok; exit 4"), ("--read-only", "--restart", "on-failure:2")),
    World("held_shared_memory_full", ("fs.full",), PLATFORM,
          sh("cat /bin/busybox /bin/busybox > /dev/shm/pool || exit 28"), ("--shm-size", "1m")),
    World("held_entry_folder", ("fs.permission", "exec.not_runnable", "exec.command_missing"), "", ("/app",),
          until="created|exited"),
    World("held_group_unknown", ("container.config_missing", "config.value_malformed", "config.file_invalid"),
          PLATFORM, ("sleep", "9"), ("--user", "0:shoppers"), until="created|"),
    World("held_names_need_a_network", ("dns.*",), "", sh("nslookup queue.shop.internal 10.79.0.77 || exit 1")),
    World("held_healthy_again", (), run=sh(SERVES), until=':"healthy"',
          options=("--health-cmd", "nc -w 1 127.0.0.1 8080 </dev/null", *OFTEN, "--restart", "always"),
          then="docker kill --signal TERM {name}; sleep 1; docker start {name}"),
    World("held_two_ports", (), run=sh("echo listening on port 8080; " + SERVES),
          options=("-p", "127.0.0.1:9443:8080", "-p", "18080:8080"), until="running",
          shell="curl -sS http://127.0.0.1:18080/"),
)  # fmt: skip
EVERY: tuple[World, ...] = (*FAULTS, *CONTROLS, *HELD_OUT)
