"""The page that shows every component, with sample content that is real text in both languages."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.translation import pgettext, pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.ui.forms import LimitedFileField
from qiao.kit.ui.listing import Choice, Column, Listing, Sort

Rows = list[dict[str, Any]]


class SampleForm(forms.Form):
    laboratory = LineInput(
        label=pgettext_lazy("gallery", "Name of the laboratory"),
        max_length=120,
        help_text=pgettext_lazy("gallery", "As it stands on its door, in the language of the house."),
    )
    email = forms.EmailField(label=pgettext_lazy("gallery", "E-mail"), max_length=254)
    kind = forms.ChoiceField(
        label=pgettext_lazy("gallery", "What it offers"),
        choices=[
            ("talent", pgettext_lazy("gallery", "International talent")),
            ("training", pgettext_lazy("gallery", "Joint training of talent")),
            ("research", pgettext_lazy("gallery", "Research cooperation")),
        ],
    )
    pace = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Visits"),
        choices=[
            ("group", pgettext_lazy("gallery", "In groups")),
            ("single", pgettext_lazy("gallery", "One to one")),
        ],
        widget=forms.RadioSelect,
        help_text=pgettext_lazy("gallery", "How visitors are received."),
    )
    topics = forms.MultipleChoiceField(
        label=pgettext_lazy("gallery", "Fields"),
        choices=[
            ("vehicle", pgettext_lazy("gallery", "Vehicles")),
            ("chip", pgettext_lazy("gallery", "Chips")),
            ("health", pgettext_lazy("gallery", "Health")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("gallery", "Open from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    about = BodyInput(label=pgettext_lazy("gallery", "About"), max_length=2000, required=False)
    picture = LimitedFileField(
        label=pgettext_lazy("gallery", "Picture"),
        endings=("PNG", "JPEG", "WebP"),
        megabytes=5,
        required=False,
    )
    consent = forms.BooleanField(
        label=pgettext_lazy("gallery", "The profile may be shown to visitors who are not signed in.")
    )


def _part(label: str) -> str:
    return str(apps.get_app_config(label).verbose_name)


def _parts() -> list[tuple[str, str]]:
    return [(app.label, str(app.verbose_name)) for app in apps.get_app_configs() if app.models]


class RecordKinds(Listing[ContentType]):
    """A list with rows that every installation has: the kinds of records that it stores."""

    columns = (
        Column("label", pgettext_lazy("gallery", "Kind"), value="name", sort="kind"),
        Column(
            "app", pgettext_lazy("gallery", "Part"), value=lambda kind: _part(kind.app_label), sort="part"
        ),
        Column("number", pgettext_lazy("gallery", "Number"), value="pk", numeric=True),
    )
    sorts = (
        Sort("part", pgettext_lazy("gallery", "Part"), ("app_label", "model")),
        Sort("kind", pgettext_lazy("gallery", "Kind"), ("model",)),
    )
    filters = (
        Choice(name="part", lookup="app_label", label=pgettext_lazy("gallery", "Part"), choices=_parts),
    )
    search_label = pgettext_lazy("gallery", "Search kinds of records")
    page_size = 5
    file_name = "kinds"

    def search(self, queryset: QuerySet[ContentType], text: str) -> QuerySet[ContentType]:
        return queryset.filter(model__icontains=text)


COLOURS = (
    ("page", pgettext_lazy("gallery", "page")),
    ("surface", pgettext_lazy("gallery", "surface")),
    ("sunken", pgettext_lazy("gallery", "sunken")),
    ("line", pgettext_lazy("gallery", "line")),
    ("edge", pgettext_lazy("gallery", "edge")),
    ("text", pgettext_lazy("gallery", "text")),
    ("muted", pgettext_lazy("gallery", "quiet text")),
    ("accent", pgettext_lazy("gallery", "accent")),
    ("good", pgettext_lazy("gallery", "good")),
    ("warn", pgettext_lazy("gallery", "warning")),
    ("bad", pgettext_lazy("gallery", "error")),
)
ICONS = [
    "building-2",
    "flask-conical",
    "graduation-cap",
    "handshake",
    "calendar-days",
    "map-pin",
    "users",
    "trophy",
    "file-text",
    "globe",
    "briefcase",
    "search",
    "download",
    "upload",
    "mail",
    "bell",
]


def sample_context(form: SampleForm) -> dict[str, Any]:
    return {
        "form": form,
        "colours": COLOURS,
        "icons": ICONS,
        "tones": TONES,
        "bars": _bars(),
        "months": [{"label": month, "value": value} for month, value in MONTHS],
        "facts": _facts(),
        "steps": _steps(),
        "entries": _entries(),
        "trail": _trail(),
        "captions": _captions(),
    }


TONES = (
    ("neutral", pgettext_lazy("gallery", "Draft")),
    ("accent", pgettext_lazy("gallery", "Open")),
    ("good", pgettext_lazy("gallery", "Accepted")),
    ("warn", pgettext_lazy("gallery", "Waiting")),
    ("bad", pgettext_lazy("gallery", "Refused")),
)
MONTHS = (("1", 12), ("2", 9), ("3", 31), ("4", 44), ("5", 38), ("6", 62))


def _bars() -> Rows:
    return [
        {"label": pgettext("gallery", "International talent"), "value": 128, "href": "#charts"},
        {"label": pgettext("gallery", "Joint training of talent"), "value": 74},
        {"label": pgettext("gallery", "Research cooperation"), "value": 41},
        {"label": pgettext("gallery", "Not said"), "value": 0},
    ]


def _facts() -> Rows:
    return [
        {"label": pgettext("gallery", "Founded"), "value": 1998},
        {
            "label": pgettext("gallery", "Site"),
            "value": pgettext("gallery", "Chongqing, Liangjiang New Area"),
        },
        {"label": pgettext("gallery", "Web site"), "value": "example.org", "href": "#facts"},
    ]


def _steps() -> Rows:
    return [
        {"label": pgettext("gallery", "File"), "state": "done", "href": "#steps"},
        {"label": pgettext("gallery", "Columns"), "state": "done", "href": "#steps"},
        {"label": pgettext("gallery", "Check"), "state": "current"},
        {"label": pgettext("gallery", "Commit"), "state": "next"},
    ]


def _entries() -> Rows:
    return [
        {
            "when": pgettext("gallery", "9:00"),
            "title": pgettext("gallery", "Welcome"),
            "body": pgettext("gallery", "The organisers open the exchange."),
        },
        {
            "when": pgettext("gallery", "10:30"),
            "title": pgettext("gallery", "Visit to the laboratory"),
            "href": "#timeline",
        },
        {"when": pgettext("gallery", "14:00"), "title": pgettext("gallery", "One-to-one meetings")},
    ]


def _trail() -> Rows:
    return [
        {"label": pgettext("gallery", "Organisations"), "href": "#breadcrumbs"},
        {"label": pgettext("gallery", "Laboratories"), "href": "#breadcrumbs"},
        {"label": pgettext("gallery", "Battery safety")},
    ]


def _captions() -> Rows:
    return [
        {"src": static("ui/sample/film.zh.vtt"), "lang": "zh", "label": "中文"},
        {"src": static("ui/sample/film.en.vtt"), "lang": "en", "label": "English"},
    ]
