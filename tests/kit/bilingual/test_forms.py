"""Both languages side by side, the missing one marked, with any form template."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation

from qiao.kit.bilingual.fields import LineField, bilingual
from qiao.kit.bilingual.forms import BilingualForm, BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.bilingual.localized import Bilingual


@pytest.fixture
def Film() -> Iterator[Any]:  # noqa: N802 (a model)
    with isolate_apps():

        class Film(models.Model):
            title_zh, title_en = bilingual("title", max_length=40)
            title = Bilingual("title")
            note_zh, note_en = bilingual("note", max_length=100, multiline=True)
            note = Bilingual("note")
            code: Any = LineField("code", max_length=10, blank=True)

            class Meta:
                app_label = "bilingual"

        yield Film


def form_of(model: Any, *fields: str, **options: Any) -> Any:
    made = forms.modelform_factory(model, form=BilingualModelForm, fields=fields)
    return made(**options)


def sides(page: str) -> list[str]:
    return re.findall(r'<div class="field">\s*<label for="(\w+)">', page)


def test_pair_is_one_group_with_both_inputs(Film: Any) -> None:  # noqa: N803
    page = str(form_of(Film, "title_zh", "title_en", "code"))

    assert page.count("<fieldset") == 1
    assert "<legend>Title</legend>" in page
    assert sides(page)[:2] == ["id_title_zh", "id_title_en"]
    assert re.search(r'<input type="text" name="title_zh"[^>]* lang="zh-Hans"', page)
    assert re.search(r'<input type="text" name="title_en"[^>]* lang="en"', page)
    assert page.count('name="title_en"') == 1
    assert 'name="code"' in page


@pytest.mark.parametrize(
    ("zh", "en", "marks"),
    [
        ("电影", "", ["English missing"]),
        ("", "Film", ["Chinese missing"]),
        ("电影", "Film", []),
        ("", "", []),
    ],
)
def test_missing_language_is_marked(Film: Any, zh: str, en: str, marks: list[str]) -> None:  # noqa: N803
    page = str(form_of(Film, "title_zh", "title_en", instance=Film(title_zh=zh, title_en=en)))

    assert re.findall(r'data-tone="warn">(.*?)<', page) == marks


def test_mark_is_in_the_language_of_the_reader(Film: Any) -> None:  # noqa: N803
    with translation.override("zh-hans"):
        page = str(form_of(Film, "title_zh", "title_en", instance=Film(title_zh="电影")))

    assert "缺英文" in page


def test_errors_stand_at_their_language(Film: Any) -> None:  # noqa: N803
    form = form_of(Film, "title_zh", "title_en", data={"title_zh": "a\u202eb", "title_en": "x" * 41})

    assert not form.is_valid()
    page = str(form)
    assert page.index("U+202E") < page.index('name="title_en"')
    assert page.count('id="id_title_en_error"') == 1


def test_clean_values_reach_the_model(Film: Any) -> None:  # noqa: N803
    data = {"title_zh": "\u3000电影 ", "title_en": "", "note_zh": "a\r\nb", "note_en": ""}
    form = form_of(Film, "title_zh", "title_en", "note_zh", "note_en", data=data)

    assert form.is_valid(), form.errors
    assert (form.instance.title_zh, form.instance.note_zh) == ("电影", "a\nb")


def test_one_language_alone_stays_an_ordinary_field(Film: Any) -> None:  # noqa: N803
    page = str(form_of(Film, "title_en"))

    assert "<fieldset" not in page
    assert 'name="title_en"' in page


def test_form_of_its_own_fields_has_pairs() -> None:
    class SubjectForm(BilingualForm):
        pairs = {"subject": "Subject"}
        subject_zh = LineInput(max_length=20)
        subject_en = LineInput(max_length=20, required=False)

    page = str(SubjectForm({"subject_zh": "主题"}))

    assert "<legend>Subject</legend>" in page
    assert "English missing" in page


@pytest.mark.parametrize("field", [LineInput(max_length=20), BodyInput(max_length=20)])
@pytest.mark.parametrize("value", ["\u200b", " \u3000", "x" * 21, "\ud800", "\x00", "x" * 10_000_000])
def test_inputs_refuse_in_plain_forms(field: forms.Field, value: str) -> None:
    with pytest.raises(forms.ValidationError):
        field.clean(value)


def test_fallback_is_escaped_tagged_and_marked(Film: Any) -> None:  # noqa: N803
    template = Template("{% load bilingual %}{{ film.title|in_language }}|{{ film.note|in_language }}")
    film = Film(title_zh="<b>电影", note_en="<i>")

    page = template.render(Context({"film": film}))

    assert page == (
        '<span lang="zh-Hans">&lt;b&gt;电影</span> <abbr class="fallback" '
        'title="There is no English text yet; the Chinese one is shown.">Chinese</abbr>|&lt;i&gt;'
    )


def test_either_language_can_be_asked_for(Film: Any) -> None:  # noqa: N803
    template = Template("{% load bilingual %}{{ f|in_chinese:'title' }}/{{ f|in_english:'title' }}")

    assert template.render(Context({"f": Film(title_zh="电影", title_en="Film")})) == "电影/Film"
