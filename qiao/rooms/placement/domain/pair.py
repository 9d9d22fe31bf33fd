"""Two people who apply together: one proposes, the other agrees, and they rank pairs of choices in one list.
A person is in one pair at most; the round's lock keeps it so."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain import mails
from qiao.rooms.placement.domain.content import Pairing, packed, pairings_of, placed_problem, told
from qiao.rooms.placement.domain.ranking import choices_of, known_codes, pair_of, rows, uncertify
from qiao.rooms.placement.domain.step import locked, require_open
from qiao.rooms.placement.enums import PairState
from qiao.rooms.placement.errors import (
    ListFaults,
    ListIsCertified,
    PairNotAgreed,
    PairsNotHere,
    PairsOverlap,
    PairWithOneself,
    PartnerUnknown,
)
from qiao.rooms.placement.models import Pair, RankOrderList


@transaction.atomic
def propose_pair(entry: RankOrderList, code: str, *, actor: User) -> Pair:
    """`code` is the other person's number in the round, which that person has told."""
    require(actor, "placement.rank_choices", entry)
    matching_round = locked(entry.round)
    require_open(matching_round)
    if not matching_round.takes_pairs:
        raise PairsNotHere
    first, second = rows().get(pk=entry.pk), rows().filter(round=matching_round, code=code).first()
    if second is None:
        raise PartnerUnknown(code=code)
    if second.pk == first.pk:
        raise PairWithOneself
    for each in (first, second):
        if pair_of(each) is not None:
            raise PairsOverlap(code=each.code)
    pair = Pair(round=matching_round, first=first, second=second)
    pair.full_clean()
    pair.save(force_insert=True)
    uncertify([first])
    record(actor, "placement.pair.proposed", pair)
    mails.tell_person(second, "pair")
    return pair


@transaction.atomic
def agree_pair(pair: Pair, *, actor: User) -> Pair:
    """By the other person. Lists that either had certified alone no longer count."""
    require(actor, "placement.rank_choices", pair.second)
    found = _changing(pair)
    if not found.is_agreed:
        found.state = PairState.AGREED
        found.save(update_fields=["state", "updated_at"])
        uncertify([found.first, found.second])
        record(actor, "placement.pair.agreed", found)
    return found


@transaction.atomic
def dissolve_pair(pair: Pair, *, actor: User) -> None:
    """Either of the two, until the deadline. Each goes on with the own list."""
    require(actor, "placement.rank_together", pair)
    found = _changing(pair)
    uncertify([found.first, found.second])
    record(actor, "placement.pair.dissolved", found)
    found.delete()


def open_joint_list(pair: Pair, *, actor: User) -> list[Pairing]:
    require(actor, "placement.rank_together", pair)
    return pairings_of(pair.content)


@transaction.atomic
def rank_together(pair: Pair, pairings: Sequence[Pairing], *, actor: User) -> Pair:
    """Pairs of choices, the proposer's first; None where one of the two would have no place."""
    require(actor, "placement.rank_together", pair)
    found = _changing(pair)
    if not found.is_agreed:
        raise PairNotAgreed
    if found.first.is_certified or found.second.is_certified:
        raise ListIsCertified
    if problems := problems_of(found, pairings):
        raise ListFaults(problems, told=told(problems))
    found.content = packed([list(each) for each in pairings])
    found.save(update_fields=["content", "updated_at"])
    record(actor, "placement.pair.ranked", found)
    return found


def problems_of(pair: Pair, pairings: Sequence[Pairing]) -> list[dict[str, str]]:
    known = set(known_codes(pair.round))
    own = [{option.code for option in choices_of(entry)} for entry in (pair.first, pair.second)]
    problems = []
    for position, pairing in enumerate(pairings, 1):
        for code, mine in zip(pairing, own, strict=True):
            if code is not None and code not in known:
                problems.append(placed_problem(position, _("There is no choice %(code)s.") % {"code": code}))
            elif code is not None and code not in mine:
                said = _("One of you has not applied to %(code)s.") % {"code": code}
                problems.append(placed_problem(position, said))
        if pairing == (None, None):
            problems.append(placed_problem(position, _("This line places neither of you.")))
        elif pairing in pairings[: position - 1]:
            problems.append(placed_problem(position, _("This line stands higher already.")))
    return problems


def _changing(pair: Pair) -> Pair:
    matching_round = locked(pair.round)
    require_open(matching_round)
    found = Pair.objects.select_related("first__profile", "second__profile").get(pk=pair.pk)
    found.round = found.first.round = found.second.round = matching_round
    return found
