"""Who may do what: owner, co-owner, host, plain member of an owner, head, person, another head, stranger,
operator, nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.letters.models import Letter


@pytest.fixture
def everybody(
    fay: User, ari: User, hui: User, nan: User, una: User, mia: User, leo: User, sam: User, opal: User
) -> dict[str, object]:
    users = (fay, ari, hui, nan, una, mia, leo, sam, opal)
    return {user.email.split("@")[0]: user for user in users} | {"nobody": AnonymousUser()}


@pytest.mark.parametrize("state", ["draft", "under_review"])
def test_matrix(request: pytest.FixtureRequest, everybody: dict[str, object], state: str) -> None:
    letter = request.getfixturevalue({"draft": "drafted", "under_review": "claimed"}[state])
    expected = MATRIX | (WHILE_A_DRAFT if state == "draft" else {})

    found = {
        name: " ".join(who for who, actor in everybody.items() if may(actor, name, _about(name, letter)))
        for name in expected
    }

    assert found == expected


MATRIX = {
    "letters.ask_letter": "una mia",
    "letters.list_own": "fay ari una mia leo",
    "letters.view_letter": "fay ari una mia",
    "letters.change_letter": "mia",
    "letters.open_passport": "fay mia",
    "letters.wipe_letter": "mia",
    "letters.fetch_paper": "",  # nothing is issued yet
    "letters.list_letters": "fay ari",
    "letters.review_letter": "fay ari",
    "letters.follow_letter": "fay ari",
    "letters.revoke_letter": "",
    "letters.change_settings": "fay ari",
}
WHILE_A_DRAFT = {
    "letters.view_letter": "una mia",
    "letters.open_passport": "mia",
    "letters.review_letter": "",
    "letters.follow_letter": "",
}


def _about(permission: str, letter: Letter) -> Model:
    about_the_exchange = {"letters.list_own", "letters.list_letters", "letters.change_settings"}
    if permission == "letters.ask_letter":
        return letter.member
    return letter.exchange if permission in about_the_exchange else letter
