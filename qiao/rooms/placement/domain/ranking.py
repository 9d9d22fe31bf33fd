"""A person's rank-order list: kept sealed, certified until the deadline, opened by nobody else before the
run."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.applications.models.application import ApplicationQuerySet
from qiao.rooms.placement.domain.content import codes_of, digest_of, packed, placed_problem, told
from qiao.rooms.placement.domain.entering import applications_in, entry_of
from qiao.rooms.placement.domain.step import locked, require_open
from qiao.rooms.placement.enums import ListState, MatchingRoundState
from qiao.rooms.placement.errors import ListFaults, ListIsCertified, ListIsEmpty, NothingToRank, PairNotAgreed
from qiao.rooms.placement.models import MatchingRound, Pair, RankOrderList, RoundOption
from qiao.rooms.placement.models.listing import RankOrderListQuerySet
from qiao.rooms.profiles.models import Profile


def rows() -> RankOrderListQuerySet:
    return RankOrderList.objects.select_related("round__organisation", "round__exchange", "profile__user")


@transaction.atomic
def begin_list(matching_round: MatchingRound, *, actor: User) -> RankOrderList:
    """The actor's list: there already, or begun by whoever applied after the round had opened."""
    found = locked(matching_round)
    profile = Profile.objects.filter(user=actor).first()
    entry = None if profile is None else entry_of(found, profile)
    if entry is None:
        raise NothingToRank
    return rows().get(pk=entry.pk)


def may_begin(matching_round: MatchingRound, actor: User) -> bool:
    """Whoever has applied since the round opened."""
    applied = applications_in(matching_round).filter(profile__user=actor)
    return matching_round.state == MatchingRoundState.OPEN and applied.exists()


def choices_of(entry: RankOrderList) -> list[RoundOption]:
    """What the person may rank: the posts with a standing application."""
    return _options(entry, applications_in(entry.round))


def ever_chosen(entry: RankOrderList) -> list[RoundOption]:
    """What may stand in the list: also posts whose application was matched or has ended since."""
    return _options(entry, Application.objects.all())


def _options(entry: RankOrderList, applications: ApplicationQuerySet) -> list[RoundOption]:
    intakes = applications.filter(profile=entry.profile_id).values("intake")
    found = RoundOption.objects.filter(post__round=entry.round_id, post__intake__in=intakes)
    found = found.select_related("post__intake__opportunity__host", "supervisor__person")
    return list(found.order_by("post__number", "number"))


def open_list(entry: RankOrderList, *, actor: User) -> list[str]:
    """The codes of the own list, the best first."""
    require(actor, "placement.rank_choices", entry)
    return codes_of(entry)


@transaction.atomic
def rank_choices(entry: RankOrderList, codes: Sequence[str], *, actor: User) -> RankOrderList:
    require(actor, "placement.rank_choices", entry)
    found = _changing(entry)
    if problems := problems_of(found, codes):
        raise ListFaults(problems, told=told(problems))
    found.content = packed(list(codes))
    found.save(update_fields=["content", "updated_at"])
    record(actor, "placement.list.changed", found)
    return found


@transaction.atomic
def certify_list(entry: RankOrderList, *, actor: User) -> RankOrderList:
    """The receipt is the digest. One of a pair certifies the joint list."""
    require(actor, "placement.rank_choices", entry)
    found = _changing(entry)
    content = _to_certify(found)
    found.state, found.certified_at = ListState.CERTIFIED, timezone.now()
    found.digest = digest_of(found.code, found.salt, content)
    found.full_clean()
    found.save(update_fields=["state", "certified_at", "digest", "updated_at"])
    record(actor, "placement.list.certified", found)
    return found


@transaction.atomic
def reopen_list(entry: RankOrderList, *, actor: User) -> RankOrderList:
    """Until the deadline. A list that is not certified then is not in the match."""
    require(actor, "placement.rank_choices", entry)
    matching_round = locked(entry.round)
    require_open(matching_round)
    found = rows().get(pk=entry.pk)
    if found.is_certified:
        uncertify([found])
        record(actor, "placement.list.reopened", found)
    return found


def uncertify(entries: Sequence[RankOrderList]) -> None:
    """The caller holds the lock of the round."""
    for entry in entries:
        entry.state, entry.certified_at, entry.digest = ListState.DRAFT, None, ""
        entry.save(update_fields=["state", "certified_at", "digest", "updated_at"])


def problems_of(entry: RankOrderList, codes: Sequence[str]) -> list[dict[str, str]]:
    """Everything that is wrong with a list, each with the number of its line."""
    known = set(known_codes(entry.round))
    own = {option.code: option for option in choices_of(entry)}
    problems = []
    for position, code in enumerate(codes, 1):
        if code not in known:
            problems.append(placed_problem(position, _("There is no choice %(code)s.") % {"code": code}))
        elif code not in own:
            problems.append(placed_problem(position, _("You have not applied to %(code)s.") % {"code": code}))
        elif code in codes[: position - 1]:
            problems.append(
                placed_problem(position, _("%(choice)s stands higher already.") % {"choice": own[code]})
            )
    return problems


def known_codes(matching_round: MatchingRound) -> list[str]:
    options = RoundOption.objects.filter(post__round=matching_round).values_list("post__number", "number")
    return [f"p{post}.{number}" if number else f"p{post}" for post, number in options]


def pair_of(entry: RankOrderList) -> Pair | None:
    either = Pair.objects.filter(first=entry) | Pair.objects.filter(second=entry)
    return either.select_related("round__organisation", "first__profile", "second__profile").first()


def _changing(entry: RankOrderList) -> RankOrderList:
    matching_round = locked(entry.round)
    require_open(matching_round)
    found = rows().get(pk=entry.pk)
    found.round = matching_round
    if found.is_certified:
        raise ListIsCertified
    return found


def _to_certify(entry: RankOrderList) -> bytes:
    if (pair := pair_of(entry)) is None:
        codes = codes_of(entry)
        if not codes:
            raise ListIsEmpty
        if problems := problems_of(entry, codes):  # an application may be over since it was ranked
            raise ListFaults(problems, told=told(problems))
        return bytes(entry.content)
    if not pair.is_agreed:
        raise PairNotAgreed
    if pair.content == b"[]":
        raise ListIsEmpty
    return bytes(pair.content)
