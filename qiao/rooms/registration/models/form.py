from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.enums import DECIDING, WITH_OPTIONS, QuestionKind, Required, Scope

LONGEST_KEPT = 3650


class RegistrationForm(Record):
    """What an exchange asks beside its own questions, and how long it keeps that after its last day."""

    exchange = models.OneToOneField(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="registration_form"
    )
    asks_needs = models.BooleanField(_("ask for diet, allergies, access, prayer, interpreter"), default=True)
    asks_travel = models.BooleanField(_("ask for arrival and departure"), default=True)
    asks_beds = models.BooleanField(_("ask for nights and rooms"), default=True)
    needs_days = models.PositiveSmallIntegerField(
        _("days that needs are kept after the exchange"),
        default=14,
        validators=[MaxValueValidator(LONGEST_KEPT)],
    )
    travel_days = models.PositiveSmallIntegerField(
        _("days that travel and nights are kept after the exchange"),
        default=60,
        validators=[MaxValueValidator(LONGEST_KEPT)],
    )

    class Meta:
        verbose_name = _("registration form")
        verbose_name_plural = _("registration forms")

    def __str__(self) -> str:
        return str(self.exchange)


class FormPage(Record):
    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="form_pages"
    )
    title_zh, title_en = bilingual(_("title"), max_length=120)
    title = Bilingual("title")
    intro_zh, intro_en = bilingual(_("introduction"), max_length=1000, multiline=True)
    intro = Bilingual("intro")
    position = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)

    class Meta:
        verbose_name = _("page of a form")
        verbose_name_plural = _("pages of forms")
        ordering = ["position", "id"]
        constraints = [in_one_language("title", of="registration_page")]

    def __str__(self) -> str:
        return str(self.title)


class Question(Record):
    """`shown_for` holds the answers to `shown_if` (ids of options, "yes", "no") that make this one asked."""

    page = models.ForeignKey(
        FormPage,
        verbose_name=pgettext_lazy("registration form", "page"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    scope = models.CharField(_("asked"), max_length=10, choices=Scope.choices, default=Scope.PERSON)
    label_zh, label_en = bilingual(pgettext_lazy("registration form", "question"), max_length=300)
    label = Bilingual("label")
    help_zh, help_en = bilingual(_("help"), max_length=500, multiline=True)
    help = Bilingual("help")
    required = models.CharField(
        _("required"), max_length=10, choices=Required.choices, default=Required.NEVER
    )
    is_for_organisers = models.BooleanField(_("answered and seen by the organisers alone"), default=False)
    asks_again = models.BooleanField(_("a change after the approval waits for the organisers"), default=False)
    keep_days = models.PositiveSmallIntegerField(
        _("days that answers are kept after the exchange"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_KEPT)],
    )
    shown_if = models.ForeignKey(
        "self",
        verbose_name=_("asked only after"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dependents",
    )
    shown_for: "models.JSONField[list[str]]" = models.JSONField(
        _("for the answers"), default=list, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    is_archived = models.BooleanField(_("no longer asked"), default=False)
    decides = False  # set where a whole form is read: another question hangs on this one

    class Meta:
        verbose_name = _("question of a form")
        verbose_name_plural = _("questions of forms")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("label", of="registration_question"),
            models.CheckConstraint(
                condition=Q(shown_if=None) | ~Q(shown_if=models.F("id")),
                name="registration_question_not_after_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def field_name(self) -> str:
        return f"q_{self.pk.hex}"

    @property
    def has_options(self) -> bool:
        return self.kind in WITH_OPTIONS

    @property
    def is_deciding(self) -> bool:
        return self.kind in DECIDING

    @property
    def is_personal(self) -> bool:
        return self.scope == Scope.PERSON


class Option(Record):
    question = models.ForeignKey(
        Question,
        verbose_name=pgettext_lazy("registration form", "question"),
        on_delete=models.CASCADE,
        related_name="options",
    )
    label_zh, label_en = bilingual(pgettext_lazy("registration form", "answer"), max_length=200)
    label = Bilingual("label")
    position = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    is_archived = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        verbose_name = _("option of a question")
        verbose_name_plural = _("options of questions")
        ordering = ["position", "id"]
        constraints = [in_one_language("label", of="registration_option")]

    def __str__(self) -> str:
        return str(self.label)
