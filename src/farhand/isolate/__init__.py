"""The ladder from the outside in: outside, network, dependency, start, one request, load.

    rungs/ ──► climb ──► Rung, Rung, ... ──► ladder ──► diagnosis, exit status, JSON
    one file    stops at    what was done,     pure
    each        the first   what it proves
                failure     and excludes

A rung proves something, and so takes causes off the table; the first one that fails is where the fault is.
The first three are parts of the self-test. The others have rooms of their own: `start/`, `trace/`, `load/`;
in each the reading and judging is pure, and the file that does something says so in its first line.
"""
