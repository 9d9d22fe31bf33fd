"""Two people run a round: what comes out is stable, checked, kept at once and the same for the same input."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from qiao.engines.matching import check
from qiao.engines.matching.formats import read_result, read_round
from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.backport import DBTaskResult, get_date_max
from qiao.kit.jobs.models import Lease
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.jobs.worker.reap import reap
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.placement.domain import keeping
from qiao.rooms.placement.domain import run as domain
from qiao.rooms.placement.domain.plain.solving import require_stable
from qiao.rooms.placement.domain.practice import start_practice
from qiao.rooms.placement.domain.publication import publish
from qiao.rooms.placement.domain.solving import document_of
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.domain.what_if import ask_what_if
from qiao.rooms.placement.errors import (
    NotYet,
    RunStands,
    SamePerson,
    WrongRoundState,
    WrongRunState,
)
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Placement
from tests.rooms.placement.factory import ahead, entry, move, places, run_by_two


def test_the_result_is_stable_and_another_program_can_verify_it(
    certified: MatchingRound, fay: User, ari: User
) -> None:
    run = run_by_two(certified, fay, ari)

    assert places(run) == {"lin": "p2", "mei": "p1", "bo": "p2"}
    assert (run.state, run.status, run.people, run.placed) == ("checked", "stable", 3, 3)
    instance, result = read_round(document_of(run.instance)), read_result(document_of(run.result))
    assert check(instance, result).is_valid
    assert run.input_hash == result.input_hash
    assert rows().get(pk=certified.pk).state == "run"


def test_the_documents_name_nobody(
    certified: MatchingRound, people: dict[str, User], fay: User, ari: User
) -> None:
    run = run_by_two(certified, fay, ari)

    told = document_of(run.instance).decode() + document_of(run.result).decode()
    hidden = [str(entry(certified, user).profile_id) for user in people.values()]
    assert [word for word in [*hidden, "Wen Lin", "林文", "@people"] if word in told] == []


def test_the_same_round_gives_the_same_bytes(certified: MatchingRound, fay: User, ari: User) -> None:
    first = run_by_two(certified, fay, ari)
    domain.withdraw_run(first, actor=fay)
    second = run_by_two(rows().get(pk=certified.pk), ari, fay)

    assert document_of(first.result) == document_of(second.result)
    assert document_of(first.instance) == document_of(second.instance)


def test_it_needs_two_different_people(certified: MatchingRound, fay: User, sam: User) -> None:
    run = domain.propose_run(certified, actor=fay)

    with pytest.raises(SamePerson):
        domain.confirm_run(run, actor=fay)
    with pytest.raises(NotPermitted):
        domain.confirm_run(run, actor=sam)
    with pytest.raises(RunStands):
        domain.propose_run(certified, actor=fay)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchingRun.objects.filter(pk=run.pk).update(confirmed_by=fay)


def test_no_list_is_opened_before_the_second_person(certified: MatchingRound, fay: User, ari: User) -> None:
    domain.propose_run(certified, actor=fay)
    run_ready_jobs(["solve"])
    assert not Activity.objects.filter(action="placement.run.lists_opened").exists()
    domain.withdraw_run(MatchingRun.objects.get(), actor=fay)

    run_by_two(certified, fay, ari)

    assert Activity.objects.get(action="placement.run.lists_opened").actor == ari


def test_before_the_deadline_nothing_runs(opened: MatchingRound, fay: User) -> None:
    with pytest.raises(WrongRoundState):
        domain.propose_run(opened, actor=fay)


def test_a_body_that_runs_again_keeps_nothing_twice(certified: MatchingRound, fay: User, ari: User) -> None:
    run = run_by_two(certified, fay, ari)

    domain.run_round.call(str(run.job_id), str(run.pk))

    assert Placement.objects.filter(run=run).count() == 3


@pytest.mark.parametrize(
    ("module", "name"), [(domain, "keep_plain"), (keeping, "_write_run"), (keeping, "step")]
)
def test_a_worker_killed_in_the_run_leaves_nothing_and_the_next_keeps_it_once(
    monkeypatch: pytest.MonkeyPatch, certified: MatchingRound, fay: User, ari: User, module: Any, name: str
) -> None:
    """Between solving and keeping, and within keeping when the placements are written already."""

    def killed(*_arguments: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    run = domain.confirm_run(domain.propose_run(certified, actor=fay), actor=ari)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, killed)
        with pytest.raises(KeyboardInterrupt):
            run_ready_jobs(["solve"])
    kept = MatchingRun.objects.get(pk=run.pk)
    assert (kept.state, kept.instance, Placement.objects.count()) == ("running", None, 0)

    Lease.objects.update(expires_at=ahead(-1))
    assert reap() == 1
    DBTaskResult.objects.update(run_after=get_date_max())
    assert run_ready_jobs(["solve"]) == 1

    kept = MatchingRun.objects.get(pk=run.pk)
    assert (kept.state, kept.placed, Placement.objects.count()) == ("checked", 3, 3)
    assert places(kept) == {"lin": "p2", "mei": "p1", "bo": "p2"}
    for action in ("placement.run.checked", "placement.round.run"):
        assert Activity.objects.filter(action=action).count() == 1


def test_who_left_before_the_run_is_not_in_the_match(
    certified: MatchingRound, applied: dict[str, list[Any]], people: dict[str, User], fay: User, ari: User
) -> None:
    withdraw_application(applied["mei"][0], actor=people["mei"])

    run = run_by_two(certified, fay, ari)

    assert places(run) == {"lin": "p1", "mei": "p2", "bo": "p2"}


def test_who_leaves_during_the_run_undoes_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
    certified: MatchingRound,
    applied: dict[str, list[Any]],
    people: dict[str, User],
    fay: User,
    ari: User,
) -> None:

    def leaving(solution: Any) -> None:
        require_stable(solution)
        withdraw_application(applied["mei"][0], actor=people["mei"])

    monkeypatch.setattr(domain, "require_stable", leaving)

    run = run_by_two(certified, fay, ari)

    assert (run.state, run.instance, Placement.objects.count()) == ("failed", None, 0)
    assert "run the round again" in run.problem["en"]
    assert rows().get(pk=certified.pk).state == "certified"


def test_who_leaves_before_the_publication_stops_it(
    certified: MatchingRound, applied: dict[str, list[Any]], people: dict[str, User], fay: User, ari: User
) -> None:
    run = run_by_two(certified, fay, ari)
    withdraw_application(applied["mei"][0], actor=people["mei"])
    move(certified, publish_at=ahead(-0.1))

    assert publish(run.pk) is False

    assert rows().get(pk=certified.pk).state == "certified"
    assert MatchingRun.objects.get(pk=run.pk).state == "outdated"
    assert Placement.objects.count() == 0
    assert places(run_by_two(rows().get(pk=certified.pk), fay, ari))["lin"] == "p1"


def test_nothing_is_published_before_its_moment(certified: MatchingRound, fay: User, ari: User) -> None:
    run = run_by_two(certified, fay, ari)

    with pytest.raises(NotYet):
        publish(run.pk)


def test_a_practice_run_opens_no_list(opened: MatchingRound, fay: User, sam: User) -> None:
    with pytest.raises(NotPermitted):
        start_practice(opened, actor=sam)
    run = start_practice(opened, actor=fay)
    run_ready_jobs(["solve"])

    run = MatchingRun.objects.get(pk=run.pk)
    assert (run.is_practice, run.state, run.instance) == (True, "checked", None)
    assert run.people == 5
    assert not Activity.objects.filter(action="placement.run.lists_opened").exists()


def test_reasons_and_documents_are_sealed(certified: MatchingRound, fay: User, ari: User) -> None:
    run_by_two(certified, fay, ari)

    with connection.cursor() as cursor:
        cursor.execute("SELECT reasons FROM placement_placement")
        kept = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT content FROM placement_rankorderlist")
        lists = [row[0] for row in cursor.fetchall()]

    assert [text[:3] for text in kept + lists] == ["s1."] * 6
    assert [json.loads(row.reasons)[0][0] for row in Placement.objects.order_by("entry__code")]


def test_what_if_answers_with_counts(certified: MatchingRound, fay: User, ari: User, sam: User) -> None:
    run = run_by_two(certified, fay, ari)
    run.round = rows().get(pk=certified.pk)

    answer = ask_what_if(run, {"p1": 2}, actor=fay)

    assert (answer.placed_before, answer.placed_after, answer.gaining, answer.losing) == (3, 3, 1, 0)
    with pytest.raises(NotPermitted):
        ask_what_if(run, {"p1": 2}, actor=sam)
    with pytest.raises(WrongRunState):
        ask_what_if(MatchingRun(round=run.round), {}, actor=fay)
