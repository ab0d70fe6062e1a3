"""The case: the running record of one problem at one site, as entries that are only ever added.

One SQLite file, `case.db`, in a folder. Entries of one author form a hash chain, so that none can be
altered or taken out without being seen; copies of a case merge as the union, ordered by time, author and
number. The kinds of entries and what their bodies hold:

    problem   {"says"}: what was reported
    asked     {"id", "subject", "check", "platform", "channel", "command", "minutes", "approval"},
              or for a question {"id", "question", "choices", "channel", "minutes"}
    answered  {"id", "source", "text"}: what came back, as it came, masked
    declined  {"id", "why"}: "security does not allow it" is evidence too
    told      {"id", "choice", "text"}: what a person said to a question
    note      {"says"}
"""

from farhand.case.store import Case, Damaged, Entry

__all__ = ["Case", "Damaged", "Entry"]
