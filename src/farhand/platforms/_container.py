"""What docker and compose share: a container's state, and the ways into one without a shell.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import framing
from farhand.model import Vantage
from farhand.platforms import Rung, _text

#: The fields of `docker inspect` that say how a container is doing; of variables only the names.
INSPECT = (
    '[{"Name":{{json .Name}},"Created":{{json .Created}},"RestartCount":{{json .RestartCount}},'
    '"State":{{json .State}},"Image":{{json .Image}},'
    '"HostConfig":{"NetworkMode":{{json .HostConfig.NetworkMode}},"RestartPolicy":{{json '
    ".HostConfig.RestartPolicy}},"
    '"Memory":{{json .HostConfig.Memory}},"NanoCpus":{{json .HostConfig.NanoCpus}},"PidsLimit":{{json '
    ".HostConfig.PidsLimit}},"
    '"ReadonlyRootfs":{{json .HostConfig.ReadonlyRootfs}},"Ulimits":{{json '
    '.HostConfig.Ulimits}},"Dns":{{json .HostConfig.Dns}}},'
    '"Config":{"Image":{{json .Config.Image}},"User":{{json .Config.User}}},'
    '"Mounts":{{json .Mounts}},"VariableNames":[{{range $i, $e := .Config.Env}}{{if '
    '$i}},{{end}}{{json (index (split $e "=") 0)}}{{end}}]}]'
)
IMAGE = "busybox:stable"
ONLY_NETWORK = (
    "It shares the network of the container, not its files, user, variables or certificates: what it "
    "reaches is "
    "reached by the network, but it does not acquit the app's names in /etc/hosts, CA store, rights "
    "or settings."
)
FROM_HOST = (
    "It looks through the container's network from the host's own files: resolver settings, certificates, "
    "variables and user are the host's, so a good answer says nothing of those of the app."
)
QUESTION = (
    "Nothing can be run there. Ask: does the image hold a shell or the app's own command line, and who may "
    "add a debug container?"
)


def state(container: str) -> Iterator[_text.Outside]:
    """`container` is a quoted word of sh."""
    yield _text.asked(
        "limits",
        f"timeout 15 docker inspect --format {shlex.quote(INSPECT)} -- {container} 2>&1 </dev/null | "
        f"{_text.MASK} | head -c {_text.BYTES}; echo",
        "how it ended, how often it was started again, whether it ran out of memory, its limits, "
        "mounts and image",
        "state, exit status, restarts, limits, mounts, image and names of variables",
        "the values of variables",
    )


def ladder(own: str, shared: str, on_host: str, platform: str, script: str) -> Iterator[Rung]:
    """`own` runs the app's own Farhand, `shared` a shell in another container; `on_host` sets `pid`."""
    yield Rung(
        "by the app's own command line, which needs no shell",
        f"{own}\n",
        Vantage("container", "probe", platform),
        "",
    )
    yield Rung(
        f"from a debug container ({IMAGE}) in the same network",
        framing.typed(script, shared),
        Vantage("container", "paste", platform),
        ONLY_NETWORK,
    )
    beside = framing.typed(script, 'nsenter -t "$pid" -n sh -s')
    yield Rung(
        "from the host, through the container's network (as root)",
        framing.typed(f"{on_host}\n{beside}"),
        Vantage("host", "paste", platform),
        FROM_HOST,
    )
    yield Rung("by a question", "", Vantage("outside", "answer", platform), QUESTION)
