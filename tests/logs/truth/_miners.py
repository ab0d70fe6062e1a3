"""Groups of messages as Farhand and as drain3 make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from farhand.logs.mining import Batch, Summary, masks
from farhand.logs.mining.clusters import clusters

#: Masks as drain3's users give them: without any it finds several times too many templates.
MASKS = (
    (r"\b\d{1,3}(?:\.\d{1,3}){3}\b", "IP"),
    (r"\b[0-9a-f]{8,}\b", "HEX"),
    (r"[\w.+-]+@[\w.-]+", "EMAIL"),
    (r"\d+(?:\.\d+)?", "NUM"),
)


def drain3() -> Any:
    """A miner of drain3 with its usual settings and MASKS."""
    from drain3 import TemplateMiner
    from drain3.masking import MaskingInstruction
    from drain3.template_miner_config import TemplateMinerConfig

    config = TemplateMinerConfig()
    config.profiling_enabled = False
    config.masking_instructions = [MaskingInstruction(pattern, name) for pattern, name in MASKS]
    return TemplateMiner(config=config)


def of_drain3(messages: Sequence[str]) -> list[int]:
    """As in the literature: the cluster that drain3 gives each message when it comes."""
    miner = drain3()
    return [miner.add_log_message(message)["cluster_id"] for message in messages]


def ours(messages: Sequence[str]) -> list[tuple[bytes, ...]]:
    """The template of each message."""
    texts = [message.encode() for message in messages]
    count = len(texts)
    summary = Summary()
    summary.add(Batch("truth", texts, [None] * count, [20] * count, range(count)))
    leaves = [(words, entry) for _, words, entry in summary.finished().forest.leaves()]
    of_leaf = dict(zip((id(entry) for _, entry in leaves), clusters([words for words, _ in leaves])))
    return [of_leaf[id(summary.forest.leaf(words, False))] for words in map(_words, texts)]


def _words(text: bytes) -> tuple[bytes, ...]:
    outlines = masks.outlines([text])
    long = [0] if len(text) > masks.HEAD else []
    return masks.words(masks.plainer(masks.reduced(outlines, long)[0]))
