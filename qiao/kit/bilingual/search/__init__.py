"""Finds objects by what a person means, in both languages, on both databases through the same code."""

from qiao.kit.bilingual.search.find import best, matching
from qiao.kit.bilingual.search.write import (
    Code,
    Entry,
    index,
    index_many,
    recode,
    reindex,
    searchable,
    unindex,
)

__all__ = [
    "Code",
    "Entry",
    "best",
    "index",
    "index_many",
    "matching",
    "recode",
    "reindex",
    "searchable",
    "unindex",
]
