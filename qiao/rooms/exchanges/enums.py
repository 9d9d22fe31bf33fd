"""The states of this room and the steps between them, as values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExchangeState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("exchange", "Draft")
    PUBLISHED = "published", pgettext_lazy("exchange", "Published")
    CONCLUDED = "concluded", pgettext_lazy("exchange", "Concluded")
    ARCHIVED = "archived", pgettext_lazy("exchange", "Archived")

    def can_become(self, target: Any) -> bool:
        return ExchangeState(target) in _EXCHANGE_STEPS[self]


_EXCHANGE_STEPS: dict[ExchangeState, set[ExchangeState]] = {
    ExchangeState.DRAFT: {ExchangeState.PUBLISHED, ExchangeState.ARCHIVED},
    ExchangeState.PUBLISHED: {ExchangeState.CONCLUDED},
    ExchangeState.CONCLUDED: {ExchangeState.ARCHIVED},
    ExchangeState.ARCHIVED: set(),
}


class DeadlineKind(models.TextChoices):
    ANSWER = "answer", _("Answer to the invitation")
    REGISTRATION = "registration", _("Registration of the members")


class PartnerRole(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    HOST = "host", _("Host")
    SUPPORTER = "supporter", _("Supporter")

    @property
    def is_owning(self) -> bool:
        return self.value in OWNING


OWNING = ("organiser", "co_organiser")  # equals: whatever one of them may, the other may


class DecisionKind(models.TextChoices):
    RELEASE = "release", _("Release of the exchange")
    RELEASE_PROGRAMME = "release_programme", _("Release of the programme")
    PUBLISH_REPORT = "publish_report", _("Publication of the report")
    CONCLUDE = "conclude", _("Conclusion of the exchange")
    ADMIT = "admit", _("Admission of another owner")
    FEWER_CONSENTS = "fewer_consents", _("Fewer consents needed")


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("decision", "Proposed")
    TAKEN = "taken", pgettext_lazy("decision", "Taken")
    REFUSED = "refused", pgettext_lazy("decision", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("decision", "Lapsed")


class DelegationState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("delegation", "Invited")
    OPENED = "opened", pgettext_lazy("delegation", "Invitation opened")
    ACCEPTED = "accepted", pgettext_lazy("delegation", "Accepted")
    REGISTERING = "registering", pgettext_lazy("delegation", "Registering")
    SUBMITTED = "submitted", pgettext_lazy("delegation", "Submitted")
    APPROVED = "approved", pgettext_lazy("delegation", "Approved")
    WAITING = "waiting", pgettext_lazy("delegation", "On the waiting list")
    DECLINED = "declined", pgettext_lazy("delegation", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("delegation", "Withdrawn")

    def can_become(self, target: Any) -> bool:
        return DelegationState(target) in DELEGATION_STEPS[self]

    @property
    def is_over(self) -> bool:
        return not DELEGATION_STEPS[self]


_D = DelegationState
DELEGATION_STEPS: dict[DelegationState, frozenset[DelegationState]] = {
    _D.INVITED: frozenset({_D.OPENED, _D.ACCEPTED, _D.WAITING, _D.DECLINED, _D.WITHDRAWN}),
    _D.OPENED: frozenset({_D.ACCEPTED, _D.WAITING, _D.DECLINED, _D.WITHDRAWN}),
    _D.ACCEPTED: frozenset({_D.REGISTERING, _D.WITHDRAWN}),
    _D.REGISTERING: frozenset({_D.SUBMITTED, _D.WITHDRAWN}),
    _D.SUBMITTED: frozenset({_D.APPROVED, _D.REGISTERING, _D.DECLINED, _D.WITHDRAWN}),
    _D.APPROVED: frozenset({_D.WITHDRAWN}),
    _D.WAITING: frozenset({_D.ACCEPTED, _D.DECLINED, _D.WITHDRAWN}),
    _D.DECLINED: frozenset(),
    _D.WITHDRAWN: frozenset(),
}
UNANSWERED = (_D.INVITED, _D.OPENED)
NAMING = (_D.ACCEPTED, _D.REGISTERING)  # seats may be filled
SWAPPING = (*NAMING, _D.APPROVED)  # somebody falls ill after the approval too
SEATED = (*NAMING, _D.SUBMITTED, _D.APPROVED)
OVER = (_D.DECLINED, _D.WITHDRAWN)


class DelegationRole(models.TextChoices):
    HEAD = "head", _("Head of delegation")
    DELEGATE = "delegate", _("Delegate")
    INTERPRETER = "interpreter", _("Interpreter")
    ASSISTANT = "assistant", pgettext_lazy("delegation", "Assistant")


class MemberState(models.TextChoices):
    NAMED = "named", pgettext_lazy("member", "Named")
    INVITED = "invited", pgettext_lazy("member", "Invited")
    CONFIRMED = "confirmed", pgettext_lazy("member", "Confirmed")
    REPLACED = "replaced", pgettext_lazy("member", "Replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("member", "Withdrawn")

    @property
    def is_active(self) -> bool:
        return self.value in ACTIVE_MEMBERS


ACTIVE_MEMBERS = ("named", "invited", "confirmed")


class OfferState(models.TextChoices):
    OPEN = "open", pgettext_lazy("offer of seats", "Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("offer of seats", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer of seats", "Declined")
    LAPSED = "lapsed", pgettext_lazy("offer of seats", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer of seats", "Withdrawn")
