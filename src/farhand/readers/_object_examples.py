"""Examples of the reader `kubernetes_object`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_OOM = """\
apiVersion: v1
kind: Pod
metadata:
  name: report-0
  namespace: shop
spec:
  containers:
  - name: report
    image: shop/report:3
    resources:
      limits:
        memory: 256Mi
status:
  conditions:
  - lastProbeTime: null
    status: "False"
    type: Ready
    reason: ContainersNotReady
  containerStatuses:
  - image: shop/report:3
    lastState:
      terminated:
        exitCode: 137
        finishedAt: "2026-03-03T09:12:01Z"
        reason: OOMKilled
    name: report
    ready: false
    restartCount: 8
    state:
      waiting:
        message: back-off 5m0s restarting failed container=report pod=report-0_shop
        reason: CrashLoopBackOff
  phase: Running
"""
_JSON_CUT = """\
$ kubectl get pod api-1 -o json
{
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {
        "name": "api-1"
    },
    "status": {
        "phase": "Pending",
        "containerStatuses": [
            {
                "name": "api",
                "ready": false,
                "state": {
                    "waiting": {
                        "message": "secret \\"api-db\\" not found",
                        "reason": "CreateContainerConfigError"
                    }
                }
            }
        ],
        "hostIP": "10.0
"""
_EVENTS = """\
apiVersion: v1
items:
- apiVersion: v1
  kind: Event
  metadata:
    name: big-0.17
  involvedObject:
    kind: Pod
    name: big-0
  message: '0/3 nodes are available: 3 Insufficient memory.'
  reason: FailedScheduling
  type: Warning
kind: List
metadata:
  resourceVersion: ""
"""
_TWICE = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      containers:
      - name: api
        image: shop/api:2
        env:
        - name: LOG_LEVEL
          value: debug
        - name: DATABASE_HOST
          value: db.shop.svc
        - name: DATABASE_HOST
          value: db-old.shop.svc
"""
_LOCAL = (
    _TWICE[: _TWICE.index("        - name: DATABASE_HOST")]
    + "        - name: REDIS_URL\n          value: redis://localhost:6379/0\n"
)
_SERVICE = """\
---
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    app: %s
  ports:
  - port: 80
    targetPort: %s
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
      - name: api
        image: shop/api:2
        ports:
        - containerPort: 8080
          name: http
"""
_READY = """\
apiVersion: v1
kind: Pod
metadata:
  name: web-0
spec:
  containers:
  - name: web
    image: nginx
    args: ["--on-error", "connection refused"]
status:
  phase: Running
  containerStatuses:
  - name: web
    ready: true
    restartCount: 0
    lastState: {}
    state:
      running:
        startedAt: "2026-03-03T09:12:01Z"
"""

_POLICY = """\
---
# Source: shop/templates/policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web-default
spec:
  podSelector:
    matchLabels:
      app: web
  policyTypes:
  - Egress
"""
_POLICY_OUT = """\
---
# Source: shop/templates/policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web-out
spec:
  podSelector: {}
  policyTypes:
  - Egress
  egress:
  - ports:
    - port: 5432
"""
EXAMPLES = (
    Example(
        "a policy that lets nothing out",
        pasted=_POLICY,
        finds=("tcp.timeout",),
        source="doc: kubernetes.io, Network Policies, default deny all egress traffic; as helm template prints it",
    ),
    Example(
        "and one that allows what is needed",
        pasted=_POLICY + _POLICY_OUT,
        source="doc: kubernetes.io, Network Policies; as helm template prints it",
    ),
    Example(
        "killed for memory",
        pasted=_OOM,
        finds=("memory.oom_killed",),
        source="made after kubernetes, staging/src/k8s.io/api/core/v1/types.go",
    ),
    Example(
        "JSON that is cut off",
        pasted=_JSON_CUT,
        finds=("container.config_missing",),
        source="made after kubernetes, pkg/kubelet/container/sync_result.go",
    ),
    Example(
        "a list of events",
        pasted=_EVENTS,
        finds=("container.unschedulable",),
        source="made after kubectl get events -o yaml",
    ),
    Example(
        "a variable that is there twice",
        pasted=_TWICE,
        finds=("config.env_shadowed",),
        source="made after the manifest of a deployment",
    ),
    Example(
        "localhost in a pod",
        pasted=_LOCAL,
        finds=("config.localhost_in_container",),
        source="made after the manifest of a deployment",
    ),
    Example(
        "a selector that matches nothing",
        pasted=_SERVICE % ("web", "http"),
        finds=("container.no_endpoints",),
        source="made after Kubernetes, Debug Services",
    ),
    Example(
        "a target port that is none",
        pasted=_SERVICE % ("api", "8000"),
        finds=("container.no_endpoints",),
        source="made after Kubernetes, Debug Services",
    ),
    Example(
        "service and deployment fit",
        pasted=_SERVICE % ("api", "http"),
        outcome="undecided",
        source="made after Kubernetes, Debug Services",
    ),
    Example(
        "a pod that is ready",
        pasted=_READY,
        outcome="healthy",
        source="made after kubernetes, staging/src/k8s.io/api/core/v1/types.go",
    ),
    Example(
        "a piece of a status",
        pasted="    lastState:\n      terminated:\n        exitCode: 139\n        reason: Error\n    name: api\n    ready: false\n    restartCount: 4\n",
        finds=("exec.crashed",),
        source="made after Kubernetes, Determine the Reason for Pod Failure",
    ),
)
