"""How each format is written: of a time, a level, a number and whether more lines follow, one record's bytes.

They are written from the formats' documents and know nothing of the code that reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

INFO, WARNING, ERROR = 20, 30, 40
WORDS = {INFO: "INFO", WARNING: "WARNING", ERROR: "ERROR"}
TRACE = (
    'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    f(2026)\n\nValueError: 2026 '
    "is no year\n"
)
JAVA = (
    "java.lang.IllegalStateException: x\n\tat a.B.c(B.java:3)\nCaused by: java.io.IOException: y\n\t... "
    "12 more\n"
)


@dataclass(frozen=True)
class Entry:
    """What is to be written."""

    at: datetime
    level: int
    number: int
    more: bool

    def stamp(self, form: str, digits: int = 0, sign: str = ".") -> str:
        micro = f"{self.at.microsecond:06d}{'0' * 3}"
        return self.at.strftime(form) + (sign + micro[:digits] if digits else "")

    @property
    def word(self) -> str:
        return WORDS[self.level]

    @property
    def text(self) -> str:
        return f"message {self.number}"

    @property
    def seconds(self) -> float:
        return self.at.timestamp()


@dataclass(frozen=True)
class Writer:
    """`digits` of a second are in the time; `loudest` is the worst level the format can show."""

    name: str
    write: Callable[[Entry], str]
    digits: int = 3
    loudest: int = ERROR

    @property
    def bare(self) -> bool:
        """Whether a program wrote it itself: nothing stands before each line."""
        return not self.name.startswith(WRAPPED)

    def rounded(self, at: datetime) -> datetime:
        unit = 10 ** (6 - min(self.digits, 6))
        return at.replace(microsecond=at.microsecond // unit * unit)


ALL: list[Writer] = []
WRAPPED = ("docker", "cri", "stamped", "compose", "kubectl", "stern", "syslog", "journal")


def writer(
    digits: int = 3, loudest: int = ERROR
) -> Callable[[Callable[[Entry], str]], Callable[[Entry], str]]:
    def kept(write: Callable[[Entry], str]) -> Callable[[Entry], str]:
        ALL.append(Writer(write.__name__, write, digits, loudest))
        return write

    return kept


def rest(entry: Entry, more: str) -> str:
    return more if entry.more else ""


@writer()
def python(e: Entry) -> str:
    return f"{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')} {e.word} app: {e.text}\n" + rest(e, TRACE)


@writer()
def python_bracketed(e: Entry) -> str:
    return f"[{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')}] {e.word} in views: {e.text}\n" + rest(e, TRACE)


@writer()
def python_level_first(e: Entry) -> str:
    return f"{e.word} {e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')} app {e.text}\n" + rest(e, TRACE)


@writer()
def loguru(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%d %H:%M:%S", 3)
    return f"\x1b[32m{stamp}\x1b[0m | \x1b[1m{e.word:<8}\x1b[0m | app.main:f:3 - {e.text}\n" + rest(e, TRACE)


@writer(6)
def structlog(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%dT%H:%M:%S", 6)
    line = f"\x1b[2m{stamp}Z\x1b[0m [\x1b[32m\x1b[1m{e.word.lower():<9}\x1b[0m] \x1b[1m{e.text}\x1b[0m n=1\n"
    return line + rest(e, TRACE)


@writer(0)
def gunicorn(e: Entry) -> str:
    return f"[{e.stamp('%Y-%m-%d %H:%M:%S')} +0000] [123] [{e.word}] {e.text}\n" + rest(e, TRACE)


@writer()
def json_message_first(e: Entry) -> str:
    text = e.text + (" " + "x" * 3000 + ' {"time": "2020-01-01 00:00:00"}' if e.more else "")
    row = {"message": text, "level": e.word, "asctime": e.stamp("%Y-%m-%d %H:%M:%S", 3, ",")}
    return json.dumps(row) + "\n" + rest(e, TRACE)


@writer()
def pino(e: Entry) -> str:
    number = {INFO: 30, WARNING: 40, ERROR: 50}[e.level]
    milliseconds = round(e.seconds * 1000)
    return json.dumps({"level": number, "time": milliseconds, "msg": e.text}, separators=(",", ":")) + "\n"


@writer()
def zap(e: Entry) -> str:
    return f'{{"level":"{e.word.lower()}","ts":{e.seconds:.3f},"msg":"{e.text}"}}\n' + rest(
        e, "goroutine 1 [running]:\n"
    )


@writer()
def elastic(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%dT%H:%M:%S", 3) + "Z"
    return json.dumps({"@timestamp": stamp, "log.level": e.word, "message": e.text}) + "\n"


@writer()
def json_of_any_key(e: Entry) -> str:
    return (
        json.dumps({"level": e.word, "happened": e.stamp("%Y-%m-%dT%H:%M:%S", 3) + "Z", "m": e.text}) + "\n"
    )


@writer()
def json_and_plain(e: Entry) -> str:
    """A container's output: JSON of the app, lines of its server."""
    return (json_message_first if e.number % 3 else gunicorn_in_milliseconds)(e)


def gunicorn_in_milliseconds(e: Entry) -> str:
    return f"[{e.stamp('%Y-%m-%d %H:%M:%S', 3)} +0000] [123] [{e.word}] {e.text}\n" + rest(e, TRACE)


@writer()
def logfmt(e: Entry) -> str:
    return f'time={e.stamp("%Y-%m-%dT%H:%M:%S", 3)}Z level={e.word.lower()} msg="{e.text}" n=1\n' + rest(
        e, "  at x\n"
    )


@writer()
def logfmt_time_last(e: Entry) -> str:
    return f'level={e.word.lower()} msg="{e.text} \\"a\\"" ts={e.stamp("%Y-%m-%dT%H:%M:%S", 3)}Z\n'


@writer(6)
def klog(e: Entry) -> str:
    return f"{e.word[0]}{e.stamp('%m%d %H:%M:%S', 6)}       1 a.go:34] {e.text}\n" + rest(
        e, "goroutine 1 [running]:\n\tx\n"
    )


@writer()
def mongodb(e: Entry) -> str:
    return (
        f'{{"t":{{"$date":"{e.stamp("%Y-%m-%dT%H:%M:%S", 3)}+00:00"}},"s":"{e.word[0]}",  '
        f'"c":"NETWORK",  "id":1,'
        f'   "ctx":"main","msg":"{e.text}"}}\n'
    )


_STATUS = {INFO: 200, WARNING: 404, ERROR: 502}


@writer(0)
def access(e: Entry) -> str:
    return (
        f'10.0.0.1 - - [{e.stamp("%d/%b/%Y:%H:%M:%S")} +0000] "GET /{e.number} HTTP/1.1" '
        f'{_STATUS[e.level]} 12 "-" "curl"\n'
    )


@writer(0)
def access_with_errors(e: Entry) -> str:
    return (access if e.number % 4 else nginx_error)(e)


@writer(0)
def nginx_error(e: Entry) -> str:
    word = {INFO: "notice", WARNING: "warn", ERROR: "error"}[e.level]
    return f"{e.stamp('%Y/%m/%d %H:%M:%S')} [{word}] 12#12: *1 {e.text}, client: 10.0.0.1\n"


@writer(6)
def apache_error(e: Entry) -> str:
    word = {INFO: "notice", WARNING: "warn", ERROR: "error"}[e.level]
    stamp = f"{e.stamp('%a %b %d %H:%M:%S', 6)} {e.at.year}"
    return f"[{stamp}] [core:{word}] [pid 1:tid 2] {e.text}\n" + rest(e, TRACE)


@writer()
def haproxy(e: Entry) -> str:
    stamp = e.stamp("%d/%b/%Y:%H:%M:%S", 3)
    return (
        f"10.0.0.1:5000 [{stamp}] web app/s1 0/0/1/2/3 {_STATUS[e.level]} 212 - - ---- 1/1/0/0/0 0/0 "
        f'"GET /{e.number}"\n'
    )


_PG = {INFO: "LOG", WARNING: "WARNING", ERROR: "ERROR"}


@writer()
def postgres(e: Entry) -> str:
    head = e.stamp("%Y-%m-%d %H:%M:%S", 3) + " UTC [12] "
    more = f"{head}DETAIL:  Key exists.\n{head}STATEMENT:  SELECT\n\t1\n"
    return f"{head}{_PG[e.level]}:  {e.text}\n" + rest(e, more)


@writer(0)
def postgres_of_rds(e: Entry) -> str:
    head = e.stamp("%Y-%m-%d %H:%M:%S") + " UTC:10.0.0.1(5000):bob@app:[12]:"
    return f"{head}{_PG[e.level]}:  {e.text}\n" + rest(e, f"{head}HINT:  no\n{head}STATEMENT:  SELECT 1\n")


@writer()
def postgres_csv(e: Entry) -> str:
    text = '"' + e.text + ('\nof ""two"" lines"' if e.more else '"')
    return (
        f'{e.stamp("%Y-%m-%d %H:%M:%S", 3)} UTC,"bob","app",12,"10.0.0.1:5",5f.c,1,"SELECT",2026-11-20 '
        f"13:00:00 UTC,3/2,0,"
        f'{_PG[e.level]},22012,{text},,,,,,,,,"psql","client backend",,0\n'
    )


_MYSQL = {INFO: "Note", WARNING: "Warning", ERROR: "ERROR"}


@writer(6)
def mysql(e: Entry) -> str:
    return f"{e.stamp('%Y-%m-%dT%H:%M:%S', 6)}Z 0 [{_MYSQL[e.level]}] [MY-010119] [Server] {e.text}\n"


@writer(0)
def mariadb(e: Entry) -> str:
    return f"{e.stamp('%Y-%m-%d')} {e.at.hour:2d}:{e.stamp('%M:%S')} 0 [{_MYSQL[e.level]}] {e.text}\n" + rest(
        e, "more\n"
    )


@writer(3, WARNING)
def redis(e: Entry) -> str:
    return f"1:M {e.stamp('%d %b %Y %H:%M:%S', 3)} {'#' if e.level > INFO else '*'} {e.text}\n"


@writer(6)
def rabbitmq(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%d %H:%M:%S", 6)
    return f"{stamp}+00:00 [{e.word.lower()}] <0.44.0> {e.text}\n" + rest(
        e, f"{stamp}+00:00"[:0] + "  more\n"
    )


@writer()
def log4j(e: Entry) -> str:
    return f"{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')} [main] {e.word:<5} c.acme.App - {e.text}\n" + rest(
        e, JAVA
    )


@writer()
def logback_without_date(e: Entry) -> str:
    return f"{e.stamp('%H:%M:%S', 3)} [main] {e.word} c.acme.App -- {e.text}\n" + rest(e, JAVA)


@writer()
def spring_boot(e: Entry) -> str:
    word = {INFO: "INFO", WARNING: "WARN", ERROR: "ERROR"}[e.level]
    stamp = e.stamp("%Y-%m-%dT%H:%M:%S", 3)
    return f"{stamp}Z {word:>5} 1 --- [main] c.acme.App : {e.text}\n" + rest(e, "\n" + JAVA)


@writer()
def celery(e: Entry) -> str:
    return f"[{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')}: {e.word}/MainProcess] {e.text}\n" + rest(e, TRACE)


@writer()
def istio(e: Entry) -> str:
    word = {INFO: "info", WARNING: "warn", ERROR: "error"}[e.level]
    return f"{e.stamp('%Y-%m-%dT%H:%M:%S', 3)}Z\t{word}\tads\t{e.text}\n" + rest(
        e, "goroutine 1 [running]:\n"
    )


@writer()
def envoy(e: Entry) -> str:
    return f'[{e.stamp("%Y-%m-%dT%H:%M:%S", 3)}Z] "GET /{e.number} HTTP/1.1" {_STATUS[e.level]} - 0 91\n'


@writer(0)
def django(e: Entry) -> str:
    return f'[{e.stamp("%d/%b/%Y %H:%M:%S")}] "GET /{e.number} HTTP/1.1" {_STATUS[e.level]} 5\n' + rest(
        e, TRACE
    )


@writer(0)
def european(e: Entry) -> str:
    return f"{e.stamp('%d/%m/%Y %H:%M:%S')} [{e.word}] {e.text}\n" + rest(e, "   at A\n")


@writer(0)
def php(e: Entry) -> str:
    word = {INFO: "Notice", WARNING: "Warning", ERROR: "Fatal error"}[e.level]
    return f"[{e.stamp('%d-%b-%Y %H:%M:%S')} UTC] PHP {word}:  {e.text} in a.php\n" + rest(
        e, "Stack trace:\n#0 x\n"
    )


@writer()
def nats(e: Entry) -> str:
    word = {INFO: "INF", WARNING: "WRN", ERROR: "ERR"}[e.level]
    return f"[12] {e.stamp('%Y/%m/%d %H:%M:%S', 3)} [{word}] {e.text}\n"


@writer()
def kafka(e: Entry) -> str:
    return f"[{e.stamp('%Y-%m-%d %H:%M:%S', 3, ',')}] {e.word} {e.text} (kafka.server.Server)\n" + rest(
        e, JAVA
    )


_JUL = {INFO: "INFO", WARNING: "WARNING", ERROR: "SEVERE"}


@writer(0)
def java_util(e: Entry) -> str:
    hour = e.at.hour % 12 or 12
    stamp = f"{e.stamp('%b %d, %Y')} {hour}:{e.stamp('%M:%S')} {'PM' if e.at.hour > 11 else 'AM'}"
    return f"{stamp} com.acme.App main\n{_JUL[e.level]}: {e.text}\n" + rest(e, JAVA)


@writer()
def tomcat(e: Entry) -> str:
    return f"{e.stamp('%d-%b-%Y %H:%M:%S', 3)} {_JUL[e.level]} [main] org.apache.A.b {e.text}\n" + rest(
        e, "\t" + JAVA
    )


@writer(0)
def dotnet(e: Entry) -> str:
    word = {INFO: "info", WARNING: "warn", ERROR: "fail"}[e.level]
    return f"{e.stamp('%Y-%m-%d %H:%M:%S')} {word}: Acme.A[7]\n      {e.text}\n" + rest(
        e, "      System.Exception: x\n"
    )


@writer(0)
def spark(e: Entry) -> str:
    return f"{e.stamp('%y/%m/%d %H:%M:%S')} {e.word} Task: {e.text}\n" + rest(e, JAVA)


@writer(0)
def go(e: Entry) -> str:
    return f"{e.stamp('%Y/%m/%d %H:%M:%S')} {e.word}: {e.text}\n" + rest(
        e, "goroutine 1 [running]:\nmain.main()\n\t/a.go:3\n"
    )


@writer(0)
def windows(e: Entry) -> str:
    hour = e.at.hour % 12 or 12
    half = "PM" if e.at.hour > 11 else "AM"
    return (
        f"{e.at.month}/{e.at.day}/{e.at.year} {hour}:{e.stamp('%M:%S')} {half} [{e.word}] {e.text}\n"
        + rest(e, "   at A\n")
    )


@writer()
def epoch(e: Entry) -> str:
    return f"{e.seconds:.3f} {e.word} {e.text}\n" + rest(e, TRACE)


@writer()
def epoch_nanoseconds(e: Entry) -> str:
    return f"{round(e.seconds * 1000)}000000 {e.word} {e.text}\n" + rest(e, TRACE)


@writer()
def zones(e: Entry) -> str:
    """Each record in another zone."""
    hours = e.number % 5 - 2
    at = e.at.astimezone(timezone(timedelta(hours=hours)))
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S") + f".{at.microsecond // 1000:03d}" + at.strftime("%z")
    return f"{stamp} {e.word} app: {e.text}\n" + rest(e, TRACE)


@writer()
def lambda_python(e: Entry) -> str:
    stamp = e.stamp("%Y-%m-%dT%H:%M:%S", 3)
    return f"[{e.word}]\t{stamp}Z\t52fdfc07-2182-454f-963f-5f0f9a621d72\t{e.text}\n" + rest(e, TRACE)


@writer()
def lambda_node(e: Entry) -> str:
    word = {INFO: "INFO", WARNING: "WARN", ERROR: "ERROR"}[e.level]
    return (
        f"{e.stamp('%Y-%m-%dT%H:%M:%S', 3)}Z\t52fdfc07-2182-454f-963f-5f0f9a621d72\t{word}\t{e.text}\n"
        + rest(e, "  at x\n")
    )


@writer(0)
def dmesg(e: Entry) -> str:
    return f"[{e.stamp('%a %b %d %H:%M:%S')} {e.at.year}] {e.word}: {e.text}\n"


@writer()
def plain_and_json(e: Entry) -> str:
    """An app's own lines, and those of a library that writes JSON, the time at their end."""
    return (json_message_first if e.number % 4 == 1 else python)(e)


@writer(0)
def plain_and_access(e: Entry) -> str:
    """Lines of two servers, of which one has no level but a status."""
    at = Entry(e.at.replace(microsecond=0), e.level, e.number, e.more)
    return access(at) if e.number % 4 == 1 else python(at)


@writer(0, WARNING)
def kube_events(e: Entry) -> str:
    """How long ago, counted from when the table was written: five hours after the first."""
    ago = round(datetime(2026, 11, 20, 18, 59, 50, tzinfo=timezone.utc).timestamp() - e.seconds)
    age = f"{ago // 3600}h{ago // 60 % 60}m{ago % 60}s"
    kind = "Warning" if e.level > INFO else "Normal"
    return f"{age:<10}  {kind:<8}  BackOff   pod/web-{e.number}   {e.text}\n"


@writer(3, WARNING)
def audit(e: Entry) -> str:
    refused = e.level > INFO
    head = f"type={'AVC' if refused else 'LOGIN'} msg=audit({e.seconds:.3f}:{e.number}): "
    return head + ("avc:  denied  { read } " if refused else "") + e.text + "\n"


def basic(e: Entry) -> str:
    """Python's logging.BASIC_FORMAT: no time at all."""
    return f"{e.word}:app:{e.text}\n" + rest(e, TRACE)


def uvicorn(e: Entry) -> str:
    return f"{e.word + ':':<9} {e.text}\n" + rest(e, TRACE)


def dotnet_console(e: Entry) -> str:
    word = {INFO: "info", WARNING: "warn", ERROR: "fail"}[e.level]
    return f"{word}: Acme.A[7]\n      {e.text}\n" + rest(e, "      System.Exception: x\n")


#: Formats without a time.
TIMELESS = [Writer(write.__name__, write) for write in (basic, uvicorn, dotnet_console)]
