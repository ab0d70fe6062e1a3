"""The app's SQL against a server version: what it lacks, where the app uses it, what to write instead.

    sources ──► reading ──► nodes ──► types ──► lacks/ ──► Lack files       the real     plain     where
    one file per kind: function, operator, type, syntax, setting ...
                parser       trees     certain

The parser is PostgreSQL's own (libpg_query, by `postgast`), of the newest major, so that it reads what any
older one reads. Nothing is said of what no major has: that is the app's own function, or an extension's.
"""
