"""Written by `python -m tests.logs.formats.table`: of each format what tells whether a text may have it.

So only the modules that may fit are imported. A format that is not in here is asked nevertheless.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Row

TABLE: dict[str, Row] = {
    "access": (
        35,
        (b'] "',),
        (b'0.', b'00.', b'000.', b'a', b'A', b'-', b':', b'0a', b'00a', b'000a', b'0000:', b'[0'),
        False,
    ),
    "anywhere": (
        95,
        (),
        (),
        False,
    ),
    "apache_error": (
        36,
        (b'error] ', b'notice] ', b'warn] ', b'info] ', b'debug] ', b'crit] ', b'emerg] ', b'alert] '),
        (b'[Aaa ',),
        False,
    ),
    "audit": (
        38,
        (b'msg=audit(',),
        (b'aaaa=A', b'aaaa=a'),
        False,
    ),
    "cri": (
        10,
        (b' stdout F', b' stderr F', b' stdout P', b' stderr P'),
        (b'0000-00-00A',),
        True,
    ),
    "docker_json": (
        10,
        (b'{"log":"',),
        (b'{"aaa"',),
        True,
    ),
    "dotnet": (
        31,
        (b']\n   ', b']\r\n   '),
        (b'0', b'[0'),
        False,
    ),
    "haproxy": (
        34,
        (b'/<NOSRV>', b' ---- ', b'haproxy', b' 0/0'),
        (b'[00/', b'0.', b'00.', b'000.', b'a', b':', b'0000:'),
        False,
    ),
    "java_util": (
        33,
        (b' AM ', b' PM ', b'\xafAM ', b'\xafPM '),
        (b'Aaa 0',),
        False,
    ),
    "journal_export": (
        10,
        (b'__CURSOR=',),
        (b'__AAAAAA=',),
        True,
    ),
    "journal_json": (
        11,
        (b'"__REALTIME_TIMESTAMP"',),
        (b'{',),
        True,
    ),
    "json_any": (
        22,
        (b'{"', b'{ "'),
        (b'{',),
        False,
    ),
    "json_lines": (
        20,
        (b'{"', b'{ "'),
        (b'{',),
        False,
    ),
    "klog": (
        30,
        (b'.go:', b'.cc:', b'.cpp:', b'.py:'),
        (b'A0000',),
        False,
    ),
    "kube_events": (
        37,
        (b' Normal ', b' Warning '),
        (b'AAAA AAAA', b'0a', b'00a', b'000a', b'0a0', b'a', b'AAAAAAAAA '),
        False,
    ),
    "logfmt": (
        40,
        (b'level=', b'lvl=', b'time=', b'ts=', b'timestamp='),
        (b'a', b'A', b'@a', b'_a'),
        False,
    ),
    "mongodb": (
        15,
        (b'{"t":{"$date"',),
        (b'{"a":{"$',),
        False,
    ),
    "plain": (
        90,
        (),
        (),
        False,
    ),
    "postgres": (
        30,
        (b'LOG:  ', b'ERROR:  ', b'FATAL:  ', b'STATEMENT:  ', b'DETAIL:  ', b'WARNING:  '),
        (b'0', b'[0', b'<0', b'(0'),
        False,
    ),
    "postgres_csv": (
        29,
        (b',LOG,', b',ERROR,', b',FATAL,', b',WARNING,', b',PANIC,', b',NOTICE,'),
        (b'0000-',),
        False,
    ),
    "prefixed": (
        8,
        (),
        (b'a', b'A', b'[aaa/', b'0a'),
        True,
    ),
    "redis": (
        32,
        (b':M ', b':S ', b':C ', b':X '),
        (b'0:A ', b'00:A ', b'000:A ', b'0000:A ', b'00000:A ', b'000000:A ', b'0000000:A '),
        False,
    ),
    "stamped": (
        28,
        (b'Z ', b'+00:00 '),
        (b'0000-00-00A',),
        True,
    ),
    "syslog": (
        25,
        (b']: ', b': '),
        (b'Aaa 0', b'Aaa  0', b'<0'),
        True,
    ),
    "syslog5424": (
        12,
        (b'>1 ',),
        (b'<0', b'0'),
        True,
    ),
    "syslog_iso": (
        26,
        (b']: ', b': '),
        (b'0000-00-00A', b'Aaa 0000-', b'0000000000.', b'<0'),
        True,
    ),
    "timeless": (
        99,
        (),
        (b'A', b'[A', b'aaaa'),
        False,
    ),
}  # fmt: skip
