"""A conflict in the words of the instance."""

from collections.abc import Iterable, Sequence

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.exact.placing import Rule
from qiao.engines.timetabling.problem import Problem, slots_of
from qiao.engines.timetabling.result import Conflict

_NAMED = 12

say(
    {
        "exact.no-slot": (
            "{requests} ({people}) has no slot in which it could be held.",
            "{requests}（{people}）没有任何可以安排的时段。",
        ),
        "exact.one-slot": (
            "{requests} all need slot {slots}, and {people} can be in only one meeting at a time.",
            "{requests}都只能安排在时段{slots}，而{people}同一时段只能参加一场会面。",
        ),
        "exact.few-slots": (
            "{people} must hold {number} meetings and has {count} usable slots ({slots}): {requests}.",
            "{people}须完成{number}场会面，而可用时段只有{count}个：{requests}须分别安排在时段{slots}中。",
        ),
        "exact.most": (
            "{people} must hold {number} meetings and may hold at most {most}: {requests}.",
            "{people}须完成{number}场会面，而上限为{most}场：{requests}。",
        ),
        "exact.few-tables": (
            "{requests} need slots {slots}, in which {tables} tables are there for {number} meetings.",
            "{requests}只能安排在时段{slots}，这些时段共有{tables}张桌子，却须容纳{number}场会面。",
        ),
        "exact.chain": (
            "{requests} must follow one another, and their slots ({slots}) leave no room for that.",
            "{requests}须依次进行，而可用时段（{slots}）无法满足这一先后次序。",
        ),
        "exact.together": (
            "{requests} cannot all be held: {rules}.",
            "{requests}无法全部安排：{rules}。",
        ),
        "exact.fairness": (
            "All meetings can be held, but not with breaks of two participants at most {fairness} apart.",
            "会面可以全部安排，但无法使任意两位参加者的空档次数之差不超过{fairness}。",
        ),
        "exact.unexplained": (
            "It is proved that not all meetings can be held; which collide was not found in the time.",
            "已证明会面无法全部安排；限定时间内未能找出其中哪些互相冲突。",
        ),
        "exact.unfinished": (
            "{conflict} A smaller set may be enough: the time ran out.",
            "{conflict}限定时间已到，可能还有更小的冲突集合。",
        ),
        "exact.more": ("{count} more", "另外{count}项"),
        "exact.rule.place": (
            "{who} can be in only one meeting at a time",
            "{who}同一时段只能参加一场会面",
        ),
        "exact.rule.most": ("{who} may hold at most {count} meetings", "{who}最多参加{count}场会面"),
        "exact.rule.day": (
            "{who} may hold at most {count} meetings a day",
            "{who}每天最多参加{count}场会面",
        ),
        "exact.rule.run": (
            "{who} may hold at most {count} meetings without a pause",
            "{who}最多连续参加{count}场会面",
        ),
        "exact.rule.walk": ("{who} needs time to walk between zones", "{who}在不同区域之间需要步行时间"),
        "exact.rule.order": ("{later} comes after {earlier}", "{later}须在{earlier}之后"),
        "exact.rule.tables": ("slot {slot} has {count} tables", "时段{slot}有{count}张桌子"),
    }
)


def tell_conflict(
    problem: Problem, requests: Sequence[int], rules: Sequence[Rule], *, is_smallest: bool
) -> Conflict:
    """The conflict of requests that cannot be held together under these rules."""
    code, values = _case_of(problem, requests, rules)
    sentence = Sentence(
        f"exact.{code}",
        {
            "requests": _shortened([problem.requests[each].id for each in requests]),
            "people": [problem.participants[each].id for each in _people_of(problem, requests, rules)],
            "number": len(requests),
            "slots": list(slots_of(_union(problem, requests))),
            **values,
        },
    )
    if not is_smallest:
        sentence = Sentence("exact.unfinished", {"conflict": sentence})
    tables = sorted(what[0] for kind, what in rules if kind == "tables")
    return Conflict(
        requests=tuple(problem.requests[each].id for each in requests),
        participants=tuple(problem.participants[each].id for each in _people_of(problem, requests, rules)),
        slots=tuple(tables or slots_of(_union(problem, requests))),
        sentence=sentence,
    )


def tell_unexplained(problem: Problem, *, is_over: bool) -> Conflict:
    """The conflict that no set of requests explains: fairness alone, or the run ended before it was found."""
    if is_over:
        return Conflict((), (), (), Sentence("exact.unexplained"))
    return Conflict((), (), (), Sentence("exact.fairness", {"fairness": problem.fairness}))


def _case_of(
    problem: Problem, requests: Sequence[int], rules: Sequence[Rule]
) -> tuple[str, dict[str, object]]:
    kinds = {kind for kind, _what in rules}
    mask = _union(problem, requests)
    if not rules and len(requests) == 1:
        return "no-slot", {}
    if kinds == {"place"} and len(rules) == 1 and mask.bit_count() < len(requests):
        if mask.bit_count() == 1:
            return "one-slot", {}
        return "few-slots", {"count": mask.bit_count()}
    if kinds == {"most"} and len(rules) == 1:
        return "most", {"most": problem.participants[rules[0][1][0]].max_meetings}
    if kinds == {"tables"} and problem.capacity is not None:
        tables = sum(problem.capacity[slot] for slot in slots_of(mask))
        if tables < len(requests):
            return "few-tables", {"tables": tables}
    if kinds == {"order"}:
        return "chain", {}
    return "together", {"rules": _shortened([_rule(problem, each) for each in rules])}


def _rule(problem: Problem, rule: Rule) -> Sentence:
    kind, what = rule
    if kind == "order":
        earlier, later = (problem.requests[each].id for each in what)
        return Sentence("exact.rule.order", {"earlier": earlier, "later": later})
    if kind == "tables":
        count = None if problem.capacity is None else problem.capacity[what[0]]
        return Sentence("exact.rule.tables", {"slot": what[0], "count": count})
    person = problem.participants[what[0]]
    counts = {"most": person.max_meetings, "day": person.max_per_day, "run": person.max_run}
    return Sentence(f"exact.rule.{kind}", {"who": person.id, "count": counts.get(kind)})


def _people_of(problem: Problem, requests: Sequence[int], rules: Sequence[Rule]) -> list[int]:
    """Those whose rules matter, or those of the requests where the rules are of others."""
    named = {what[0] for kind, what in rules if kind not in {"order", "tables"}}
    return sorted(named or {person for each in requests for person in problem.pairs[each]})


def _union(problem: Problem, requests: Iterable[int]) -> int:
    union = 0
    for each in requests:
        union |= problem.domains[each]
    return union


def _shortened(words: Sequence[object]) -> list[object]:
    if len(words) <= _NAMED + 1:
        return list(words)
    return [*words[:_NAMED], Sentence("exact.more", {"count": len(words) - _NAMED})]
