"""A log file with its rotated siblings: by `farhand logs slice` where Farhand is, else by awk.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import platforms
from farhand.errors import Mistake
from farhand.logs.asking import filters, shell, times
from farhand.logs.asking.model import YES, Asked, Command
from farhand.when import seconds, zone_name

#: Siblings by their names: app.log.1, app.log-20261120.gz, app-20261120.log.
_SIBLINGS = '"$log".[0-9]* "$log"-[0-9]*'
_READ = """\
case $file in
  *.gz) timeout {seconds} gzip -dc <"$file" ;;
  *.bz2) timeout {seconds} bzip2 -dc <"$file" ;;
  *.xz) timeout {seconds} xz -dc <"$file" ;;
  *.zst) timeout {seconds} zstd -dc <"$file" ;;
  *) timeout {seconds} cat <"$file" ;;
esac"""


def commands(asked: Asked) -> Iterator[Command]:
    """Raises Mistake."""
    script = _files(asked) + ("" if asked.farhand == YES else _take(asked))
    by_farhand = _slice(asked)
    count = shell.either(asked.farhand, f"{by_farhand} | wc -c\n", 'take "$@" | wc -c\n')
    about = f"the file {asked.source}"
    here = "" if asked.source.startswith("/") else ", in the folder that the path starts from"
    needs = f"to be a user who may read the file{here}"
    typed = _outside if not asked.inside else _inside
    yield Command(
        f"{about} inside of {asked.target}" if asked.inside else about,
        typed(asked, script + count),
        typed(asked, script + shell.redacted('take "$@"', asked, f"{by_farhand} --redact")),
        platforms.find(asked.platform).NEEDS if asked.inside else needs,
    )


def form(asked: Asked) -> times.Form | None:
    return times.of_sample(asked.sample, asked.zone)


def _outside(asked: Asked, script: str) -> str:
    return shell.typed(script, asked.seconds)


def _inside(asked: Asked, script: str) -> str:
    platform = platforms.find(asked.platform)
    return f"timeout {asked.seconds} " + platform.inside(asked.target, f"export LC_ALL=C\n{script}")


def _files(asked: Asked) -> str:
    """sh that sets the positional parameters to the files that may hold something of the window."""
    path = asked.source
    if not path or path.endswith("/") or "\0" in path:
        raise Mistake(f"[logs] source: {path[:80]!r} is no path of a file")
    path = path if path.startswith("/") else f"./{path}"
    log, stem = (shell.word("[logs] source", text) for text in (path, _stem(path)[0]))
    head = f"log={log}\nstem={stem}\nset --\n"
    missing = 'echo "farhand: $log: no such file, or nothing was written to it then" >&2\n'
    return f'{head}{_chosen(asked, path)}[ "$#" -gt 0 ] || {missing}'


def _chosen(asked: Asked, path: str) -> str:
    since = asked.window.since
    if not since:
        return 'if [ -f "$log" ]; then set -- "$log"; fi\n'
    siblings = f"{_SIBLINGS}{_dated(path)} " if asked.rotated else ""
    return (
        f"minutes=$(( ($(date +%s) - {int(seconds(since))}) / 60 + 2 ))\n"
        f'for file in {siblings}"${{log}}"; do\n'
        '  [ -f "$file" ] && [ -n "$(find -H "$file" -prune -mmin "-$minutes")" ] && set -- "$@" "$file"\n'
        "done\n"
    )


def _dated(path: str) -> str:
    end = _stem(path)[1]
    return f' "$stem"[-._][0-9]*{shlex.quote(end)}' if end else ""


def _stem(path: str) -> tuple[str, str]:
    """The path without the ending of its name, and that ending, which may be empty."""
    stem, dot, end = path.rpartition(".")
    return (stem, f".{end}") if dot and "/" not in end and stem.rpartition("/")[2] else (path, "")


def _take(asked: Asked) -> str:
    return f"take() {{\n{_by_awk(asked)}}}\n"


def _slice(asked: Asked) -> str:
    """The same by Farhand, which reads no more of the files than it must."""
    options = {
        "--since": asked.window.since,
        "--until": asked.window.until,
        "--zone": zone_name(asked.zone) if asked.window.since or asked.window.until else "",
        "--level": asked.level,
    }
    words = [word for name, value in options.items() if value for word in (name, value)]
    words += [f"--grep={text}" for text in asked.texts if shell.word("the text to look for", text)]
    words += ["--tail", str(asked.lines)] if asked.lines else []
    return f'farhand logs slice "$@" {shlex.join(words)}'.rstrip()


def _by_awk(asked: Asked) -> str:
    found = form(asked)
    window = asked.window.since or asked.window.until
    if found:
        program = filters.of_file(found, asked.window, asked.level, asked.texts)
    else:
        program = filters.of_lines(asked.level, asked.texts)
    read = _READ.format(seconds=asked.seconds)
    useful = program and (found or asked.level or asked.texts)
    pipe = f" |\n{shell.awk(program, asked.texts)}" if useful else ""
    if asked.lines:
        pipe += f" | tail -n {asked.lines}"
    elif not found and (window or not pipe):
        pipe += f" | tail -c {asked.limit}"
    # `ls` by time: the names of rotated files sort in no order of time. A name with a line feed, and one that
    # does not begin as the log's, is none of ours.
    return (
        'ls -1trd -- "$@" 2>/dev/null | while IFS= read -r file; do\n'
        'case $file in "$stem"*) ;; *) continue ;; esac\n'
        '[ -f "$file" ] || continue\n'
        '[ "$file" = "$log" ] || [ ! -h "$file" ] || continue\n'
        f"{read}{pipe}\ndone\n"
    )
