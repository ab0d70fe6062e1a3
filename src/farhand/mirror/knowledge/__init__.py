"""What versions of servers and languages can and cannot do: generated from real servers, or with its source.

`catalogue` is what every PostgreSQL major has in its catalogues, `features` is what no catalogue shows
(grammar and behaviour, each a probe that was run against every major), `versions` is what documents say of
other programs.
"""
