"""Message templates and what is known of each, in bounded memory, and mergeable.  Pure.

The law of this room: the summary of a whole equals the merge of the summaries of its parts, byte for byte,
however it was split and in whichever order the parts are merged. So nothing here depends on the order of
arrival: counts are sums, first and last are the smallest and largest of (time, source, offset), and what is
made coarser to stay within bounds is made so by a condition that, once true of a part, is true of the whole.

    batch of records ──► outlines ──► masked words ──► tree of words ──► leaves ──► templates
                         (cached)      (per outline)    (bounded)         (sorted, at the end)
"""

from __future__ import annotations

from farhand.logs.mining.batch import Batch
from farhand.logs.mining.summary import Summary, merge
from farhand.logs.mining.templates import Template, templates

__all__ = ["Batch", "Summary", "Template", "merge", "templates"]
