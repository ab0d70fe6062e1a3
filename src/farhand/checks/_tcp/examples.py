"""What the `tcp` check has seen, as captured in the fault lab: page, test and demo of it at once."""

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES = (
    Example(
        "open", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "open",
        "ms": 0.3, "first": {"result": "data", "protocol": "smtp",
        "shown": "220 mail.lab.test ESMTP.."}}], "timeout_ms": 3000.0},
        finds=(), outcome="pass", source="lab: control/net_greets_at_once",
    ),
    Example(
        "nothing listens", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "refused",
        "ms": 0.2, "errno": "ECONNREFUSED", "reset": {"others": [{"port": 443, "result": "open",
        "ms": 0.5}, {"port": 22, "result": "refused", "ms": 0.5, "errno": "ECONNREFUSED"}], "out": 1,
        "ttl": 63, "back": 1}}], "timeout_ms": 3000.0},
        finds=("tcp.refused",), outcome="fail", source="lab: tcp/closed_beside_open",
    ),
    Example(
        "a firewall answers with a reset", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "refused",
        "ms": 0.2, "errno": "ECONNREFUSED", "reset": {"others": [{"port": 443, "result": "refused",
        "ms": 0.4, "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.4,
        "errno": "ECONNREFUSED"}], "out": 1, "ttl": 64, "back": 0}}], "timeout_ms": 3000.0},
        finds=("tcp.rejected",), outcome="fail", source="lab: tcp/reset_by_firewall",
    ),
    Example(
        "a rule on this host answers with a reset", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "refused",
        "ms": 0.3, "errno": "ECONNREFUSED", "reset": {"others": [{"port": 443, "result": "refused",
        "ms": 0.5, "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.4,
        "errno": "ECONNREFUSED"}], "here": True}}], "timeout_ms": 3000.0},
        finds=("tcp.refused",), outcome="fail", source="lab: tcp/reset_here",
    ),
    Example(
        "a firewall answers with ICMP", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "icmp",
        "ms": 0.2, "errno": "EHOSTUNREACH", "icmp": {"kind": "forbidden", "type": 3, "code": 13,
        "box": "10.77.1.1"}, "source": "10.77.1.2"}], "timeout_ms": 3000.0},
        finds=("tcp.rejected",), outcome="fail", source="lab: tcp/admin_prohibited",
    ),
    Example(
        "\"no route\", for one port only", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "icmp",
        "ms": 0.2, "errno": "ENETUNREACH", "icmp": {"kind": "net", "type": 3, "code": 0,
        "box": "10.77.1.1"}, "source": "10.77.1.2", "others": [{"port": 443, "result": "open", "ms": 0.2},
        {"port": 22, "result": "refused", "ms": 0.1, "errno": "ECONNREFUSED"}]}], "timeout_ms": 3000.0},
        finds=("tcp.rejected",), outcome="fail", source="lab: tcp/net_unreachable_for_one_port",
    ),
    Example(
        "dropped on the way", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "silent",
        "ms": 2406.0, "sent_again": 2, "left_host": True, "again": {"result": "silent", "ms": 1404.6,
        "sent_again": 1, "left_host": True}, "others": [{"port": 443, "result": "refused", "ms": 0.5,
        "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.5, "errno": "ECONNREFUSED"}],
        "source": "10.77.1.2", "ladder": [{"hops": 1, "box": "10.77.1.1", "says": "hops"}]}],
        "timeout_ms": 3000.0},
        finds=("tcp.timeout",), outcome="fail", source="lab: tcp/dropped",
    ),
    Example(
        "dropped on this host", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "silent",
        "ms": 2406.5, "sent_again": 2, "left_host": False, "again": {"result": "silent", "ms": 1405.2,
        "sent_again": 1, "left_host": False}, "others": [{"port": 443, "result": "refused", "ms": 0.4,
        "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.4, "errno": "ECONNREFUSED"}],
        "source": "10.77.1.2", "ladder": []}], "timeout_ms": 3000.0},
        finds=("tcp.timeout",), outcome="fail", source="lab: tcp/dropped_here",
    ),
    Example(
        "no route", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.66.0.1", "result": "local",
        "ms": 0.1, "errno": "ENETUNREACH", "source": ""}], "timeout_ms": 3000.0},
        finds=("tcp.no_route",), outcome="fail", source="lab: tcp/no_route_here",
    ),
    Example(
        "nobody has the address", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.250", "result": "icmp",
        "ms": 3064.8, "errno": "EHOSTUNREACH", "icmp": {"kind": "host", "type": 3, "code": 1,
        "box": "10.77.1.1"}, "sent_again": 3, "left_host": True, "again": {"result": "icmp", "ms": 2064.4,
        "errno": "EHOSTUNREACH", "icmp": {"kind": "host", "type": 3, "code": 1, "box": "10.77.1.1"},
        "sent_again": 2, "left_host": True}, "others": [{"port": 443, "result": "icmp", "ms": 2064.3,
        "errno": "EHOSTUNREACH", "icmp": {"kind": "host", "type": 3, "code": 1, "box": "10.77.1.1"},
        "sent_again": 2, "left_host": True}, {"port": 22, "result": "icmp", "ms": 2064.3,
        "errno": "EHOSTUNREACH", "icmp": {"kind": "host", "type": 3, "code": 1, "box": "10.77.1.1"},
        "sent_again": 2, "left_host": True}], "source": "10.77.1.2", "ladder": [{"hops": 1,
        "box": "10.77.1.1", "says": "hops"}, {"hops": 2, "box": "10.77.1.1", "says": "host"}]}],
        "timeout_ms": 3000.0},
        finds=("tcp.host_down",), outcome="fail", source="lab: tcp/host_down",
    ),
    Example(
        "the queue is full", "tcp",
        {"host": "127.0.0.1", "port": 8080, "attempts": [{"address": "127.0.0.1", "result": "silent",
        "ms": 2421.1, "sent_again": 2, "left_host": True, "again": {"result": "silent", "ms": 1420.4,
        "sent_again": 1, "left_host": True}, "others": [{"port": 443, "result": "refused", "ms": 12.4,
        "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 12.4, "errno": "ECONNREFUSED"}],
        "source": "127.0.0.1", "here": True, "queue": 1}], "timeout_ms": 3000.0,
        "elsewhere": [{"address": "::1", "how": "loopback", "result": "refused", "ms": 0.1,
        "errno": "ECONNREFUSED"}]},
        finds=("tcp.backlog_full",), outcome="fail", source="lab: tcp/backlog_full_here",
    ),
    Example(
        "no free local port", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "local",
        "ms": 0.1, "errno": "EADDRNOTAVAIL", "source": "10.77.1.2"}], "timeout_ms": 3000.0},
        finds=("tcp.ports_exhausted",), outcome="fail", source="lab: tcp/ports_exhausted",
    ),
    Example(
        "every second first packet is lost", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "open",
        "ms": 1027.8, "sent_again": 1, "left_host": True, "again": {"result": "open", "ms": 0.9},
        "others": [{"port": 443, "result": "refused", "ms": 0.8, "errno": "ECONNREFUSED"}, {"port": 22,
        "result": "refused", "ms": 0.7, "errno": "ECONNREFUSED"}], "source": "10.77.1.2",
        "ladder": [{"hops": 1, "box": "10.77.1.1", "says": "hops"}, {"hops": 2, "result": "silent"},
        {"hops": 3, "result": "open"}, {"hops": 4, "result": "silent"}, {"hops": 5, "result": "open"},
        {"hops": 6, "result": "silent"}, {"hops": 7, "result": "open"}, {"hops": 8, "result": "silent"},
        {"hops": 9, "result": "open"}, {"hops": 10, "result": "silent"}, {"hops": 11, "result": "open"}],
        "repeats": [{"result": "open", "ms": 1003.9, "sent_again": 1, "left_host": True},
        {"result": "open", "ms": 0.3}, {"result": "silent", "ms": 2501.8, "sent_again": 2,
        "left_host": True}, {"result": "open", "ms": 0.1}], "first": {"result": "quiet", "protocol": "",
        "shown": ""}}], "timeout_ms": 3000.0},
        finds=("tcp.loss",), outcome="fail", source="lab: tcp/loss",
    ),
    Example(
        "reset at once", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "open",
        "ms": 0.3, "first": {"result": "reset", "protocol": "", "shown": ""}}], "timeout_ms": 3000.0},
        finds=("tcp.reset",), outcome="fail", source="lab: tcp/reset_after_accept",
    ),
    Example(
        "one of two addresses is dead", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.2", "result": "open",
        "ms": 0.2, "first": {"result": "quiet", "protocol": "", "shown": ""}}, {"address": "10.77.2.7",
        "result": "silent", "ms": 4503.3, "sent_again": 4, "left_host": True,
        "again": {"result": "silent", "ms": 3502.0, "sent_again": 3, "left_host": True},
        "others": [{"port": 443, "result": "silent", "ms": 3501.9, "sent_again": 3, "left_host": True},
        {"port": 22, "result": "silent", "ms": 3501.9, "sent_again": 3, "left_host": True}],
        "source": "10.77.1.2", "ladder": [{"hops": 1, "box": "10.77.1.1", "says": "hops"}]}],
        "timeout_ms": 3000.0},
        finds=("dns.partial",), outcome="fail", source="lab: dns/one_address_dead",
    ),
    Example(
        "IPv6 is dropped", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "fd77:2::2", "result": "silent",
        "ms": 2406.7, "sent_again": 2, "left_host": True, "again": {"result": "silent", "ms": 1405.2,
        "sent_again": 1, "left_host": True}, "others": [{"port": 443, "result": "refused", "ms": 0.6,
        "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.5, "errno": "ECONNREFUSED"}],
        "source": "fd77:1::2", "ladder": [{"hops": 1, "box": "fd77:1::1", "says": "hops"}]},
        {"address": "10.77.2.2", "result": "open", "ms": 0.1, "first": {"result": "quiet", "protocol": "",
        "shown": ""}}], "timeout_ms": 3000.0},
        finds=("dns.address_family",), outcome="fail", source="lab: dns/ipv6_dropped",
    ),
    Example(
        "the hosts file is out of date", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.9", "result": "refused",
        "ms": 0.2, "errno": "ECONNREFUSED", "reset": {"others": [{"port": 443, "result": "refused",
        "ms": 0.5, "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.5,
        "errno": "ECONNREFUSED"}], "out": 1, "ttl": 63, "back": 1}}], "timeout_ms": 3000.0,
        "elsewhere": [{"address": "10.77.2.2", "how": "hosts", "result": "open", "ms": 0.2}]},
        finds=("dns.wrong_address", "tcp.refused"), outcome="fail", source="lab: dns/hosts_file_stale",
    ),
    Example(
        "the search list leads elsewhere", "tcp",
        {"host": "api.lab.test", "port": 8080, "attempts": [{"address": "10.77.2.9", "result": "refused",
        "ms": 0.2, "errno": "ECONNREFUSED", "reset": {"others": [{"port": 443, "result": "refused",
        "ms": 0.5, "errno": "ECONNREFUSED"}, {"port": 22, "result": "refused", "ms": 0.4,
        "errno": "ECONNREFUSED"}], "out": 1, "ttl": 63, "back": 1}}], "timeout_ms": 3000.0,
        "elsewhere": [{"address": "10.77.2.2", "how": "search", "result": "open", "ms": 0.2}]},
        finds=("dns.search_domain", "tcp.refused"), outcome="fail", source="lab: dns/search_wildcard",
    ),
    Example(
        "the greeting is the expected one", "banner",
        {"host": "api.lab.test", "port": 8080, "expect": "SSH-", "asked": False, "result": "data",
        "protocol": "ssh", "shown": "SSH-2.0-OpenSSH_9.2..", "matches": True},
        finds=(), outcome="pass", source="lab: control/net_greeting_as_expected",
    ),
    Example(
        "another service greets", "banner",
        {"host": "api.lab.test", "port": 8080, "expect": "SSH-", "asked": False, "result": "data",
        "protocol": "smtp", "shown": "220 mail.lab.test ESMTP..", "matches": False},
        finds=("tcp.wrong_service",), outcome="fail", source="lab: tcp/wrong_service",
    ),
    Example(
        "no greeting", "banner",
        {"host": "api.lab.test", "port": 8080, "expect": "SSH-", "asked": False, "result": "quiet",
        "protocol": "", "shown": "", "matches": False},
        finds=("tcp.mute",), outcome="fail", source="lab: tcp/mute",
    ),
    Example(
        "after a conversation in which packets were lost", "tcp",
        {"host": "cache.lab.test", "port": 6379, "attempts": [{"address": "10.77.2.2", "result": "open", "ms":
        0.0, "repeats": [{"result": "open", "ms": 0.4}, {"result": "open", "ms": 1025.4, "sent_again": 1,
        "left_host": True}, {"result": "open", "ms": 0.2}, {"result": "open", "ms": 2058.8, "sent_again": 2,
        "left_host": True}, {"result": "open", "ms": 0.2}, {"result": "open", "ms": 1025.3, "sent_again": 1,
        "left_host": True}]}], "resent": 6},
        finds=("tcp.loss",), outcome="fail", source="lab: tcp/loss_beyond_the_first_packet",
    ),
    Example(
        "IPv6 dropped, and IPv4 put first by gai.conf", "tcp",
        {"host": "cache.lab.test", "port": 6379, "attempts": [{"address": "10.77.2.2", "result": "open", "ms":
        3.9}, {"address": "fd77:2::2", "result": "silent", "ms": 2480.6, "sent_again": 2, "left_host": True,
        "again": {"result": "silent", "ms": 1472.0, "sent_again": 1, "left_host": True}, "others":
        [{"port": 443, "result": "refused", "ms": 0.4, "errno": "ECONNREFUSED"}, {"port": 22, "result":
        "refused", "ms": 0.3, "errno": "ECONNREFUSED"}], "source": "fd77:1::2", "ladder": [{"hops": 1, "box":
        "fd77:1::1", "says": "hops"}]}], "timeout_ms": 3000.0},
        finds=("dns.address_family",), outcome="warn", source="lab: control/net_ipv4_put_first",
    ),
    Example(
        'nothing listens, pasted', 'tcp',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:52:08Z
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=30
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 62689
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 0 msec
10.77.2.2 AAAA api.lab.test | took 60
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 62862
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 3 msec
10.77.2.2 A api.lab.test | took 90
-- tcp api.lab.test 8080
with python3
try first 10.77.2.2 8080 result=refused ms=0.3 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
try other 10.77.2.2 443 result=open ms=5.2 errno=0 icmp= sent=0 left=1 hops=0 cut=0
try other 10.77.2.2 22 result=refused ms=0.5 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
reset 10.77.2.2 out=1 ttl=63 back=1
""",
        finds=('tcp.refused',), outcome='fail', source="lab: tcp/closed_beside_open, pasted",
    ),
    Example(
        'slower than the app waits, pasted', 'tcp',
        pasted="""\
== farhand tcp
setting host="10.77.2.2"
setting port=8080
setting run_by="customer"
setting timeout=1.0
== tcp 10.77.2.2 8080
now 2026-11-27T18:36:26Z
-- dns 10.77.2.2
literal
-- tcp 10.77.2.2 8080
with python3
try first 10.77.2.2 8080 result=open ms=1501.9 errno=0 icmp= sent=0 left=1 hops=0 cut=0
try again 10.77.2.2 8080 result=open ms=1500.9 errno=0 icmp= sent=0 left=1 hops=0 cut=0
try other 10.77.2.2 443 result=refused ms=1500.7 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
try other 10.77.2.2 22 result=refused ms=1500.6 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
try hop 10.77.2.2 8080 result=icmp ms=1500.6 errno=EHOSTUNREACH icmp=11,0,10.77.3.1 sent=0 left=1 hops=1 cut=0
try hop 10.77.2.2 8080 result=icmp ms=1500.6 errno=EHOSTUNREACH icmp=11,0,10.77.1.1 sent=0 left=1 hops=2 cut=0
try hop 10.77.2.2 8080 result=open ms=1500.6 errno=0 icmp= sent=0 left=1 hops=3 cut=0
source 10.77.2.2 10.77.3.2
first 10.77.2.2 quiet
""",
        finds=('tcp.loss',), outcome='fail', source="lab: tcp/delay, pasted",
    ),
    Example(
        'dropped, pasted', 'tcp',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:52:09Z
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=40
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 17583
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 3 msec
10.77.2.2 A api.lab.test | took 50
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 37538
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 3 msec
10.77.2.2 AAAA api.lab.test | took 80
-- tcp api.lab.test 8080
with python3
try first 10.77.2.2 8080 result=silent ms=3202.6 errno=0 icmp= sent=3 left=1 hops=0 cut=0
try again 10.77.2.2 8080 result=silent ms=2202.0 errno=0 icmp= sent=2 left=1 hops=0 cut=0
try other 10.77.2.2 443 result=refused ms=0.3 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
try other 10.77.2.2 22 result=refused ms=0.3 errno=ECONNREFUSED icmp= sent=0 left=1 hops=0 cut=0
try hop 10.77.2.2 8080 result=icmp ms=0.2 errno=EHOSTUNREACH icmp=11,0,10.77.1.1 sent=0 left=1 hops=1 cut=0
try hop 10.77.2.2 8080 result=silent ms=2201.7 errno=0 icmp= sent=2 left=1 hops=2 cut=0
try hop 10.77.2.2 8080 result=silent ms=2201.7 errno=0 icmp= sent=2 left=1 hops=3 cut=0
source 10.77.2.2 10.77.1.2
""",
        finds=('tcp.timeout',), outcome='fail', source="lab: tcp/dropped, pasted",
    ),
    Example(
        'no route, pasted', 'tcp',
        pasted="""\
== farhand tcp
setting host="api.lab.test"
setting port=8080
setting run_by="customer"
== tcp api.lab.test 8080
now 2026-11-26T18:52:13Z
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=20
10.66.0.1       STREAM api.lab.test
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 28859
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.66.0.1
10.77.2.2 A api.lab.test | ;; Query time: 4 msec
10.77.2.2 A api.lab.test | took 50
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 3384
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 4 msec
10.77.2.2 AAAA api.lab.test | took 60
-- tcp api.lab.test 8080
with python3
try first 10.66.0.1 8080 result=local ms=0.1 errno=ENETUNREACH icmp= sent=0 left=1 hops=0 cut=0
source 10.66.0.1 -
""",
        finds=('tcp.no_route',), outcome='fail', source="lab: tcp/no_route_here, pasted",
    ),
    Example(
        'open, pasted', 'tcp',
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
