"""Objects for the worlds of the cluster, as short as a person would write them."""

from __future__ import annotations

from typing import Any

LABELS = {"app": "web"}
#: An app that listens on port 8080 and has a page /health.
SERVES = ["busybox", "httpd", "-f", "-v", "-p", "8080", "-h", "/www"]
SLEEPS = ["sleep", "9000"]


def says(script: str) -> list[str]:
    return ["sh", "-c", script]


def container(**fields: Any) -> dict[str, Any]:
    return {
        "name": "web",
        "image": "app:1",
        "imagePullPolicy": "Never",
        "command": SERVES,
        "ports": [{"containerPort": 8080}],
        **fields,
    }


def spec(one: dict[str, Any], **fields: Any) -> dict[str, Any]:
    own = {
        "dnsPolicy": "Default",
        "automountServiceAccountToken": False,
        "terminationGracePeriodSeconds": 0,
    }
    return {**own, "containers": [one], **fields}


def pod(name: str, one: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "labels": LABELS},
        "spec": spec(one, **fields),
    }


def deployment(one: dict[str, Any], own: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """`own` are fields of the deployment, `fields` those of its pods."""
    held = {"selector": {"matchLabels": LABELS}, "replicas": 1, **(own or {})}
    template = {"metadata": {"labels": LABELS}, "spec": spec(one, **fields)}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web"},
        "spec": {**held, "template": template},
    }


def job(one: dict[str, Any], **own: Any) -> dict[str, Any]:
    template = {"metadata": {"labels": LABELS}, "spec": spec(one, restartPolicy="Never")}
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "web"},
        "spec": {"template": template, **own},
    }


def thing(kind: str, name: str, version: str = "v1", **fields: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, **fields}


def service(selector: dict[str, str], target: int | str = 8080) -> dict[str, Any]:
    ports = [{"port": 80, "targetPort": target}]
    return thing("Service", "web", spec={"selector": selector, "ports": ports})


def claim(name: str) -> dict[str, Any]:
    wants = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    return thing("PersistentVolumeClaim", name, spec=wants)


def policy(name: str, **fields: Any) -> dict[str, Any]:
    own = {"podSelector": {"matchLabels": LABELS}, "policyTypes": ["Egress"], **fields}
    return thing("NetworkPolicy", name, "networking.k8s.io/v1", spec=own)


def http(path: str, port: int = 8080, **fields: Any) -> dict[str, Any]:
    return {"httpGet": {"path": path, "port": port}, "periodSeconds": 2, **fields}


def from_config(kind: str, name: str) -> dict[str, Any]:
    """envFrom of a container: `kind` is configMapRef or secretRef."""
    return {"envFrom": [{kind: {"name": name}}]}


def volume(name: str) -> dict[str, Any]:
    """A pod's volume `data` of the claim `name`."""
    return {"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": name}}]}
