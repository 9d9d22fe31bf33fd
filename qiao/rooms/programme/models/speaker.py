from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.bilingual.localized import Localized
from qiao.kit.records import Record
from qiao.rooms.directory.models import Person
from qiao.rooms.programme.enums import SpeakerRole
from qiao.rooms.programme.models.item import ProgrammeItem


class Speaker(Record):
    """Who speaks, moderates or interprets: a person of the directory, or a name."""

    item = models.ForeignKey(
        ProgrammeItem, verbose_name=_("session"), on_delete=models.CASCADE, related_name="speakers"
    )
    role = models.CharField(
        _("role"), max_length=11, choices=SpeakerRole.choices, default=SpeakerRole.SPEAKER
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person in the directory"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="talks",
    )
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    organisation_zh, organisation_en = bilingual(_("organisation"), max_length=200)
    organisation = Bilingual("organisation")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name_zh="", name_en=""),
                name="programme_speaker_is_somebody",
                violation_error_message=_("Choose a person of the directory, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                name="programme_speaker_once",
                violation_error_message=_("This person is named in the session already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.shown_name)

    @property
    def shown_name(self) -> Localized:
        return self.person.name if self.person else self.name

    @property
    def known_as(self) -> str:
        """By what two rows are the same person: the entry in the directory, or else the name."""
        return str(self.person_id or (self.name_zh or self.name_en).casefold())
