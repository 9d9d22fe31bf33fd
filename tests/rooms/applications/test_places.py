"""Places are counted under the lock of the intake, and the database refuses one too many."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.aftermath import aftermaths
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.applications.domain.place import free_place, take_place
from qiao.rooms.applications.domain.step import locked
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.errors import PlacesTaken, WrongApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from tests.rooms.applications.conftest import intake_of
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import make_host, make_opportunity


def taken(intake: Intake) -> int:
    return Intake.objects.get(pk=intake.pk).places_taken


def accept(application: Application) -> Application:
    with transaction.atomic():
        return take_place(locked(application), actor=application.profile.user)


def test_a_place_is_taken_and_comes_free(intake: Intake, wen: User) -> None:
    application = make_application(wen, intake, ApplicationState.OFFERED)

    accepted = accept(application)
    assert (accepted.state, accepted.holds_place, taken(intake)) == ("accepted", True, 1)
    assert accepted.stage is not None
    assert accepted.stage.phase == "decision"

    withdraw_application(accepted, actor=wen)
    assert taken(intake) == 0


def test_a_place_is_given_back_once(intake: Intake, wen: User) -> None:
    application = make_application(wen, intake, ApplicationState.ACCEPTED)

    assert (free_place(application), free_place(application)) == (True, False)
    withdraw_application(application, actor=wen)
    assert taken(intake) == 0


def test_only_who_was_offered_one_takes_a_place(intake: Intake, wen: User) -> None:
    application = make_application(wen, intake, ApplicationState.RANKED)

    with pytest.raises(WrongApplicationState):
        accept(application)
    assert taken(intake) == 0


def test_a_full_intake_is_told(intake: Intake, wen: User, lea: User) -> None:
    Intake.objects.filter(pk=intake.pk).update(places=1, places_taken=1)
    application = make_application(lea, intake, ApplicationState.OFFERED)

    with pytest.raises(PlacesTaken) as refusal:
        accept(application)

    assert str(refusal.value).startswith("All places of this intake have been taken")
    assert (locked(application).state, taken(intake)) == ("offered", 1)


def test_the_database_never_overbooks(intake: Intake) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(places_taken=3)


def test_rooms_above_follow_what_ended(intake: Intake, wen: User, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str, int]] = []
    follow = lambda row, before, actor: told.append((row.state, before, taken(intake)))  # noqa: E731
    monkeypatch.setattr(aftermaths, "_entries", {"test": follow})
    application = make_application(wen, intake, ApplicationState.ACCEPTED)

    withdraw_application(application, actor=wen)

    assert told == [("withdrawn", "accepted", 0)]


@pytest.mark.django_db(transaction=True)
def test_the_last_place_in_the_same_second_goes_to_one() -> None:
    hui = account("hui")
    intake = intake_of(make_opportunity(make_host(hui), hui, places=1))
    offered = [
        make_application(account(name), intake, ApplicationState.OFFERED) for name in ("a", "b", "c", "d")
    ]
    barrier, told = threading.Barrier(len(offered)), []

    def race(application: Application) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            told.append(accept(application).state)
        except QiaoError as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=[application]) for application in offered]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["accepted", "places-taken", "places-taken", "places-taken"]
    assert taken(intake) == 1
    assert Application.objects.filter(holds_place=True).count() == 1
