"""Why each wish was not granted: the engine's reasons, with names in the place of ids, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from qiao.engines.shape.words import Language, Sentence
from qiao.engines.timetabling.groups import GroupProblem, GroupSolution, explain_groups
from qiao.engines.timetabling.groups.explain import Account, Denial, Reason

Names = Mapping[str, Mapping[str, str]]
"""Language to id to what is called so."""

KeptOut = Callable[[str, str], Mapping[str, str] | None]
"""Guest and group to why the room itself forbids the group, in both languages."""

LANGUAGES: tuple[tuple[str, Language], ...] = (("zh", "zh-hans"), ("en", "en"))


def account_for(
    problem: GroupProblem,
    solution: GroupSolution,
    *,
    names: Names,
    kept_out: KeptOut,
    tell: Callable[[int, int], object] = lambda done, total: None,
) -> dict[str, dict[str, Any]]:
    """Guest to account. Who else is in a full group is counted, not named."""
    found = {}
    for number, guest in enumerate(problem.guests):
        [account] = explain_groups(problem, solution, guest.id, may_see=lambda _name: False)
        found[guest.id] = _document(account, problem, solution, names, kept_out)
        tell(number + 1, len(problem.guests))
    return found


def _document(
    account: Account, problem: GroupProblem, solution: GroupSolution, names: Names, kept_out: KeptOut
) -> dict[str, Any]:
    least, _most = problem.visits_of(problem.guests[problem.guest_index[account.guest]])
    lacking = account.sentences[1] if len(account.sentences) > 1 else None
    return {
        "got": account.got,
        "best": account.best,
        "lacks": max(least - len(solution.assignment.get(account.guest, ())), 0),
        "lacking": in_both(lacking, names) if lacking else None,
        "denials": [_denial(account.guest, each, names, kept_out) for each in account.denials],
    }


def _denial(guest: str, denial: Denial, names: Names, kept_out: KeptOut) -> dict[str, Any]:
    change = denial.change
    return {
        "visit": denial.destination,
        "reasons": [_reason(guest, each, names, kept_out) for each in denial.reasons],
        "change": {"kind": change.kind, **in_both(change.sentence, names)} if change else None,
    }


def _reason(guest: str, reason: Reason, names: Names, kept_out: KeptOut) -> dict[str, Any]:
    own = kept_out(guest, reason.group) if reason.code == "forbidden" else None
    return {"code": reason.code, "run": reason.group, **(own or in_both(reason.sentence, names))}


def in_both(sentence: Sentence, names: Names) -> dict[str, str]:
    return {short: named(sentence, names[short]).text(language) for short, language in LANGUAGES}


def named(sentence: Sentence, names: Mapping[str, str]) -> Sentence:
    """The sentence with every id in it called by its name."""
    return replace(sentence, values={key: _named(value, names) for key, value in sentence.values.items()})


def _named(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, Sentence):
        return named(value, names)
    if isinstance(value, list | tuple):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
