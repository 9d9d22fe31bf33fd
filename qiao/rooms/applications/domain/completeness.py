"""What an application still lacks, all of it at once, and the step to COMPLETE when nothing is left."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import COUNTED, ApplicationState, ReferenceState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import DocumentRequirement


@dataclass(frozen=True, slots=True)
class Missing:
    """What the application has and has not, read once."""

    has_name: bool
    documents: list[DocumentRequirement]
    letters_to_ask: int
    letters_to_come: int

    @property
    def words(self) -> list[str]:
        """Of what stands in the way of sending."""
        found = [] if self.has_name else [_("your name in your profile")]
        found += [document_words(requirement) for requirement in self.documents]
        if count := self.letters_to_ask:
            found.append(
                ngettext("%(count)s referee to be asked", "%(count)s referees to be asked", count)
                % {"count": count}
            )
        return found

    @property
    def is_all_there(self) -> bool:
        return self.has_name and not self.documents and not self.letters_to_come

    @property
    def waiting_words(self) -> list[str]:
        """Of what stands in the way of being complete."""
        found = [document_words(requirement) for requirement in self.documents]
        if count := self.letters_to_come:
            found.append(
                ngettext("%(count)s reference letter", "%(count)s reference letters", count)
                % {"count": count}
            )
        return found


def missing_of(application: Application) -> Missing:
    wanted = application.opportunity.letters_wanted
    states = list(application.letters.values_list("state", flat=True)) if wanted else []
    asked = len([state for state in states if state in COUNTED])
    received = states.count(ReferenceState.RECEIVED)
    return Missing(
        has_name=bool(application.profile.name_zh or application.profile.name_en),
        documents=_missing_documents(application),
        letters_to_ask=max(0, wanted - asked),
        letters_to_come=max(0, wanted - received),
    )


def document_words(requirement: DocumentRequirement) -> str:
    note = str(requirement.note)
    return f"{requirement} ({note})" if note else str(requirement)


def complete_if_all_there(application: Application, *, actor: Any) -> bool:
    """The caller holds the lock. At sending and at each letter that comes in."""
    if application.state != ApplicationState.SUBMITTED or not missing_of(application).is_all_there:
        return False
    step(application, ApplicationState.COMPLETE, actor=actor, completed_at=timezone.now())
    mails.tell(application, "complete")
    return True


def _missing_documents(application: Application) -> list[DocumentRequirement]:
    there = application.documents.exclude(requirement=None).values("requirement")
    required = DocumentRequirement.objects.filter(opportunity=application.opportunity_id, is_required=True)
    return list(required.exclude(pk__in=there))
