"""``matching-round/1`` and ``matching-result/1``: rounds and results from JSON and to JSON."""

from qiao.engines.matching.formats.result_json import read_result, result_document, write_result
from qiao.engines.matching.formats.round_json import input_hash, read_round, round_document, write_round

__all__ = [
    "input_hash",
    "read_result",
    "read_round",
    "result_document",
    "round_document",
    "write_result",
    "write_round",
]
