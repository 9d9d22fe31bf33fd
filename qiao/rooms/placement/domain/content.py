"""What stands in a sealed list: codes as JSON, and the digest that its owner gets as a receipt."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from qiao.rooms.placement.models import PostList, RankOrderList

Pairing = tuple[str | None, str | None]


def packed(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def codes_of(entry: RankOrderList) -> list[str]:
    return list(json.loads(entry.content))


def tiers_of(ranking: PostList) -> list[list[str]]:
    return [list(tier) for tier in json.loads(ranking.content)]


def pairings_of(content: bytes) -> list[Pairing]:
    return [(one, other) for one, other in json.loads(content)]


def digest_of(owner: str, salt: str, content: bytes) -> str:
    return hashlib.sha256(b"\n".join([owner.encode(), salt.encode(), bytes(content)])).hexdigest()


def placed_problem(position: int, problem: Any) -> dict[str, str]:
    return {"place": str(position), "problem": str(problem)}


def told(problems: Sequence[dict[str, str]]) -> str:
    return " ".join(f"{each['place']}: {each['problem']}" for each in problems)
