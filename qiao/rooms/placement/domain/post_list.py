"""A post's list: taken from the ranking of the reviews or written here, with ties, sealed like a person's."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import NAMED
from qiao.rooms.applications.models import Application
from qiao.rooms.placement.domain.content import digest_of, packed, placed_problem, tiers_of, told
from qiao.rooms.placement.domain.entering import RANKABLE, enter
from qiao.rooms.placement.domain.step import locked, require_open
from qiao.rooms.placement.enums import ListState
from qiao.rooms.placement.errors import ListFaults, ListIsCertified, ListIsEmpty
from qiao.rooms.placement.models import PostList, RankOrderList, RoundPost
from qiao.rooms.reviews.domain.ranking import ranked

Tiers = Sequence[Sequence[str]]


def open_post_list(post: RoundPost, *, actor: User) -> list[list[str]]:
    """Numbers of people, tied ones together, the best first."""
    require(actor, "placement.rank_applicants", post)
    return tiers_of(post.ranking)


def people_of(post: RoundPost) -> dict[str, Application]:
    """Who can be ranked: the standing applications to the post, by the number of their person."""
    return _by_number(post, RANKABLE)


def ever_ranked(post: RoundPost) -> dict[str, Application]:
    """Who may stand in the list: also those who were matched, or whose application was closed since."""
    return _by_number(post, (*RANKABLE, *NAMED))


def _by_number(post: RoundPost, states: Sequence[str]) -> dict[str, Application]:
    rows = Application.objects.filter(intake=post.intake_id, state__in=states)
    applications = {row.profile_id: row for row in rows.select_related("profile").order_by("id")}
    codes = RankOrderList.objects.filter(round=post.round_id, profile__in=applications)
    return {code: applications[profile] for profile, code in codes.values_list("profile", "code")}


@transaction.atomic
def rank_applicants(post: RoundPost, tiers: Tiers, *, actor: User) -> PostList:
    require(actor, "placement.rank_applicants", post)
    found = _changing(post)
    _require_all_in(post)
    if problems := problems_of(post, tiers):
        raise ListFaults(problems, told=told(problems))
    return _kept(found, tiers, actor)


@transaction.atomic
def take_ranking(post: RoundPost, *, actor: User) -> PostList:
    """The order that the reviewers made, with its ties, as far as these applications still stand."""
    require(actor, "placement.rank_applicants", post)
    found = _changing(post)
    _require_all_in(post)
    codes = {application.pk: code for code, application in people_of(post).items()}
    tiers = [[codes[each.pk] for each in tier if each.pk in codes] for tier in ranked(post.intake)]
    return _kept(found, [tier for tier in tiers if tier], actor)


@transaction.atomic
def certify_post_list(post: RoundPost, *, actor: User) -> PostList:
    require(actor, "placement.rank_applicants", post)
    found = _changing(post)
    if not tiers_of(found):
        raise ListIsEmpty
    found.state, found.certified_at, found.certified_by = ListState.CERTIFIED, timezone.now(), actor
    found.digest = digest_of(post.code, found.salt, found.content)
    found.full_clean()
    found.save(update_fields=["state", "certified_at", "certified_by", "digest", "updated_at"])
    record(actor, "placement.post.certified", post.round, changes={"number": [None, post.number]})
    return found


@transaction.atomic
def reopen_post_list(post: RoundPost, *, actor: User) -> PostList:
    require(actor, "placement.rank_applicants", post)
    require_open(locked(post.round))
    found = PostList.objects.get(post=post)
    if found.is_certified:
        found.state, found.certified_at, found.certified_by, found.digest = ListState.DRAFT, None, None, ""
        found.save(update_fields=["state", "certified_at", "certified_by", "digest", "updated_at"])
        record(actor, "placement.post.reopened", post.round, changes={"number": [post.number, None]})
    return found


def problems_of(post: RoundPost, tiers: Tiers) -> list[dict[str, str]]:
    known = people_of(post)
    seen: set[str] = set()
    problems = []
    for position, tier in enumerate(tiers, 1):
        for code in tier:
            if code not in known:
                said = _("%(code)s has no standing application to this post.") % {"code": code}
                problems.append(placed_problem(position, said))
            elif code in seen:
                problems.append(placed_problem(position, _("%(code)s stands in it twice.") % {"code": code}))
            seen.add(code)
    return problems


def _kept(found: PostList, tiers: Tiers, actor: User) -> PostList:
    found.content = packed([list(tier) for tier in tiers if tier])
    found.save(update_fields=["content", "updated_at"])
    record(actor, "placement.post.ranked", found.post.round, changes={"number": [None, found.post.number]})
    return found


def _changing(post: RoundPost) -> PostList:
    matching_round = locked(post.round)
    require_open(matching_round)
    found = PostList.objects.select_related("post__round").get(post=post)
    if found.is_certified:
        raise ListIsCertified
    return found


def _require_all_in(post: RoundPost) -> None:
    """Whoever applied after the round had opened gets a number now. The caller holds the lock."""
    rows = Application.objects.filter(intake=post.intake_id, state__in=RANKABLE)
    enter(post.round, rows.values_list("profile", flat=True))
