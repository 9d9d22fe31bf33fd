import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.domain.operatorship import (
    appoint_from_command_line,
    dismiss_from_command_line,
    end,
    grant,
)
from qiao.rooms.accounts.errors import AlreadyOperator, LastOperator, NoSuchAccount
from qiao.rooms.accounts.models import Operatorship, User


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_grant_by_operator_makes_an_operator_at_once(olga: User, bob: User) -> None:
    grant(olga, bob)

    assert fresh(bob).is_operator
    assert Activity.objects.get(action="accounts.operatorship.granted", actor=olga).subject_id == bob.pk


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_grant_by_anyone_else_is_not_found(name: str, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(name)

    with pytest.raises(NotPermitted):
        grant(actor, actor)

    assert not fresh(actor).is_operator


def test_grant_twice_is_refused_and_writes_one_row(olga: User, bob: User) -> None:
    grant(olga, bob)

    with pytest.raises(AlreadyOperator):
        grant(olga, bob)

    assert Operatorship.objects.filter(user=bob).count() == 1


def test_end_takes_effect_on_the_loaded_instance_too(olga: User, bob: User) -> None:
    grant(olga, bob)
    assert bob.is_operator

    end(olga, bob)

    assert not bob.is_operator
    row = Operatorship.objects.get(user=bob)
    assert (row.ended_by, row.ended_at is not None) == (olga, True)


def test_end_by_a_stranger_is_not_found(olga: User, carol: User) -> None:
    with pytest.raises(NotPermitted):
        end(carol, olga)

    assert fresh(olga).is_operator


def test_last_operator_stays(olga: User) -> None:
    with pytest.raises(LastOperator):
        end(olga, olga)

    assert fresh(olga).is_operator


def test_operator_comes_back_with_a_second_row(olga: User, bob: User) -> None:
    grant(olga, bob)
    end(olga, bob)
    grant(olga, bob)

    assert Operatorship.objects.filter(user=bob).count() == 2
    assert fresh(bob).is_operator


def test_disabled_operator_has_no_rights(olga: User) -> None:
    olga.is_active = False
    olga.save()

    assert not fresh(olga).is_operator


@pytest.mark.django_db
def test_command_line_opens_the_account_and_appoints_once() -> None:
    user = appoint_from_command_line("First@Server.example")
    again = appoint_from_command_line("first@server.example")

    assert (user, user.email, user.is_operator) == (again, "first@server.example", True)
    assert Operatorship.objects.count() == 1


def test_command_line_dismisses_even_the_last(olga: User) -> None:
    dismiss_from_command_line("olga@server.example")

    assert not fresh(olga).is_operator


@pytest.mark.django_db
def test_command_line_says_that_there_is_no_such_account() -> None:
    with pytest.raises(NoSuchAccount):
        dismiss_from_command_line("nobody@server.example")


def test_is_operator_asks_once(olga: User, django_assert_num_queries: object) -> None:
    user = fresh(olga)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert user.is_operator
        assert user.is_operator
