"""Which rules of a round no published notion of stability joins, and which the engine does not. It knows;
here it is asked while a round is prepared, before anybody has ranked."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.rooms.placement.enums import LowerQuotaRule, RoundObjective
from qiao.rooms.placement.errors import NotTogether, PairsNotLargest, RevertsInACircle
from qiao.rooms.placement.models import MatchingRound, RoundPost

PAIRS, SUPERVISORS, RESERVES, CLOSING = (
    _("pairs"),
    _("supervisors"),
    _("reserved places"),
    _("posts that stay empty below their lower quota"),
)
NEVER = (
    (PAIRS, SUPERVISORS),
    (PAIRS, CLOSING),
    (SUPERVISORS, RESERVES),
    (CLOSING, RESERVES),
    (CLOSING, SUPERVISORS),
)


def require_together(matching_round: MatchingRound) -> None:
    posts = matching_round.posts.filter(Q(is_supervised=True) | Q(reserved__gte=1) | Q(lower_quota__gte=1))
    found = list(posts)
    closes = matching_round.lower_quota_rule == LowerQuotaRule.CLOSE
    has = {
        PAIRS: matching_round.takes_pairs,
        SUPERVISORS: any(post.is_supervised for post in found),
        RESERVES: any(post.reserved for post in found),
        CLOSING: closes and any(post.lower_quota for post in found),
    }
    for one, other in NEVER:
        if has[one] and has[other]:
            raise NotTogether(one=one, other=other)
    if matching_round.takes_pairs and matching_round.objective == RoundObjective.MAX_SIZE:
        raise PairsNotLargest


def require_no_circle(post: RoundPost) -> None:
    """The caller holds the lock of the round."""
    after = dict(post.round.posts.values_list("pk", "reverts_to"))
    after[post.pk] = post.reverts_to_id
    place = post.reverts_to_id
    for _step in after:
        if place is None:
            return
        if place == post.pk:
            raise RevertsInACircle(post=str(post))
        place = after.get(place)
