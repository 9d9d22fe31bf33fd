"""What a match that fails teaches of programmes that choose by types."""

from collections.abc import Sequence

from ortools.sat.python.cp_model import LiteralT

from qiao.engines.matching.couples.market import Market, Numbers
from qiao.engines.matching.couples.model import Model
from qiao.engines.matching.couples.rules import held_of
from qiao.engines.matching.couples.types import keeps_all


def learn(model: Model, at: Numbers, blocking: Sequence[int]) -> None:
    """For each choice that blocks a match: it does so whenever the programmes hold what makes it block.

    Where each applicant counts for one type at most, a programme that would take somebody beside those it
    holds would also do so beside fewer of them: then the clause says that somebody else has to be there.
    Otherwise it says that the programme has to hold others. At least this match is excluded, so that learning
    ends.
    """
    held = held_of(model.market, at)
    for choice in blocking:
        seats = model.market.seats(choice)
        ways_out: list[LiteralT] = []
        if len(seats) == 2 and seats[0][1] == seats[1][1]:
            newcomers = [(applicant, key) for applicant, _programme, key in seats]
            ways_out += _other(model, seats[0][1], held[seats[0][1]], newcomers)
        else:
            for applicant, programme, key in seats:
                if applicant in held[programme]:
                    ways_out.append(~model.seats[applicant, programme])
                else:
                    ways_out += _other(model, programme, held[programme], [(applicant, key)])
        model.forbid_block(choice, ways_out)


def _other(
    model: Model, programme: int, held: dict[int, int], newcomers: Sequence[tuple[int, int]]
) -> list[LiteralT]:
    """Literals of which one is true where a programme might refuse: it holds others than now."""
    come = sorted(applicant for applicant, _key in newcomers)
    changes: list[LiteralT] = [~model.seats[each, programme] for each in come if each in held]
    if len(come) > 1:
        seats = [model.seats.get((each, programme)) for each in come if each not in held]
        changes += [seat for seat in seats if seat is not None]
    market = model.market
    rest = [(applicant, key) for key, applicant, _ in model.rows[programme] if applicant not in come]
    if not _is_single_typed(market, programme, [*(applicant for applicant, _key in rest), *come]):
        changes += [~model.seats[each, programme] for each, _key in rest if each in held]
        return changes + [model.seats[each, programme] for each, _key in rest if each not in held]
    wide = dict(held)
    for applicant, key in reversed(rest):
        if applicant not in wide and keeps_all(market, programme, {**wide, applicant: key}, newcomers):
            wide[applicant] = key
    return changes + [model.seats[applicant, programme] for applicant, _key in rest if applicant not in wide]


def _is_single_typed(market: Market, programme: int, applicants: Sequence[int]) -> bool:
    each = market.instance.programmes[programme]
    counted = {*each.reserves, *each.caps}
    people = market.instance.applicants
    return all(sum(kind in counted for kind in people[one].types) <= 1 for one in applicants)
