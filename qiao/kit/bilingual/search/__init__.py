"""Finds objects by what a person means, in both languages, on both databases through the same code."""

from qiao.kit.bilingual.search.find import best, matching
from qiao.kit.bilingual.search.write import Entry, index, index_many, reindex, searchable, unindex

__all__ = ["Entry", "best", "index", "index_many", "matching", "reindex", "searchable", "unindex"]
