"""Columns in the database the tests run on: cleaned, judged, paired and sorted byte for byte."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import translation

from qiao.kit.bilingual.fields import (
    BodyField,
    LineField,
    SortKeyField,
    bilingual,
    in_one_language,
    sort_keys,
)
from qiao.kit.bilingual.localized import Bilingual, Localized, pairs_of, sort_field
from qiao.kit.bilingual.sorting import sort_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def Film() -> Iterator[Any]:  # noqa: N802 (a model)
    with isolate_apps():

        class Film(models.Model):
            title_zh, title_en = bilingual("title", max_length=40)
            title = Bilingual("title")
            note_zh, note_en = bilingual("note", max_length=100, multiline=True)
            note = Bilingual("note")
            code: Any = LineField("code", max_length=10)
            sort_zh, sort_en = sort_keys()

            class Meta:
                app_label = "bilingual"
                constraints = [in_one_language("title", of="bilingual_film")]

        with connection.schema_editor() as editor:
            editor.create_model(Film)
        yield Film
        with connection.schema_editor() as editor:
            editor.delete_model(Film)


def test_text_is_cleaned_on_every_way_into_the_database(Film: Any) -> None:  # noqa: N803
    Film.objects.create(title_zh="\u3000电影\u00a0", note_en="a\r\nb  \r\n", code=" e\u0301 ")
    film = Film.objects.get(title_zh=" 电影 ")

    assert (film.title_zh, film.note_en, film.code) == ("电影", "a\nb", "é")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "a\u202eb"),
        ("code", "\u200d"),
        ("code", "x" * 11),
        ("code", " "),
        ("title_en", "a\nb"),
        ("note_en", "x" * 101),
        ("note_en", "\x00"),
        ("note_en", "x" * 10_000_000),
        ("code", "\u0301" * 10_000_000),
    ],
    ids=range(9),
)
def test_full_clean_refuses(Film: Any, field: str, value: str) -> None:  # noqa: N803
    film = Film(**({"title_en": "Film", "code": "1"} | {field: value}))

    with pytest.raises(ValidationError) as refused:
        film.full_clean()

    assert list(refused.value.message_dict) == [field]


def test_a_pair_needs_one_language(Film: Any) -> None:  # noqa: N803
    Film(title_zh="电影", code="1").full_clean()
    Film(title_en="Film", code="1").full_clean()

    with pytest.raises(ValidationError) as refused:
        Film(code="1").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Film.objects.create(code="1")

    assert refused.value.messages == ["Write this in at least one language."]


@pytest.mark.parametrize(
    ("language", "zh", "en", "shown"),
    [
        ("en", "电影", "Film", Localized("Film", "en", False)),
        ("zh-hans", "电影", "Film", Localized("电影", "zh-Hans", False)),
        ("en", "电影", "", Localized("电影", "zh-Hans", True)),
        ("zh-hans", "", "Film", Localized("Film", "en", True)),
        ("en", "", "", Localized("", "en", False)),
    ],
)
def test_pair_is_read_in_the_language_of_the_reader(
    Film: Any,  # noqa: N803
    language: str,
    zh: str,
    en: str,
    shown: Localized,
) -> None:
    film = Film(title_zh=zh, title_en=en)

    with translation.override(language):
        assert film.title == shown
        assert str(film.title) == shown.text
        assert bool(film.title) == bool(zh or en)


def test_pairs_of_a_model_are_known(Film: Any) -> None:  # noqa: N803
    assert pairs_of(Film) == ["title", "note"]
    assert isinstance(Film.title, Bilingual)
    assert str(Film._meta.get_field("title_zh").verbose_name) == "title (Chinese)"
    with translation.override("zh-hans"):
        assert str(Film._meta.get_field("title_zh").verbose_name) == "title（中文）"


def test_sort_keys_order_in_the_database_as_in_python(Film: Any) -> None:  # noqa: N803
    titles = [
        "重庆",
        "长安",
        "Apple",
        "apple 10",
        "Apple 9",
        "北京",
        "_",
        "Zürich",
        "吕",
        "绿",
        "[x]",
        "~",
        "A-b",
        "Ab",
    ]
    Film.objects.bulk_create(
        Film(title_zh=title, code="1", sort_zh=sort_key(title, "zh"), sort_en=sort_key(title, "en"))
        for title in titles
    )

    for language in ("zh", "en"):
        found = Film.objects.order_by(f"sort_{language}", "pk").values_list("title_zh", flat=True)
        assert list(found) == sorted(titles, key=lambda title: sort_key(title, language).encode())


def test_sort_field_follows_the_reader() -> None:
    assert sort_field() == "sort_en"
    with translation.override("zh-hans"):
        assert sort_field("name") == "name_zh"


def test_fields_go_into_migrations_as_themselves() -> None:
    for field in (LineField(max_length=5), BodyField(max_length=50), SortKeyField()):
        _name, path, arguments, options = field.deconstruct()
        again = type(field)(*arguments, **options)

        assert path == f"qiao.kit.bilingual.fields.{type(field).__name__}"
        assert again.deconstruct()[1:] == (path, arguments, options)
        assert len(again.validators) == len(field.validators)
