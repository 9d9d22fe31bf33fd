"""The seed of a round: nobody chooses it, and everybody can draw it again once the result is out.

The nonce is drawn before the first list is made, and only its digest is known until the publication: whoever
certifies late cannot try lists for a seed, and whoever runs the round cannot try nonces.
"""

import hashlib
import secrets
from typing import Any

from qiao.rooms.placement.models import MatchingRound, PostList, RankOrderList

NONCE = 32  # bytes
SEEDS = 2**31


def drawn_nonce() -> dict[str, Any]:
    """The columns of a round that is opened."""
    nonce = secrets.token_bytes(NONCE)
    return {"nonce": nonce, "nonce_digest": hashlib.sha256(nonce).hexdigest()}


def seed_of(matching_round: MatchingRound) -> int:
    """The first eight bytes of a SHA-256 over the nonce and the digests of all certified lists, in order."""
    told = hashlib.sha256(bytes(matching_round.nonce or b""))
    for digest in digests_of(matching_round):
        told.update(digest.encode())
    return int.from_bytes(told.digest()[:8]) % SEEDS


def digests_of(matching_round: MatchingRound) -> list[str]:
    """Receipts: with its salt, no list can be guessed from one."""
    people = RankOrderList.objects.filter(round=matching_round).certified().values_list("digest", flat=True)
    posts = PostList.objects.filter(post__round=matching_round).exclude(digest="")
    return sorted([*people, *posts.values_list("digest", flat=True)])


def seed_document(matching_round: MatchingRound) -> dict[str, Any]:
    """What is known of the lottery: the digest of the nonce, and all of it once the result is out."""
    told: dict[str, Any] = {"round": str(matching_round.pk), "nonce_sha256": matching_round.nonce_digest}
    if matching_round.is_out:
        told |= {
            "nonce": matching_round.published_nonce,
            "digests": digests_of(matching_round),
            "seed": matching_round.seed,
        }
    return told
