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
        "asked for over TCP only, which is dropped", "dns",
        {"host": "cache.lab.test", "addresses": [], "library": {"ms": 4034.9, "late": True, "error": "",
        "addresses": []}, "servers": ["10.77.2.2"], "asked": [{"server": "10.77.2.2", "name":
        "cache.lab.test", "type": "A", "result": "NOERROR", "addresses": ["10.77.2.2"], "ms": 5.8, "tcp":
        "silent"}, {"server": "10.77.2.2", "name": "cache.lab.test", "type": "AAAA", "result": "NOERROR",
        "addresses": [], "ms": 10.9}], "only_tcp": True},
        finds=("dns.timeout",), outcome="fail", source="lab: dns/use_vc_blocked",
    ),
    Example(
        'no such name, pasted', 'dns',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:51:58Z
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=2 ms=50
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 13049
10.77.2.2 A api.lab.test | ;; Query time: 4 msec
10.77.2.2 A api.lab.test | took 110
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 58935
10.77.2.2 AAAA api.lab.test | ;; Query time: 0 msec
10.77.2.2 AAAA api.lab.test | took 190
-- tcp api.lab.test 8080
with python3
""",
        finds=('dns.nxdomain',), outcome='fail', source="lab: dns/nxdomain, pasted",
    ),
    Example(
        'nothing listens, pasted', 'dns',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:51:56Z
-- dns api.lab.test
nameserver 10.77.2.5
hosts:          files dns
library with getent rc=2 ms=0
servers with dig
10.77.2.5 AAAA api.lab.test | ;; communications error to 10.77.2.5#53: connection refused
10.77.2.5 AAAA api.lab.test | took 290
10.77.2.5 A api.lab.test | ;; communications error to 10.77.2.5#53: connection refused
10.77.2.5 A api.lab.test | took 290
10.77.2.5 tcp api.lab.test | ;; Connection to 10.77.2.5#53(10.77.2.5) for api.lab.test failed: connection refused.
-- tcp api.lab.test 8080
with python3
""",
        finds=('dns.resolver_unreachable',), outcome='fail', source="lab: dns/nothing_listens, pasted",
    ),
    Example(
        'AAAA dropped, pasted', 'dns',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:51:56Z
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=124 ms=8050
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 59045
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 3 msec
10.77.2.2 A api.lab.test | took 60
10.77.2.2 AAAA api.lab.test | ;; communications error to 10.77.2.2#53: timed out
10.77.2.2 AAAA api.lab.test | took 3110
-- tcp api.lab.test 8080
with python3
try else 10.77.2.2 8080 result=open ms=3.4 errno=0 icmp= sent=0 left=1 hops=0 cut=0
""",
        finds=('dns.slow',), outcome='fail', source="lab: dns/aaaa_dropped, pasted",
    ),
    Example(
        'found, pasted', 'dns',
        pasted="""\
== farhand tcp
setting host="WWW.Lab.Test"
setting port=8080
setting run_by="customer"
== tcp WWW.Lab.Test 8080
now 2026-11-26T18:51:56Z
-- dns WWW.Lab.Test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=110
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 A WWW.Lab.Test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 36946
10.77.2.2 A WWW.Lab.Test | WWW.Lab.Test.		30	IN	CNAME	api.lab.test.
10.77.2.2 A WWW.Lab.Test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A WWW.Lab.Test | ;; Query time: 0 msec
10.77.2.2 A WWW.Lab.Test | took 110
10.77.2.2 AAAA WWW.Lab.Test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 59956
10.77.2.2 AAAA WWW.Lab.Test | WWW.Lab.Test.		30	IN	CNAME	api.lab.test.
10.77.2.2 AAAA WWW.Lab.Test | ;; Query time: 3 msec
10.77.2.2 AAAA WWW.Lab.Test | took 120
-- tcp WWW.Lab.Test 8080
with python3
try first 10.77.2.2 8080 result=open ms=0.6 errno=0 icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
first 10.77.2.2 quiet
""",
        finds=(), outcome='pass', source="lab: control/net_upper_case_alias, pasted",
    ),
)
