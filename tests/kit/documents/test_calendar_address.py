import uuid

from qiao.kit.documents.calendar_address import key_of, token_of


def test_a_token_opens_its_own_row_under_its_own_salt_alone() -> None:
    key = uuid.uuid4()
    token = token_of(key, "one")

    assert key_of(token, "one") == key
    assert key_of(token, "another") is None
    for guess in ("", "x", "é", token[:-1], token[:-2] + "AA", token_of(uuid.uuid4(), "another")):
        assert key_of(guess, "one") is None
