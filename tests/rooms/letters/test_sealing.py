"""Passport data are sealed column by column: the raw rows hold nothing of them, and keys can be rotated."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.test import override_settings

from qiao.kit.activity.models import Activity
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.letters.domain.resealing import reseal_some
from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.models import Letter, LetterPaper, Passport
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import is_current, seal, unseal
from tests.rooms.letters.conftest import NUMBER

OLD, NEW = "o" * 40, "n" * 40
SECRETS = (NUMBER, "CHEN MIA", "陈米娅", "1990-02-03", "2101-01-01", "Consulate General")


def test_what_was_sealed_is_opened_in_its_column_only() -> None:
    sealed = seal(b"E12345678", "letters.passport.number")

    assert unseal(sealed, "letters.passport.number") == b"E12345678"
    with pytest.raises(CannotBeOpened):
        unseal(sealed, "letters.passport.name_latin")


def test_the_same_text_is_never_sealed_the_same_way() -> None:
    assert seal(b"CN", "a.b.c") != seal(b"CN", "a.b.c")


@pytest.mark.parametrize("change", ["", "s1.nothing.AAAA", "s1..", "plain", "flip"])
def test_what_was_tampered_with_is_refused(change: str) -> None:
    sealed = seal(b"E12345678", "a.b.c")
    broken = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

    with pytest.raises(CannotBeOpened):
        unseal(broken if change == "flip" else change, "a.b.c")


def raw(model: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
        for row in cursor.fetchall():
            yield from map(str, row)


def test_no_raw_column_holds_a_passport(papered: Letter) -> None:
    stored = [text for model in (Passport, LetterPaper, Letter, Activity, OutboxMail) for text in raw(model)]

    assert len(stored) > 50
    assert [text for text in stored if any(secret in text for secret in SECRETS)] == []
    assert [text for text in stored if "%PDF" in text] == []
    assert Passport.objects.get().number == NUMBER


def test_sealed_columns_cannot_be_searched(drafted: Letter) -> None:
    with pytest.raises(FieldError, match="is sealed"):
        Passport.objects.filter(number=NUMBER).exists()


def test_a_rotation_seals_everything_anew(papered: Letter) -> None:
    letter = Letter.objects.get()
    code = letter.code

    with override_settings(SEALING_KEYS=[NEW]):
        assert Passport.objects.get().number == NUMBER  # the key before still opens
        assert reseal_some(lambda: None) == 3  # passport, document, letter
        assert reseal_some(lambda: None) == 0
    with override_settings(SEALING_KEYS=[NEW], SECRET_KEY=OLD):
        assert Passport.objects.get().number == NUMBER
        assert bytes(LetterPaper.objects.get().content).startswith(b"%PDF")
        assert Letter.objects.get().code == code
    with override_settings(SECRET_KEY=OLD), pytest.raises(CannotBeOpened):
        Passport.objects.get()


def test_the_first_key_seals(settings: Any) -> None:
    settings.SEALING_KEYS = [NEW, OLD]

    sealed = seal(b"x", "a.b.c")

    assert is_current(sealed)
    assert keys()[0].id == sealed.split(".")[1]
