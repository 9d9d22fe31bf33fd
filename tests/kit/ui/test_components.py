import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler

from qiao.kit.ui import charts
from qiao.kit.ui.forms import LimitedFileField
from qiao.kit.ui.gallery import SampleForm
from qiao.kit.ui.templatetags.ui import initials

HOSTILE = "\"><script>window.qiao_xss=1</script>' {{ 7|add:7 }}"


def draw(source: str, **context: object) -> str:
    text = Template(CottonCompiler().process(source)).render(
        RequestContext(RequestFactory().get("/en/"), context)
    )
    assert "<c-" not in text
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize(
    ("source", "start"),
    [
        ('<c-button href="/x/">Go</c-button>', '<a class="button" data-variant="plain" href="/x/">'),
        (
            '<c-button variant="primary">Go</c-button>',
            '<button class="button" data-variant="primary" type="submit">',
        ),
        (
            '<c-button type="button" disabled aria-pressed="true">Go</c-button>',
            '<button class="button" data-variant="plain" type="button" disabled aria-pressed="true">',
        ),
        ('<c-button hx-get="/x/?a=1&b=2">Go</c-button>', '<button class="button" data-variant="plain" '),
    ],
)
def test_button_is_a_link_or_a_button(source: str, start: str):
    assert draw(source).startswith(start)


def test_unknown_attribute_is_an_error_that_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown attribute 'onclick' of a component; known: \['autofocus'"):
        draw('<c-button onclick="x()">Go</c-button>')


@pytest.mark.parametrize(
    "source",
    [
        '<c-button :data-x="value">{{ value }}</c-button>',
        '<c-button data-x="{{ value }}" href="{{ value }}">x</c-button>',
        '<c-card :title="value" :href="value" :eyebrow="value">{{ value }}</c-card>',
        '<c-badge :tone="value">{{ value }}</c-badge>',
        '<c-icon name="x" :label="value" />',
        '<c-action :url="value" :label="value" :confirm="value" />',
        '<c-action url="/x/" label="x" aria-label="x: {{ value }}" />',
        '<c-empty :title="value">{{ value }}</c-empty>',
        '<c-dialog :id="value" :title="value" :open_label="value">{{ value }}</c-dialog>',
        '<c-progress :label="value" :note="value" :value="value" />',
        '<c-bar-chart :rows="rows" :title="value" :unit="value" />',
        '<c-line-chart :rows="rows" :title="value" :unit="value" />',
        '<c-timeline :entries="rows" />',
        '<c-facts :rows="rows" />',
        '<c-steps :steps="rows" />',
        '<c-breadcrumbs :trail="rows" />',
        '<c-stat :label="value" :value="value" :note="value" :href="value" />',
        '<c-avatar :name="value" :src="value" />',
        '<c-avatar :name="value" />',
        '<c-media :src="value" :alt="value" :caption="value" />',
        '<c-media kind="video" :src="value" :alt="value" :poster="value" :tracks="rows" />',
        '<c-notice :title="value">{{ value }}</c-notice>',
        '<c-search :url="value" :label="value" :value="value" :suggestions="value" />',
        '<c-tabs :label="value"><c-tab :title="value" :group="value">{{ value }}</c-tab></c-tabs>',
    ],
)
def test_component_escapes_what_it_is_given(source: str):
    row = dict.fromkeys(["label", "title", "body", "href", "when", "state", "src", "lang"], HOSTILE)

    text = draw(source, value=HOSTILE, rows=[row | {"value": 3}])

    assert "<script" not in text
    assert '="">' not in text.replace("&quot;", "")


def test_component_does_not_see_the_variables_of_its_page():
    assert draw('<c-card title="Own">x</c-card>', eyebrow="leaked", href="/leaked/").count("leaked") == 0


def test_action_is_a_form_with_token_and_key():
    text = draw('<c-action url="/x/" label="Archive" />')

    assert text.startswith('<form class="action" method="post" action="/x/">')
    assert 'name="csrfmiddlewaretoken"' in text
    assert re.search(r'name="idempotency_key" value="[0-9a-f-]{36}"', text)
    assert "<details" not in text


def test_action_asks_first_when_told_to():
    text = draw('<c-action url="/x/" label="Archive" variant="danger" confirm="Really?" />')

    assert '<summary class="button" data-variant="danger">' in text
    assert text.index("Really?") < text.index('<button class="button" data-variant="danger" type="submit">')


@pytest.mark.parametrize("confirm", ["", "Really?"])
def test_action_lends_its_spoken_name_to_what_is_pressed(confirm: str):
    source = '<c-action url="/x/" label="Archive" :confirm="confirm" aria-label="Archive: {{ name }}" />'

    pressed = re.findall("<(?:button|summary)[^>]*>", text := draw(source, name="Ann & Bo", confirm=confirm))

    assert len(pressed) == (2 if confirm else 1)
    assert all('aria-label="Archive: Ann &amp; Bo"' in each for each in pressed)
    assert "aria-label" not in re.findall("<form[^>]*>", text)[0]


def test_video_has_captions_and_a_way_without_a_player():
    tracks = [{"src": f"/{code}.vtt", "lang": code, "label": code.upper()} for code in ("zh", "en")]

    text = draw('<c-media kind="video" src="/f.webm" poster="/p.png" :tracks="tracks" />', tracks=tracks)

    assert text.count("<track ") == 2
    assert '<track kind="captions" src="/zh.vtt" srclang="zh" label="ZH" default>' in text
    assert '<a href="/f.webm">Download the film</a>' in text


def test_bars_share_the_length_of_the_longest():
    rows = [{"label": "a", "value": 8}, {"label": "b", "value": 2}, {"label": "c", "value": 0}]

    assert [row["percent"] for row in charts.bars(rows)] == ["100.0", "25.0", "0.0"]


@pytest.mark.parametrize("values", [[], [0, 0], [-3, -1]])
def test_charts_draw_nothing_where_there_is_nothing(values: list[int]):
    rows = [{"label": "x", "value": value} for value in values]

    assert [float(row["percent"]) for row in charts.bars(rows)] == [0] * len(values)
    assert charts.line(rows).rows == rows


def test_line_has_its_points_above_the_middle_of_the_columns():
    drawn = charts.line([{"label": "a", "value": 0}, {"label": "b", "value": 10}])

    assert drawn.points == "25.00,40.00 75.00,3.00"
    assert drawn.area == "25.00,40 25.00,40.00 75.00,3.00 75.00,40"


def test_chart_numbers_stay_plain_in_every_language():
    rows = [{"label": "a", "value": 3}, {"label": "b", "value": 1}]

    with translation.override("zh-hans"):
        text = draw('<c-bar-chart :rows="rows" title="x" />', rows=rows)

    assert 'width="33.3%"' in text


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nora Lindqvist", "NL"), ("林晓", "林"), ("Chongqing", "C"), ("", ""), ("  ", ""), ("a b c", "AB")],
)
def test_avatar_shows_two_letters_or_one_character(name: str, letters: str):
    assert initials(name) == letters


def test_field_links_label_help_and_error_to_its_input():
    text = draw('<c-form :form="form" />', form=SampleForm({"laboratory": "", "email": "x"}))

    laboratory = re.search(r'<input type="text" name="laboratory"[^>]*>', text)
    assert laboratory is not None
    assert 'aria-invalid="true"' in laboratory.group()
    described = re.search(r'aria-describedby="([^"]+)"', laboratory.group())
    assert described is not None
    assert all(f'id="{target}"' in text for target in described.group(1).split())
    assert 'id="id_laboratory"' in laboratory.group()
    assert '<label for="id_laboratory">' in text


def test_form_with_errors_sums_them_up_with_links_that_lead_somewhere():
    form = SampleForm({"laboratory": "", "email": "x", "kind": "talent"})

    text = draw('<c-form :form="form" />', form=form)

    targets = re.findall(r'<li><a href="#([^"]+)">', text)
    assert len(targets) == sum(len(errors) for errors in form.errors.values())
    assert [target for target in targets if f'id="{target}"' not in text] == []


def test_group_of_choices_is_a_fieldset_with_a_legend():
    text = draw("{{ form }}", form=SampleForm())

    assert re.search(r'<fieldset class="field"[^>]*> <legend>Visits', text)
    assert text.count("<label ") == len(set(re.findall(r'<label for="([^"]+)"', text)))


def test_form_without_files_is_sent_plainly_and_with_files_in_parts():
    class Plain(forms.Form):
        line = forms.CharField(max_length=5)

    assert "enctype" not in draw('<c-form :form="form" />', form=Plain())
    assert 'enctype="multipart/form-data"' in draw('<c-form :form="form" />', form=SampleForm())


def test_hidden_fields_and_errors_of_the_whole_form_are_shown():
    class Whole(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

        def clean(self) -> None:
            raise forms.ValidationError("Both cannot be.")

    text = draw('<c-form :form="form" submit="Send" />', form=Whole({"token": "t"}))

    assert '<input type="hidden" name="token" value="t"' in text
    assert "<li>Both cannot be.</li>" in text
    assert "<span>Send</span>" in text


class Upload(forms.Form):
    table = LimitedFileField(label="Table", endings=("CSV", "XLSX"), megabytes=1)


def test_file_field_tells_its_limits_beside_the_input():
    text = draw("{{ form }}", form=Upload())

    assert "CSV, XLSX; at most 1 MB" in text
    assert 'accept=".csv,.xlsx"' in text


def test_file_field_refuses_what_is_too_large():
    small, large = b"x" * (1024 * 1024), b"x" * (1024 * 1024 + 1)

    assert Upload({}, {"table": SimpleUploadedFile("a.csv", small)}).is_valid()
    refused = Upload({}, {"table": SimpleUploadedFile("a.csv", large)})
    assert refused.errors["table"] == ["This file has 1.0\xa0MB; at most 1.0\xa0MB are accepted."]


class HelpedForm(forms.Form):
    plain = forms.CharField(help_text=HOSTILE)
    marked = forms.CharField(help_text=mark_safe("<em>Twelve</em> signs."))


def test_help_of_a_field_is_text_unless_it_was_marked_as_markup():
    """Rooms put users' words into it, such as the title of a visit."""
    text = draw("{{ form }}", form=HelpedForm())
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "<em>Twelve</em>" in text
