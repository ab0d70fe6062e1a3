"""What the check of the proxy saw in the lab, and what it means."""

from __future__ import annotations

from farhand.model import Example

# fmt: off
#: What most of them have in common.
_API = {
    "scheme": "https", "host": "api.lab.test", "port": 8443, "setting": "", "client": "", "run_by": "vendor",
    "variable": "HTTPS_PROXY", "because": "proxy", "entry": "", "proxy": "http://10.77.1.1:3128", "flaws": [],
    "login": False,
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        "through a proxy with a login",
        stage="proxy",
        facts={**_API,
            "login": True,
            "answer": {
                "ok": True, "at": "after", "result": "ok", "address": "10.77.1.1", "login_sent": True,
                "ms": 34.2,
            },
        },
        finds=(),
        outcome="pass",
        source="the fault lab, control/proxy_with_login",
    ),
    Example(
        "a form of NO_PROXY that no library knows",
        stage="proxy",
        facts={**_API,
            "host": "billing.corp.test", "run_by": "customer",
            "answer": {
                "ok": False, "at": "ask", "result": "answered", "status": 403, "reason": "Forbidden",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3075"], "x-squid-error": ["ERR_ACCESS_DENIED 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved", "ms": 5.4,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 400, "reason": "Bad Request",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3223"], "x-squid-error": ["ERR_INVALID_URL 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved",
            },
            "direct": {"ok": True, "at": "after", "result": "ok", "address": "10.77.2.2", "ms": 3.2},
            "inside": "maybe", "meant": "*.corp.test",
        },
        finds=("proxy.no_proxy",),
        outcome="fail",
        source="the fault lab, proxy/no_proxy_star",
    ),
    Example(
        "NO_PROXY covers an outside host",
        stage="proxy",
        facts={**_API,
            "variable": "NO_PROXY", "because": "no_proxy", "entry": ".test",
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.9,
            },
            "others": [
                {
                    "kind": "variable", "where": "the app's variable HTTPS_PROXY",
                    "proxy": "http://10.77.1.1:3128",
                    "answer": {"ok": True, "at": "after", "result": "ok", "address": "10.77.1.1", "ms": 10.8},
                },
            ],
        },
        finds=("proxy.no_proxy",),
        outcome="fail",
        source="the fault lab, proxy/no_proxy_too_wide",
    ),
    Example(
        "a wrong password",
        stage="proxy",
        facts={**_API,
            "scheme": "http", "port": 8080, "variable": "http_proxy", "login": True,
            "answer": {
                "ok": False, "at": "ask", "result": "answered", "status": 407,
                "reason": "Proxy Authentication Required",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3100"], "x-squid-error": ["ERR_CACHE_ACCESS_DENIED 0"],
                    "proxy-authenticate": ["Basic realm=\"corp\""],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: Cache Access Denied", "address": "10.77.1.1", "login_sent": True,
                "ms": 26.4,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 400, "reason": "Bad Request",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3223"], "x-squid-error": ["ERR_INVALID_URL 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved",
            },
        },
        finds=("proxy.auth_required",),
        outcome="fail",
        source="the fault lab, proxy/login_wrong",
    ),
    Example(
        "a proxy that takes Kerberos only",
        stage="proxy",
        facts={**_API,
            "answer": {
                "ok": False, "at": "ask", "result": "answered", "status": 407,
                "reason": "Proxy Authentication Required",
                "headers": {"proxy-authenticate": ["Negotiate", "NTLM"], "content-length": ["0"]},
                "ms": 3.5,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 407,
                "reason": "Proxy Authentication Required",
                "headers": {"proxy-authenticate": ["Negotiate", "NTLM"], "content-length": ["0"]},
            },
        },
        finds=("proxy.auth_required",),
        outcome="fail",
        source="the fault lab, proxy/login_negotiate",
    ),
    Example(
        "a destination that is not allowed",
        stage="proxy",
        facts={**_API,
            "answer": {
                "ok": False, "at": "ask", "result": "answered", "status": 403, "reason": "Forbidden",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3065"], "x-squid-error": ["ERR_ACCESS_DENIED 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved", "ms": 2.0,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 400, "reason": "Bad Request",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3223"], "x-squid-error": ["ERR_INVALID_URL 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved",
            },
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.9,
            },
            "inside": "maybe",
        },
        finds=("proxy.blocked",),
        outcome="fail",
        source="the fault lab, proxy/forbidden",
    ),
    Example(
        "a proxy whose name does not resolve",
        stage="proxy",
        facts={**_API,
            "proxy": "http://proxy.corp.test:3128",
            "answer": {"ok": False, "at": "resolve", "result": "unresolved", "errno": -2, "ms": 7.9},
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.2,
            },
            "inside": "maybe",
        },
        finds=("proxy.unreachable",),
        outcome="fail",
        source="the fault lab, proxy/name_unknown",
    ),
    Example(
        "a proxy that cannot resolve the service",
        stage="proxy",
        facts={**_API,
            "answer": {
                "ok": False, "at": "ask", "result": "answered", "status": 500,
                "reason": "Internal Server Error",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3386"], "x-squid-error": ["ERR_CANNOT_FORWARD 0"],
                },
                "title": "ERROR: The requested URL could not be retrieved", "ms": 6.6,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 400, "reason": "Bad Request",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3223"], "x-squid-error": ["ERR_INVALID_URL 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved",
            },
            "direct": {"ok": False, "at": "resolve", "result": "unresolved", "errno": -2, "ms": 3.7},
        },
        finds=("proxy.unreachable",),
        outcome="fail",
        source="the fault lab, proxy/cannot_resolve_target",
    ),
    Example(
        "a tunnel through which nothing comes",
        stage="proxy",
        facts={**_API,
            "answer": {
                "ok": False, "at": "after", "result": "silent", "address": "10.77.1.1", "ms": 3000.0,
            },
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 200,
                "reason": "Connection established",
            },
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.9,
            },
            "inside": "maybe",
        },
        finds=("proxy.unreachable",),
        outcome="fail",
        source="the fault lab, proxy/tunnel_silent",
    ),
    Example(
        "https:// in front of a plain proxy",
        stage="proxy",
        facts={**_API,
            "proxy": "https://10.77.1.1:3128",
            "answer": {"ok": False, "at": "tls", "result": "garbage", "errno": 1, "ms": 6.0},
            "alive": {
                "ok": False, "at": "ask", "result": "answered", "status": 400, "reason": "Bad Request",
                "headers": {
                    "server": ["squid/5.7"], "content-type": ["text/html;charset=utf-8"],
                    "content-length": ["3223"], "x-squid-error": ["ERR_INVALID_URL 0"],
                    "via": ["1.1 proxy.corp.test (squid/5.7)"],
                },
                "title": "ERROR: The requested URL could not be retrieved",
            },
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.0,
            },
            "inside": "maybe",
        },
        finds=("proxy.misconfigured",),
        outcome="fail",
        source="the fault lab, proxy/https_scheme",
    ),
    Example(
        "quotation marks that belong to the value",
        stage="proxy",
        facts={**_API,
            "flaws": [
                {"code": "quoted", "says": "the quotation marks are part of the value", "stops": True},
            ],
        },
        finds=("proxy.misconfigured",),
        outcome="fail",
        source="the fault lab, proxy/quoted",
    ),
    Example(
        "only HTTP_PROXY for an https service",
        stage="proxy",
        facts={**_API,
            "because": "unset",
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2999.9,
            },
            "others": [
                {
                    "kind": "variable", "where": "the app's variable HTTP_PROXY",
                    "proxy": "http://10.77.1.1:3128",
                    "answer": {"ok": True, "at": "after", "result": "ok", "address": "10.77.1.1", "ms": 4.3},
                },
            ],
        },
        finds=("proxy.not_used",),
        outcome="fail",
        source="the fault lab, proxy/only_http_proxy",
    ),
    Example(
        "a proxy that only another dependency is told of",
        stage="proxy",
        facts={**_API,
            "because": "unset",
            "direct": {
                "ok": False, "at": "connect", "result": "silent", "address": "10.77.2.2", "ms": 2998.8,
            },
            "others": [
                {
                    "kind": "declared", "where": "the declaration of news",
                    "proxy": "http://10.77.1.1:3128",
                    "answer": {"ok": True, "at": "after", "result": "ok", "address": "10.77.1.1", "ms": 4.2},
                },
            ],
        },
        finds=("proxy.required",),
        outcome="fail",
        source="the fault lab, proxy/required",
    ),
    Example(
        "the settings: a dead proxy that is not needed",
        stage="proxy",
        facts={
            "site": True,
            "proxies": [
                {
                    "variable": "HTTPS_PROXY", "proxy": "http://10.77.1.1:3128", "flaws": [],
                    "reach": {
                        "ok": False, "at": "connect", "result": "refused", "errno": 111,
                    },
                    "needed_by": [],
                },
                {
                    "variable": "HTTP_PROXY", "proxy": "http://10.77.1.1:3128", "flaws": [],
                    "reach": {
                        "ok": False, "at": "connect", "result": "refused", "errno": 111,
                    },
                    "needed_by": [],
                },
            ],
        },
        finds=(),
        outcome="warn",
        source="the fault lab, control/proxy_dead_unused",
    ),
    Example(
        'the variables by hand: a value in quotes', 'proxy',
        pasted="""\
== farhand proxy
== proxy  -
now 2026-11-26T18:37:57Z
-- proxies
set HTTPS_PROXY="http://10.77.1.1:3128"
""",
        finds=('proxy.misconfigured',), outcome='warn', source="lab: proxy/quoted, pasted",
    ),
    Example(
        'the variables by hand: well', 'proxy',
        pasted="""\
== farhand proxy
== proxy  -
now 2026-11-26T18:52:01Z
-- proxies
set HTTPS_PROXY=http://10.77.1.1:3128
""",
        finds=(), outcome='pass', source="lab: proxy/login_missing, pasted",
    ),
)
# fmt: on
