"""What the `dns` check has seen, as captured in the fault lab: page, test and demo of it at once."""

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES = (
    Example(
        "found", "dns",
        {"host": "WWW.Lab.Test", "addresses": ["10.77.2.2"], "library": {"ms": 5.9, "late": False,
        "error": "", "addresses": ["10.77.2.2"]}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "WWW.Lab.Test", "type": "A", "result": "NOERROR",
        "addresses": ["10.77.2.2"], "ms": 4.6, "names": ["api.lab.test"]}, {"server": "10.77.2.2",
        "name": "WWW.Lab.Test", "type": "AAAA", "result": "NOERROR", "addresses": [], "ms": 4.6,
        "names": ["api.lab.test"]}]},
        finds=(), outcome="pass", source="lab: control/net_upper_case_alias",
    ),
    Example(
        "from the hosts file", "dns",
        {"host": "api.lab.test", "addresses": ["10.77.2.2"], "library": {"ms": 0.7, "late": False,
        "error": "", "addresses": ["10.77.2.2"]}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "silent",
        "addresses": [], "ms": 201.3}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "silent", "addresses": [], "ms": 201.3}], "hosts": ["10.77.2.2"]},
        finds=(), outcome="pass", source="lab: control/net_hosts_file_only",
    ),
    Example(
        "no such name", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 3.4, "late": False,
        "error": "EAI_NONAME", "addresses": []}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "NXDOMAIN",
        "addresses": [], "ms": 0.8}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "NXDOMAIN", "addresses": [], "ms": 0.4}]},
        finds=("dns.nxdomain",), outcome="fail", source="lab: dns/nxdomain",
    ),
    Example(
        "a name without an address", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 11.1, "late": False,
        "error": "EAI_NODATA", "addresses": []}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "NOERROR",
        "addresses": [], "ms": 7.7}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "NOERROR", "addresses": [], "ms": 7.4}]},
        finds=("dns.no_address",), outcome="fail", source="lab: dns/no_address",
    ),
    Example(
        "SERVFAIL", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 16.8, "late": False,
        "error": "EAI_AGAIN", "addresses": []}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "SERVFAIL",
        "addresses": [], "ms": 16.6}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "SERVFAIL", "addresses": [], "ms": 8.4}]},
        finds=("dns.server_failure",), outcome="fail", source="lab: dns/server_failure",
    ),
    Example(
        "REFUSED", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 10.7, "late": False,
        "error": "EAI_AGAIN", "addresses": []}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "REFUSED",
        "addresses": [], "ms": 9.1}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "REFUSED", "addresses": [], "ms": 9.2}]},
        finds=("dns.refused",), outcome="fail", source="lab: dns/refused",
    ),
    Example(
        "port 53 is dropped", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 4000.3, "late": True, "error": "",
        "addresses": []}, "servers": ["10.77.2.2"], "asked": [{"server": "10.77.2.2",
        "name": "api.lab.test", "type": "A", "result": "silent", "addresses": [], "ms": 3998.9,
        "tcp": "silent"}, {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA",
        "result": "silent", "addresses": [], "ms": 3998.9}]},
        finds=("dns.timeout",), outcome="fail", source="lab: dns/port_53_blocked",
    ),
    Example(
        "a rule on this host forbids port 53", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 1.3, "late": False,
        "error": "EAI_AGAIN", "addresses": []}, "servers": ["10.77.2.2"],
        "asked": [{"server": "10.77.2.2", "name": "api.lab.test", "type": "A", "result": "unreachable",
        "addresses": [], "ms": 0.0, "errno": "EPERM"}, {"server": "10.77.2.2", "name": "api.lab.test",
        "type": "AAAA", "result": "unreachable", "addresses": [], "ms": 0.0, "errno": "EPERM"}]},
        finds=("dns.timeout",), outcome="fail", source="lab: dns/egress_policy",
    ),
    Example(
        "cut off, and TCP is closed", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 4000.5, "late": True, "error": "",
        "addresses": []}, "servers": ["10.77.2.2"], "asked": [{"server": "10.77.2.2",
        "name": "api.lab.test", "type": "A", "result": "NOERROR", "addresses": [], "ms": 6.7,
        "truncated": True, "tcp": "silent"}, {"server": "10.77.2.2", "name": "api.lab.test",
        "type": "AAAA", "result": "NOERROR", "addresses": [], "ms": 6.8, "truncated": True,
        "tcp": "silent"}]},
        finds=("dns.timeout",), outcome="fail", source="lab: dns/truncated_no_tcp",
    ),
    Example(
        "nothing listens at the name server", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 0.5, "late": False,
        "error": "EAI_AGAIN", "addresses": []}, "servers": ["10.77.2.5"],
        "asked": [{"server": "10.77.2.5", "name": "api.lab.test", "type": "A", "result": "unreachable",
        "addresses": [], "ms": 4.7, "errno": "ECONNREFUSED", "icmp": {"kind": "port", "type": 3,
        "code": 3, "box": "10.77.2.5"}}, {"server": "10.77.2.5", "name": "api.lab.test", "type": "AAAA",
        "result": "unreachable", "addresses": [], "ms": 0.3, "errno": "ECONNREFUSED",
        "icmp": {"kind": "port", "type": 3, "code": 3, "box": "10.77.2.5"}}]},
        finds=("dns.resolver_unreachable",), outcome="fail", source="lab: dns/nothing_listens",
    ),
    Example(
        "no name server is configured", "dns",
        {"host": "api.lab.test", "addresses": [], "library": {"ms": 0.3, "late": False,
        "error": "EAI_AGAIN", "addresses": []}, "servers": [], "asked": [{"server": "127.0.0.1",
        "name": "api.lab.test", "type": "A", "result": "unreachable", "addresses": [], "ms": 0.2,
        "errno": "ECONNREFUSED", "icmp": {"kind": "port", "type": 3, "code": 3, "box": "127.0.0.1"}},
        {"server": "127.0.0.1", "name": "api.lab.test", "type": "AAAA", "result": "unreachable",
        "addresses": [], "ms": 0.1, "errno": "ECONNREFUSED", "icmp": {"kind": "port", "type": 3,
        "code": 3, "box": "127.0.0.1"}}]},
        finds=("dns.resolver_unreachable",), outcome="fail", source="lab: dns/empty_resolv_conf",
    ),
    Example(
        "the first name server is dead", "dns",
        {"host": "api.lab.test", "addresses": ["10.77.2.2"], "library": {"ms": 1010.8, "late": False,
        "error": "", "addresses": ["10.77.2.2"]}, "servers": ["10.77.2.6", "10.77.2.2"],
        "asked": [{"server": "10.77.2.6", "name": "api.lab.test", "type": "A", "result": "silent",
        "addresses": [], "ms": 1313.6}, {"server": "10.77.2.6", "name": "api.lab.test", "type": "AAAA",
        "result": "silent", "addresses": [], "ms": 1313.6}, {"server": "10.77.2.2",
        "name": "api.lab.test", "type": "A", "result": "NOERROR", "addresses": ["10.77.2.2"], "ms": 6.3},
        {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA", "result": "NOERROR",
        "addresses": [], "ms": 10.1}]},
        finds=("dns.slow",), outcome="fail", source="lab: dns/short_patience",
    ),
    Example(
        "answers for AAAA are dropped", "dns",
        {"host": "api.lab.test", "addresses": ["10.77.2.2"], "library": {"ms": 3001.1, "late": True,
        "error": "", "addresses": []}, "servers": ["10.77.2.2"], "asked": [{"server": "10.77.2.2",
        "name": "api.lab.test", "type": "A", "result": "NOERROR", "addresses": ["10.77.2.2"], "ms": 2.6},
        {"server": "10.77.2.2", "name": "api.lab.test", "type": "AAAA", "result": "silent",
        "addresses": [], "ms": 2999.8}]},
        finds=("dns.slow",), outcome="fail", source="lab: dns/aaaa_dropped",
    ),
    Example(
        "no such name, pasted", "dns",
        pasted="""\
== farhand dns api.lab.test
-- resolv.conf
nameserver 10.77.2.2
-- hosts
-- getent
rc=2 seconds=0
-- dig A @10.77.2.2
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 24432
;; Query time: 4 msec
-- dig AAAA @10.77.2.2
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 51465
;; Query time: 4 msec
== end
""",
        finds=("dns.nxdomain",), outcome="fail", source="lab: dns/nxdomain, pasted",
    ),
    Example(
        "nothing listens, pasted", "dns",
        pasted="""\
== farhand dns api.lab.test
-- resolv.conf
nameserver 10.77.2.5
-- hosts
-- getent
rc=2 seconds=0
-- dig A @10.77.2.5
;; communications error to 10.77.2.5#53: connection refused
-- dig AAAA @10.77.2.5
;; communications error to 10.77.2.5#53: connection refused
== end
""",
        finds=("dns.resolver_unreachable",), outcome="fail", source="lab: dns/nothing_listens, pasted",
    ),
    Example(
        "AAAA dropped, pasted", "dns",
        pasted="""\
== farhand dns api.lab.test
-- resolv.conf
nameserver 10.77.2.2
-- hosts
-- getent
rc=124 seconds=8
-- dig A @10.77.2.2
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 10243
api.lab.test.		30	IN	A	10.77.2.2
;; Query time: 0 msec
-- dig AAAA @10.77.2.2
;; communications error to 10.77.2.2#53: timed out
== end
""",
        finds=("dns.slow",), outcome="fail", source="lab: dns/aaaa_dropped, pasted",
    ),
    Example(
        "found, pasted", "dns",
        pasted="""\
== farhand dns WWW.Lab.Test
-- resolv.conf
nameserver 10.77.2.2
-- hosts
-- getent
10.77.2.2       STREAM api.lab.test
10.77.2.2       DGRAM
10.77.2.2       RAW
rc=0 seconds=0
-- dig A @10.77.2.2
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 16325
WWW.Lab.Test.		30	IN	CNAME	api.lab.test.
api.lab.test.		30	IN	A	10.77.2.2
;; Query time: 8 msec
-- dig AAAA @10.77.2.2
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 28580
WWW.Lab.Test.		30	IN	CNAME	api.lab.test.
;; Query time: 0 msec
== end
""",
        finds=(), outcome="pass", source="lab: control/net_upper_case_alias, pasted",
    ),
    Example(
        "asked for over TCP only, which is dropped", "dns",
        {"host": "cache.lab.test", "addresses": [], "library": {"ms": 4034.9, "late": True, "error": "",
        "addresses": []}, "servers": ["10.77.2.2"], "asked": [{"server": "10.77.2.2", "name":
        "cache.lab.test", "type": "A", "result": "NOERROR", "addresses": ["10.77.2.2"], "ms": 5.8, "tcp":
        "silent"}, {"server": "10.77.2.2", "name": "cache.lab.test", "type": "AAAA", "result": "NOERROR",
        "addresses": [], "ms": 10.9}], "only_tcp": True},
        finds=("dns.timeout",), outcome="fail", source="lab: dns/use_vc_blocked",
    ),
)
