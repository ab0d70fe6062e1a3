"""Examples of the reader `kubectl_get`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "a pod that starts again and again",
        pasted="$ kubectl get pods -n scenario-crashloop\n"
        "NAME                            READY   STATUS             RESTARTS      AGE\n"
        "crashloop-demo-877b6bdf-587x5   0/1     CrashLoopBackOff   5 (60s ago)   3m\n",
        finds=("container.crash_loop",),
        source="doc: kubectl get pods -n scenario-crashloop",
    ),
    Example(
        "an image that cannot be pulled, and pods in order",
        pasted="NAMESPACE     NAME                       READY   STATUS             RESTARTS   AGE\n"
        "shop          api-6d4b9c7f5-8zt2q        0/1     ImagePullBackOff   0          12m\n"
        "shop          web-5d7c9f6b4-x2x7k        1/1     Running            0          3d4h\n"
        "kube-system   coredns-74ff55c5b-2xw7m    1/1     Running            2          40d\n",
        finds=("container.image_pull",),
        source="made after kubernetes, pkg/printers/internalversion/printers.go",
    ),
    Example(
        "rows without a header: an init container waits",
        pasted="web-0   0/1   Init:0/1   0   17m\n",
        finds=("container.init",),
        source="made after kubernetes, pkg/printers/internalversion/printers.go",
    ),
    Example(
        "a pending pod and its claim",
        pasted="$ k get pvc -n alpha\n"
        "NAME          STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\n"
        "alpha-claim   Pending                                      slow-storage   28m\n",
        finds=("container.volume",),
        source="doc: kubectl get pvc -n alpha",
    ),
    Example(
        "no endpoints",
        pasted="$ kubectl get endpoints kubia\nNAME      ENDPOINTS   AGE\nkubia     <none>      23m\n",
        finds=("container.no_endpoints",),
        source="doc: kubectl get endpoints kubia",
    ),
    Example(
        "evicted",
        pasted="NAME                     READY   STATUS    RESTARTS   AGE\n"
        "worker-7f9d8c6b4-a2k9m   0/1     Evicted   0          41m\n"
        "worker-7f9d8c6b4-b7x4p   1/1     Running   0          12m\n",
        finds=("container.evicted",),
        source="made after kubernetes, pkg/kubelet/eviction/helpers.go",
    ),
    Example(
        "events",
        pasted="LAST SEEN   TYPE      REASON             OBJECT                    MESSAGE\n"
        "2m          Normal    Scheduled          pod/web-1                 Successfully assigned default/web-1 to node-1\n"
        "14s         Warning   FailedScheduling   pod/big-0                 0/3 nodes are available: 3 Insufficient memory.\n",
        finds=("container.unschedulable",),
        source="made after kubectl, pkg/cmd/events",
    ),
    Example(
        "everything runs; a job is done, a pod is new",
        pasted="NAME                           READY   STATUS              RESTARTS      AGE\n"
        "backend-7f9d8c6b4-a2k9m        1/1     Running             1 (3d ago)    12d\n"
        "backend-7f9d8c6b4-b7x4p        0/1     ContainerCreating   0             4s\n"
        "report-28812345-jx7zq          0/1     Completed           0             9h\n",
        outcome="healthy",
        source="made after kubernetes, pkg/printers/internalversion/printers.go",
    ),
    Example(
        "a job's first try failed, the second did it",
        pasted="NAME               READY   STATUS      RESTARTS   AGE\n"
        "migrate-41-2xk9p   0/1     Error       0          6m\n"
        "migrate-41-qq7zr   0/1     Completed   0          5m\n",
        outcome="healthy",
        source="made after kubernetes, pkg/printers/internalversion/printers.go",
    ),
    Example(
        "nodes, one of them drained",
        pasted="NAME       STATUS                     ROLES           AGE   VERSION\n"
        "master-0   Ready                      control-plane   17h   v1.37.0\n"
        "worker-1   Ready,SchedulingDisabled   <none>          17h   v1.37.0\n",
        outcome="healthy",
        source="made after kubectl get nodes",
    ),
    Example(
        "a node that is not ready",
        pasted="NAME       STATUS     ROLES    AGE   VERSION\nworker-1   NotReady   <none>   17h   v1.29.3\n",
        finds=("container.runtime",),
        source="made after kubernetes, pkg/printers/internalversion/printers.go",
    ),
    Example(
        "a deployment with all its replicas",
        pasted="NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nflask   1/1     1            1           2d\n",
        outcome="healthy",
        source="made after Kubernetes, kubectl get deployment",
    ),
    Example(
        "cut off in the middle of a row",
        pasted="NAME    READY   STATUS    RESTARTS   AGE\nflask   0/1     Pen",
        outcome="undecided",
        source="made after kubectl get pods",
    ),
)
