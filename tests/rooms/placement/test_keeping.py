"""Sealing in bulk, the clock, and what an erasure leaves."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from qiao.kit.classification import DataSubject
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.sealing.seal import seal, unseal
from qiao.rooms.placement import doors
from qiao.rooms.placement.domain import erasure
from qiao.rooms.placement.domain.resealing import reseal_some
from qiao.rooms.placement.models import MatchingRound, Placement, RankOrderList
from qiao.rooms.placement.sealing import open_many, seal_many
from qiao.rooms.placement.tasks import keep_time
from tests.rooms.placement.factory import ahead, entry, move

OLD, NEW = "o" * 40, "n" * 40


def test_many_are_sealed_as_one_is() -> None:
    assert list(open_many([seal(b"x", "a.b.c"), seal(b"", "a.b.c")], "a.b.c")) == [b"x", b""]
    assert [unseal(text, "a.b.c") for text in seal_many([b"x", b"y"], "a.b.c")] == [b"x", b"y"]
    for broken in ("plain", "s1.nothing.AAAA", seal(b"x", "a.b.d")):
        with pytest.raises(CannotBeOpened):
            list(open_many([broken], "a.b.c"))


def test_a_rotation_seals_everything_anew(published: MatchingRound) -> None:
    with override_settings(SEALING_KEYS=[NEW]):
        assert reseal_some(lambda: None) == 1 + 3 + 2 + 3 + 2  # nonce, lists, of posts, placements, documents
        assert reseal_some(lambda: None) == 0
    with override_settings(SEALING_KEYS=[NEW], SECRET_KEY=OLD):
        assert len(list(RankOrderList.objects.all())) == 3
    with override_settings(SECRET_KEY=OLD), pytest.raises(CannotBeOpened):
        list(RankOrderList.objects.all())


def run_the_clock() -> None:
    start_job(None, keep_time, title="x")
    run_ready_jobs()


def test_reminders_come_once_and_the_deadline_seals(opened: MatchingRound) -> None:
    run_the_clock()
    run_the_clock()

    told = OutboxMail.objects.filter(key__startswith="placement.reminder:")
    assert told.count() == 4  # three people and a host
    move(opened, lists_due_at=ahead(-0.1))
    run_the_clock()
    sealed = MatchingRound.objects.get(pk=opened.pk)
    assert (sealed.state, sealed.seed is not None) == ("certified", True)


def test_places_lapse_by_the_clock(published: MatchingRound) -> None:
    move(published, answers_due_at=ahead(-0.1))
    run_the_clock()

    assert set(Placement.objects.values_list("state", flat=True)) == {"lapsed"}


def test_an_erasure_empties_the_list(published: MatchingRound, people: dict[str, User]) -> None:
    subject = DataSubject(user_id=people["lin"].pk)

    assert erasure.empty_lists(erasure.find_lists(subject)) == 1
    assert erasure.empty_placements(erasure.find_placements(subject)) == 1
    assert bytes(entry(published, people["lin"]).content) == b"[]"
    assert bytes(entry(published, people["mei"]).content) != b"[]"
    assert erasure.forget_runs(erasure.find_runs(subject)) == 0


def test_doors(opened: MatchingRound, applied: dict[str, list[Any]], fay: User, hui: User, sam: User) -> None:
    application = applied["lin"][0]
    readers = (application.profile.user, fay, hui, sam)

    assert [len(list(doors.of_application(application, user))) for user in readers] == [1, 0, 0, 0]
    assert [len(list(doors.of_opportunity(application.opportunity, user))) for user in readers] == [
        0,
        0,
        1,
        0,
    ]
    assert [len(list(doors.of_exchange(opened.exchange, user))) for user in readers] == [0, 1, 0, 0]  # type: ignore[arg-type]


def ask(user: User, path: str, body: Any = None) -> Any:
    later = timezone.now() + timedelta(days=1)
    names = ["placement.read", "placement.write"]
    token = create_token(user, name="x", scope_names=names, expires_at=later)[1]
    headers = {"Authorization": f"Bearer {token}"}
    if body is None:
        return Client().get(f"/api/v1/placement{path}", headers=headers)
    return Client().put(f"/api/v1/placement{path}", body, content_type="application/json", headers=headers)


def test_programs_read_rounds_and_change_their_own_list(
    opened: MatchingRound, people: dict[str, User], sam: User, fay: User
) -> None:
    own, lin = entry(opened, people["lin"]), people["lin"]

    assert [row["state"] for row in ask(lin, "/rounds").json()["items"]] == ["open"]
    assert ask(sam, "/rounds").json()["items"] == []
    assert ask(sam, f"/rounds/{opened.pk}").status_code == 404
    assert [row["code"] for row in ask(fay, f"/rounds/{opened.pk}/posts").json()["items"]] == ["p1", "p2"]
    assert ask(lin, f"/lists/{own.pk}", {"choices": ["p2", "p1"]}).json()["choices"] == ["p2", "p1"]
    refused = ask(lin, f"/lists/{own.pk}", {"choices": ["p2", "p2", "p7"]})
    assert refused.status_code == 422
    assert [each["place"] for each in refused.json()["problems"]] == ["2", "3"]
    assert ask(fay, f"/lists/{own.pk}").status_code == 404


def test_programs_read_their_result(published: MatchingRound, people: dict[str, User], fay: User) -> None:
    own = entry(published, people["lin"])

    found = ask(people["lin"], f"/lists/{own.pk}/result").json()
    assert (found["option"], found["state"], len(found["reasons"])) == ("p2", "waiting", 2)
    assert ask(fay, f"/lists/{own.pk}/result").status_code == 404
