"""The reasons for which a request is not held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.explain.asker import Asker
from qiao.engines.timetabling.explain.direct import sum_of
from qiao.engines.timetabling.explain.explanation import Code, Reason
from qiao.engines.timetabling.explain.obstacles import Obstacle, wrong_side
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.explain.prices import Prices, price_reason
from qiao.engines.timetabling.explain.verify import judge
from qiao.engines.timetabling.explain.words import join, tell_count, tell_slots
from qiao.engines.timetabling.problem import slots_of

_RATINGS = ("mandatory", "better", "equal", "lesser")
_NAMED = 12


def find_reasons(
    asker: Asker, request: int, obstacles: Sequence[Obstacle], prices: Prices | None
) -> tuple[Reason, ...]:
    """What keeps the request out: together the reasons close every slot. At least one.

    O(slots) and the meetings of the two, besides the verdict of `check` where no single rule is in the way.
    """
    plan = asker.plan
    lone = _alone(plan, request, obstacles)
    if lone is not None:
        return (lone,)
    found = [*_common(plan, request), *_in_way(asker, request, obstacles)]
    unhindered = plan.usable & ~sum_of(each.mask for each in obstacles)
    if unhindered:
        found = [*_nothing_in_way(plan, request, unhindered), *found]
    elif prices is not None and (price := price_reason(plan, request, prices)) is not None:
        found.append(price)
    elif asker.is_best and plan.problem.requests[request].weight > 0:
        found.append(Reason("weight", Sentence("explain.why.weight")))
    elif asker.is_best_within and plan.problem.requests[request].weight > 0:
        found.append(Reason("weight", Sentence("explain.why.weight.floor")))
    return tuple(found)


def _alone(plan: Plan, request: int, obstacles: Iterable[Obstacle]) -> Reason | None:
    """Why the request has no slot even if it were the only one."""
    found = plan.problem.requests[request]
    a, b = plan.problem.pairs[request]
    both = plan.available[a] & plan.available[b]
    if not both:
        told = {"a": found.a, "b": found.b, "lacks": join("explain.list", _lacks(plan, request))}
        return _reason("never", told, plan.usable)
    permitted = plan.window(request)
    if not both & permitted:
        slots = tell_slots(permitted)
        if found.session is not None and found.slot is None and found.allowed is None:
            return _reason("session", {"session": found.session, "slots": slots}, plan.usable)
        return _reason("allowed", {"slots": slots}, plan.usable)
    common = both & permitted
    if not any(plan.capacity[slot] > 0 for slot in slots_of(common)):
        return _reason("no-table", {"slots": tell_slots(common)}, plan.usable)
    return None


def _lacks(plan: Plan, request: int) -> list[Sentence]:
    found = []
    for participant in plan.problem.pairs[request]:
        mask = plan.usable & ~plan.available[participant]
        if mask:
            who = plan.problem.participants[participant].id
            found.append(Sentence("explain.lacks", {"who": who, "slots": tell_slots(mask)}))
    return found


def _common(plan: Plan, request: int) -> Iterator[Reason]:
    """The slots that either lacks, or that the request or the hall does not have."""
    lacks = _lacks(plan, request)
    outside = plan.usable & ~plan.window(request)
    if outside:
        lacks.append(Sentence("explain.lacks.window", {"slots": tell_slots(outside)}))
    bare = sum(1 << slot for slot in slots_of(plan.usable) if plan.capacity[slot] <= 0)
    if bare:
        lacks.append(Sentence("explain.lacks.tables", {"slots": tell_slots(bare)}))
    common = plan.domain(request) & ~bare
    if lacks:
        told = {"slots": tell_slots(common), "lacks": join("explain.list", lacks)}
        yield _reason("common", told, plan.usable & ~common)


def _in_way(asker: Asker, request: int, obstacles: Sequence[Obstacle]) -> Iterator[Reason]:
    """What closes the slots in which both could meet.

    Someone whose limit is reached has no other reason; tables, days, runs, ways and order count only in slots
    in which neither is in another meeting.
    """
    plan = asker.plan
    domain = plan.domain(request)
    capped = {each.participant for each in obstacles if each.cause == "meetings"}
    taken = sum_of(plan.busy[each] for each in plan.problem.pairs[request])
    for obstacle in obstacles:
        who = obstacle.participant
        if obstacle.cause == "meetings" and who is not None:
            yield _cap(asker, request, who)
        elif obstacle.cause == "busy" and who not in capped and obstacle.mask & domain:
            yield _busy(asker, request, obstacle, domain)
        elif obstacle.cause in ("table", "day", "run", "walk", "order") and (
            who is None or who not in capped
        ):
            mask = obstacle.mask & domain & ~taken
            if mask:
                yield _rule(asker, request, obstacle, mask)


def _cap(asker: Asker, request: int, who: int) -> Reason:
    plan = asker.plan
    if not plan.busy[who]:
        name = plan.problem.participants[who].id
        return Reason(
            "cap", Sentence("explain.why.cap.none", {"who": name}), name, tuple(slots_of(plan.usable))
        )
    told = {"most": tell_count("meetings", plan.busy[who].bit_count())}
    return _against(asker, request, "cap", who, plan.at[who].values(), told, plan.usable)


def _busy(asker: Asker, request: int, obstacle: Obstacle, domain: int) -> Reason:
    who, mask = obstacle.participant or 0, obstacle.mask & domain
    others = [asker.plan.at[who][slot] for slot in slots_of(mask)]
    return _against(asker, request, "busy", who, others, {"slots": tell_slots(mask)}, mask)


def _against(
    asker: Asker,
    request: int,
    code: Code,
    who: int,
    others: Iterable[int],
    told: Mapping[str, object],
    mask: int,
) -> Reason:
    """A reason that is other meetings, named as far as the asker may see them."""
    others = list(others)
    named = tuple(asker.plan.problem.requests[each].id for each in others if asker.sees(each))
    name = asker.plan.problem.participants[who].id
    told = {"who": name, **told, "rivals": join("explain.list", list(_rivals(asker, request, others)))}
    sentence = Sentence(f"explain.why.{code}", told)
    return Reason(code, sentence, name, tuple(slots_of(mask)), named, len(others) - len(named))


def _rivals(asker: Asker, request: int, others: Iterable[int]) -> Iterator[Sentence]:
    names = asker.plan.problem.requests
    rated: dict[str, list[int]] = {each: [] for each in _RATINGS}
    for other in others:
        rated[_rating(asker.plan, other, request)].append(other)
    for rating, mine in rated.items():
        seen = [names[each].id for each in mine if asker.sees(each)]
        told, hidden = seen[:_NAMED], len(mine) - len(seen)
        if told:
            more = [Sentence("explain.more", {"count": len(seen) - _NAMED})] if len(seen) > _NAMED else []
            yield Sentence(f"explain.rivals.{rating}.named", {"names": [*told, *more]})
        if hidden:
            code = "one" if hidden == 1 else "many"
            yield Sentence(f"explain.rivals.{rating}.{code}", {"count": hidden})


def _rating(plan: Plan, other: int, request: int) -> str:
    one, wanted = plan.problem.requests[other], plan.problem.requests[request]
    if plan.problem.is_due(one):
        return "mandatory"
    if one.weight == wanted.weight:
        return "equal"
    return "better" if one.weight > wanted.weight else "lesser"


def _rule(asker: Asker, request: int, obstacle: Obstacle, mask: int) -> Reason:
    plan, told = asker.plan, {"slots": tell_slots(mask)}
    if obstacle.cause == "table":
        return _reason("tables", told, mask)
    if obstacle.cause == "order":
        return _order(asker, request, mask)
    who = obstacle.participant or 0
    name = plan.problem.participants[who].id
    if obstacle.cause == "walk":
        return _reason("walk", {**told, "who": name}, mask, name)
    code: Code = "day" if obstacle.cause == "day" else "run"
    most = tell_count("meetings", plan.per_day[who] if code == "day" else plan.run[who])
    return _reason(code, {**told, "who": name, "most": most}, mask, name)


def _order(asker: Asker, request: int, mask: int) -> Reason:
    plan = asker.plan
    pairs = [pair for pair in plan.orders(request) if wrong_side(plan, request, *pair) & mask]
    others = [earlier if later == request else later for earlier, later in pairs]
    named = tuple(plan.problem.requests[each].id for each in others if asker.sees(each))
    hidden = len(others) - len(named)
    told: list[object] = [*named, *[Sentence("explain.another")] * hidden]
    sentence = Sentence("explain.why.order", {"slots": tell_slots(mask), "others": told})
    return Reason("order", sentence, None, tuple(slots_of(mask)), named, hidden)


def _nothing_in_way(plan: Plan, request: int, mask: int) -> Iterator[Reason]:
    """Slots that only a rule of the whole timetable closes, or nothing at all."""
    closed: dict[Code, int] = {"fairness": 0, "moved": 0, "open": 0}
    for slot in slots_of(mask):
        broken = {each.sentence.code for each in judge(plan, (), {request: slot}).violations}
        closed["fairness"] |= ("check.fairness" in broken) << slot
        closed["moved"] |= ("check.max-moved" in broken) << slot
        closed["open"] |= (not broken) << slot
    for code, slots in closed.items():
        if slots:
            weightless = code == "open" and plan.problem.requests[request].weight == 0
            told = {"slots": tell_slots(slots)}
            sentence = Sentence(f"explain.why.{'weightless' if weightless else code}", told)
            yield Reason(code, sentence, None, tuple(slots_of(slots)))


def _reason(code: Code, told: Mapping[str, object], mask: int, participant: str | None = None) -> Reason:
    return Reason(code, Sentence(f"explain.why.{code}", told), participant, tuple(slots_of(mask)))
