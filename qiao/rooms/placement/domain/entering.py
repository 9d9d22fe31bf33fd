"""Who is in a round: everybody with a standing application to one of its posts has a list, empty at first."""

from collections.abc import Iterable
from uuid import UUID

from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.applications.models.application import ApplicationQuerySet
from qiao.rooms.placement.models import MatchingRound, RankOrderList
from qiao.rooms.profiles.models import Profile

MATCHABLE = tuple(state for state in ApplicationState if state.can_become(ApplicationState.MATCHED))
# A submitted application may still become complete; what is not complete in the end is not in the match.
RANKABLE = (ApplicationState.SUBMITTED, *MATCHABLE)
BATCH = 500


def applications_in(matching_round: MatchingRound) -> ApplicationQuerySet:
    """Standing ones to its posts."""
    intakes = matching_round.posts.values("intake")
    return Application.objects.filter(intake__in=intakes, state__in=RANKABLE)


def enter_applicants(matching_round: MatchingRound) -> int:
    """The caller holds the lock of the round."""
    return enter(matching_round, applications_in(matching_round).values_list("profile", flat=True))


def enter(matching_round: MatchingRound, profiles: Iterable[UUID]) -> int:
    """Lists for those who have none yet."""
    known = set(matching_round.lists.values_list("profile", flat=True))
    fresh = [
        RankOrderList(round=matching_round, profile_id=profile)
        for profile in dict.fromkeys(profiles)
        if profile not in known
    ]
    RankOrderList.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


def entry_of(matching_round: MatchingRound, profile: Profile) -> RankOrderList | None:
    """The list of a person who has applied; the caller holds the lock of the round."""
    rows = RankOrderList.objects.filter(round=matching_round, profile=profile)
    if (found := rows.first()) is not None:
        return found
    if not applications_in(matching_round).filter(profile=profile).exists():
        return None
    enter(matching_round, [profile.pk])
    return rows.get()
