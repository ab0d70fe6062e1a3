"""Twelve questions about a site that only a person there can answer.  Pure data.

Their ids stand in mails and in cases, so an id or a choice is never given another meaning.
"""

from __future__ import annotations

from farhand.asks import UNKNOWN as DONT_KNOW
from farhand.model import Ask

__all__ = ["DONT_KNOW", "QUESTIONS", "find"]

QUESTIONS = (
    Ask(
        "map.cloud",
        "Where do the machines stand that the app runs on?",
        {
            "aws": "Amazon Web Services",
            "azure": "Microsoft Azure",
            "gcp": "Google Cloud",
            "other cloud": "another provider; please say which",
            "on-prem": "in your own rooms or data centre",
            "hybrid": "partly in a cloud, partly in your own rooms",
            "air-gapped": "in a network without any way to the internet",
        },
        "Clouds have firewalls, proxies and name servers of their own.",
    ),
    Ask(
        "map.orchestration",
        "How does the app run there?",
        {
            "kubernetes": "in Kubernetes or OpenShift",
            "compose": "with Docker Compose",
            "docker": "in Docker or Podman, without Compose",
            "systemd": "as a service of the machine, without containers",
            "bare": "started by hand or by a script, without containers",
            "serverless": "as a function of the cloud",
        },
        "It decides which command shows what.",
    ),
    Ask(
        "map.install",
        "How was the app installed?",
        {
            "helm": "with a Helm chart",
            "compose file": "with a Docker Compose file",
            "manifests": "with Kubernetes manifests or an operator",
            "package": "with a package of the operating system, or a machine image",
            "by hand": "file by file",
        },
        "It tells where its settings stand.",
    ),
    Ask(
        "map.network",
        "Does the app run in a private network (VPC, VLAN)?",
        {
            "yes": "its addresses cannot be reached from the internet",
            "no": "it has an address in the internet",
            "closed": "private, and nothing inside may open connections to the internet",
        },
        "In a private network each address outside has its own way out.",
    ),
    Ask(
        "map.firewall",
        "Is there a firewall between the app and what it connects to?",
        {
            "no": "there is no firewall",
            "edge": "between your network and the internet",
            "inside": "between the app and other machines of your own network",
            "both": "in both places",
        },
        "A firewall that drops packets looks like a service that is down.",
    ),
    Ask(
        "map.proxy",
        "Must connections to the internet go through a proxy?",
        {
            "no": "there is no proxy",
            "yes": "all of them; please write its address below",
            "only for some": "some addresses go through a proxy, others do not",
        },
        "The app must then be told of it.",
    ),
    Ask(
        "map.inspection",
        "Does a device open encrypted connections and look into them (TLS inspection)?",
        {
            "no": "none does",
            "yes": "please write its product below, such as Zscaler or a firewall's own",
        },
        "The app must then trust the certificate of that device.",
    ),
    Ask(
        "map.balancer",
        "Is there a load balancer or reverse proxy?",
        {
            "no": "there is no load balancer",
            "front": "in front of the app: callers reach the app through it",
            "between": "between the app and services that it uses",
            "both": "in both places",
        },
        "It ends connections that it thinks are idle, and has time limits of its own.",
    ),
    Ask(
        "map.database",
        "Where does the database live?",
        {
            "same machine": "on the machine that the app runs on",
            "same network": "on another machine of the same network",
            "managed": "as a service of the cloud (RDS, Azure Database, Cloud SQL)",
            "on-prem": "in your own rooms",
            "elsewhere": "somewhere else, reached through the internet",
        },
        "It decides whose job it is when it cannot be reached.",
    ),
    Ask(
        "map.between",
        "Does the way from the app to the database or to other machines go through a VPN, peering or tunnel?",
        {"no": "it stays in one network", "yes": "please write which below"},
        "Tunnels carry smaller packets and end idle connections.",
    ),
    Ask(
        "map.residency",
        "Must data stay in one country or place?",
        {"no": "there is no such rule", "yes": "please write where below"},
        "It decides what may be sent to us, and to whom.",
    ),
    Ask(
        "map.compliance",
        "Which rules must we keep with your data?",
        {
            "none": "none of these",
            "hipaa": "HIPAA (health)",
            "gdpr": "GDPR (personal data, EU)",
            "soc2": "SOC 2",
            "pci": "PCI DSS (payment cards)",
            "other": "others, or several; please write them below",
        },
        "It decides how much is left out of what you send us.",
    ),
)


def find(number: str) -> Ask | None:
    """The question of that id, or None."""
    return next((ask for ask in QUESTIONS if ask.id == number), None)
