"""Examples of the reader `kubectl_describe`: long texts that would hide its code."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_OOM = """\
$ kubectl describe pod -n kube-system metrics-server-9fb4947d6-s6sgl
Containers:
  metrics-server:
    Container ID:  containerd://fe3d07c9a2541242d36da8097de3896f740c1363f6d2bfd01b8d96a641192b1b
    Image:         registry.ng.bluemix.net/armada-master/metrics-server:v0.4.4
    Port:          4443/TCP
    Host Port:     0/TCP
    Command:
      /metrics-server
      --metric-resolution=45s
    State:          Running
      Started:      Fri, 10 Sep 2021 17:31:39 +0000
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Fri, 10 Sep 2021 05:59:51 +0000
      Finished:     Fri, 10 Sep 2021 17:31:37 +0000
    Ready:          True
    Restart Count:  36
"""
_NO_SECRET = """\
Name:             api-7c9d8b5f6-x2x7k
Namespace:        shop
Priority:         0
Service Account:  default
Node:             worker-1/10.0.0.11
Status:           Pending
IP:               10.244.1.23
Containers:
  api:
    Container ID:
    Image:          registry.example.com/shop/api:2.4.1
    State:          Waiting
      Reason:       CreateContainerConfigError
    Ready:          False
    Restart Count:  0
    Environment:
      DATABASE_URL:  <set to the key 'url' in secret 'api-db'>  Optional: false
Conditions:
  Type              Status
  Initialized       True
  Ready             False
  ContainersReady   False
  PodScheduled      True
Events:
  Type     Reason     Age                From               Message
  ----     ------     ----               ----               -------
  Normal   Scheduled  63s                default-scheduler  Successfully assigned shop/api-7c9d8b5f6-x2x7k to worker-1
  Normal   Pulled     6s (x6 over 62s)   kubelet            Container image "registry.example.com/shop/api:2.4.1" already present on machine
  Warning  Failed     6s (x6 over 62s)   kubelet            Error: secret "api-db" not found
"""
_UNSCHEDULABLE = """\
Events:
  Type     Reason            Age    From               Message
  ----     ------            ----   ----               -------
  Warning  FailedScheduling  2m14s  default-scheduler  0/2 nodes are available: 1 node(s) didn't match
  Pod's node affinity/selector, 1 node(s) had untolerated taint(s). preemption: 0/2 nodes are available: 2
  Preemption is not helpful for scheduling.

$ kubectl get nodes -L kubernetes.io/hostname
"""
_OLD_LAYOUT = """\
Name:           secret-pod
Namespace:      fail
Node:           gke-ctm-1-sysdig2-35e99c16-tgfm/10.128.0.2
Start Time:     Sat, 11 Feb 2017 14:07:13 -0500
Labels:         <none>
Status:         Pending
IP:
Controllers:    <none>
Events:
FirstSeen LastSeen Count From SubObjectPath Type Reason Message
--------- -------- ----- ---- ------------- -------- ------ -------
18s 18s 1 {default-scheduler } Normal Scheduled Successfully assigned secret-pod to gke-ctm-1-sysdig2-35e99c16-tgfm
18s 2s 6 {kubelet gke-ctm-1-sysdig2-35e99c16-tgfm} Warning FailedMount MountVolume.SetUp failed for volume \
"kubernetes.io/secret/337281e7-f065-11e6-bd01-42010af0012c-myothersecret" (spec.Name: "myothersecret") with: secrets "myothersecret" not found
"""
_SEGFAULT = """\
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    139
      Started:      Tue, 03 Mar 2026 09:12:01 +0000
      Finished:     Tue, 03 Mar 2026 09:12:02 +0000
    Ready:          False
    Restart Count:  7
"""
_NO_ENDPOINTS = """\
> kubectl describe svc kubia
Name:              kubia
Namespace:         default
Labels:            <none>
Annotations:       <none>
Selector:          app=kubia
Type:              ClusterIP
IP:                10.0.0.118
Port:              <unset>  80/TCP
TargetPort:        8080/TCP
Endpoints:         <none>
Session Affinity:  None
Events:            <none>
"""
_NODE = """\
Name:               node-2
Roles:              <none>
Labels:             kubernetes.io/hostname=node-2
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   False   Tue, 03 Mar 2026 09:12:01 +0000   Tue, 03 Mar 2026 08:00:01 +0000   KubeletHasSufficientMemory   kubelet has sufficient memory available
  DiskPressure     True    Tue, 03 Mar 2026 09:12:01 +0000   Tue, 03 Mar 2026 09:10:41 +0000   KubeletHasDiskPressure       kubelet has disk pressure
  PIDPressure      False   Tue, 03 Mar 2026 09:12:01 +0000   Tue, 03 Mar 2026 08:00:01 +0000   KubeletHasSufficientPID      kubelet has sufficient PID available
  Ready            True    Tue, 03 Mar 2026 09:12:01 +0000   Tue, 03 Mar 2026 08:00:01 +0000   KubeletReady                 kubelet is posting ready status
"""
_REBOOTED = """\
wuxianmimi kubernetes-simplek8s % kubectl describe pod client-pod
Name:             client-pod
Namespace:        default
Priority:         0
Service Account:  default
Node:             minikube/192.168.49.2
Status:           Running
IP:               172.17.0.3
Containers:
  client:
    Container ID:   docker://e99f30ff3b6fc654849e44e79c2ee74c5cc084271b1d4f66c9443e2a715bce0e
    Image:          stephengrider/multi-worker
    Port:           3000/TCP
    State:          Running
      Started:      Fri, 13 Jan 2023 11:33:44 +0800
    Last State:     Terminated
      Reason:       Completed
      Exit Code:    0
    Ready:          True
    Restart Count:  1
Conditions:
  Type              Status
  Initialized       True
  Ready             True
  ContainersReady   True
  PodScheduled      True
"""
_SLOW_START = """\
Name:         web-0
Namespace:    default
Status:       Running
IP:           10.1.0.7
Containers:
  web:
    Image:          nginx:1.27
    State:          Running
      Started:      Tue, 03 Mar 2026 09:12:01 +0000
    Ready:          True
    Restart Count:  0
Events:
  Type     Reason            Age    From               Message
  ----     ------            ----   ----               -------
  Warning  FailedScheduling  3m     default-scheduler  0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.
  Normal   Scheduled         2m55s  default-scheduler  Successfully assigned default/web-0 to minikube
  Normal   Started           2m50s  kubelet            Started container web
  Warning  Unhealthy         2m48s  kubelet            Readiness probe failed: Get "http://10.1.0.7:80/": dial tcp 10.1.0.7:80: connect: connection refused
"""
_INGRESS = """\
Name:             shop
Labels:           <none>
Namespace:        default
Address:          203.0.113.10
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
Rules:
  Host              Path  Backends
  ----              ----  --------
  shop.example.com
                    /      web:80 (10.1.0.7:8080)
                    /api   api:80 (<error: endpoints "api" not found>)
Annotations:        <none>
Events:             <none>
"""
_LOCAL = """\
Name:         api-1
Namespace:    default
Status:       Running
Containers:
  api:
    Image:          api:1
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
    Ready:          False
    Restart Count:  7
    Environment:
      LOG_LEVEL:  info
      DB_HOST:    localhost
      DB_PASS:    <set to the key 'pass' in secret 'db'>  Optional: false
    Mounts:       <none>
"""
_TRUNCATED = "Name: api-1\nNamespace: shop\nStatus: Running\nContainers:\n  api:\n    Image: shop/api:1\n    State: Runn"

EXAMPLES = (
    Example(
        "localhost in a pod's environment",
        pasted=_LOCAL,
        finds=("config.localhost_in_container",),
        source="made after kubectl, pkg/describe/describe.go",
    ),
    Example(
        "killed for memory, running again",
        pasted=_OOM,
        finds=("memory.oom_killed",),
        source="doc: IBM Cloud Kubernetes Service, troubleshooting metrics-server",
    ),
    Example(
        "a secret that is not there",
        pasted=_NO_SECRET,
        finds=("container.config_missing",),
        source="made after kubernetes, pkg/kubelet/kubelet_pods.go",
    ),
    Example(
        "only the events, wrapped",
        pasted=_UNSCHEDULABLE,
        finds=("container.unschedulable",),
        source="doc: kubectl 1.37 describe pod",
    ),
    Example(
        "the events of Kubernetes 1.5",
        pasted=_OLD_LAYOUT,
        finds=("container.config_missing",),
        source="doc: kukulinski.com, 10 most common reasons, part 1",
    ),
    Example(
        "a piece from the middle: a crash",
        pasted=_SEGFAULT,
        finds=("exec.crashed",),
        source="made after kubectl, pkg/describe/describe.go",
    ),
    Example(
        "a service that selects nothing",
        pasted=_NO_ENDPOINTS,
        finds=("container.no_endpoints",),
        source="doc: kubectl describe svc kubia",
    ),
    Example(
        "a path of an ingress without a backend",
        pasted=_INGRESS,
        finds=("container.no_endpoints",),
        source="made after kubectl, pkg/describe/describe.go",
    ),
    Example(
        "a node whose disk is full",
        pasted=_NODE,
        finds=("fs.full",),
        source="made after kubernetes, pkg/kubelet/nodestatus/setters.go",
    ),
    Example(
        "ended in order with its node",
        pasted=_REBOOTED,
        outcome="healthy",
        source="doc: kubectl describe pod client-pod, minikube",
    ),
    Example(
        "trouble at its start is over",
        pasted=_SLOW_START,
        outcome="healthy",
        source="made after kubectl, pkg/describe/describe.go",
    ),
    Example(
        "cut off",
        pasted=_TRUNCATED,
        outcome="undecided",
        source="made after kubectl, pkg/describe/describe.go",
    ),
)
