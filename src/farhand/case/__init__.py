"""The case: the running record of one problem at one site, as entries that are only ever added.

One SQLite file, `case.db`, in a folder. Entries of one author form a hash chain, so that none can be
altered or taken out without being seen; copies of a case merge as the union, ordered by time, author and
number. The kinds of entries and what their bodies hold:

    opened    {"title", "site", "app", "declaration"}: the case begins; the declaration as text
    person    {"id", "name", "side": "vendor|customer", "role", "contact", "zone", "hours"}: who takes part;
              the last entry of an id counts
    problem   {"says"}: what was reported
    asked     {"id", "subject", "check", "platform", "channel", "command", "minutes", "approval"},
              or for a question {"id", "question", "choices", "channel", "minutes"}
    answered  {"id", "source", "text"}: what came back, as it came, masked
    declined  {"id", "why"}: "security does not allow it" is evidence too
    told      {"id", "choice", "text"}: what a person said to a question
    note      {"says"}
    kit       {"file", "checks"}: a file with these checks was made for the customer
    file      {"sha256", "name", "bytes", "type"}: an attachment; its bytes lie in FOLDER/files/SHA256
    finding   {"causes": [{"id", "subject", "confidence", "role", "owner", "says"}],
               "ruled_out": [{"id", "by"}], "verdict"}: what a diagnosis of all so far said
    decision  {"says", "by"}                    approval {"of", "says"}
    sent      {"id", "to", "channel", "what", "bytes"}: a message left
    received  {"id", "from", "channel", "bytes"}
    escalated {"id", "owner", "to", "by", "what", "text", "texts"}: it is handed to somebody, until a time;
              `texts` holds the text in other languages, by their codes
    done      {"of"}: the wait of `escalated` or `asked` with that id is over
    link      {"id", "digest", "until"}         revoked {"id"}: a customer's link to this case
    closed    {"says", "cause", "subject"}      reopened {"says"}

`story` tells what they come to.
"""

from farhand.case.entry import Damaged, Entry
from farhand.case.store import Case

__all__ = ["Case", "Damaged", "Entry"]
