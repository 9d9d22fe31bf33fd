from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, reason_only_where, state_after, state_before
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import WITH_REASON, ApprovalState
from qiao.rooms.opportunities.models import Opportunity


class Approval(Record):
    """What the career office of a university says of a host or of a posting; who, when and why are its
    steps."""

    university = models.ForeignKey(
        Organisation, verbose_name=_("university"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    state = models.CharField(_("state"), max_length=10, choices=ApprovalState.choices)
    message = BodyField(_("message to the office"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-id"]

    @property
    def status(self) -> ApprovalState:
        return ApprovalState(self.state)


class ApprovalStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "subject"

    from_state = state_before(ApprovalState, 10)
    to_state = state_after(ApprovalState, 10)

    class Meta(ReasonedStep.Meta):
        abstract = True


def _says_when(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(state="asked", asked_at__isnull=False) | ~Q(state="asked") & Q(decided_at__isnull=False),
        name=name,
    )


class HostApproval(Approval):
    """Whether a host may reach the students of a university."""

    host = models.ForeignKey(
        Organisation, verbose_name=_("host"), on_delete=models.PROTECT, related_name="approvals_as_host"
    )

    class Meta(Approval.Meta):
        verbose_name = _("approval of a host")
        verbose_name_plural = _("approvals of hosts")
        constraints = [
            models.UniqueConstraint(fields=["university", "host"], name="offices_host_once"),
            models.CheckConstraint(condition=~Q(host=F("university")), name="offices_host_is_another"),
            _says_when("offices_host_says_when"),
        ]
        indexes = [models.Index(fields=["university", "state", "id"], name="offices_hosts")]

    def __str__(self) -> str:
        return f"{self.host} – {self.university}"


class HostApprovalStep(ApprovalStep):
    NOUN = "offices.host"

    subject = models.ForeignKey(
        HostApproval, verbose_name=_("approval of a host"), on_delete=models.CASCADE, related_name="steps"
    )

    class Meta(ApprovalStep.Meta):
        verbose_name = _("step of an approval of a host")
        verbose_name_plural = _("steps of approvals of hosts")
        constraints = [reason_only_where(Q(to_state__in=WITH_REASON), "offices_host_step_with_reason")]


class PostingApproval(Approval):
    """Whether one opportunity is open to the students of a university."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="approvals"
    )

    class Meta(Approval.Meta):
        verbose_name = _("approval of a posting")
        verbose_name_plural = _("approvals of postings")
        constraints = [
            models.UniqueConstraint(fields=["university", "opportunity"], name="offices_posting_once"),
            _says_when("offices_posting_says_when"),
        ]
        indexes = [models.Index(fields=["university", "state", "id"], name="offices_postings")]

    def __str__(self) -> str:
        return f"{self.opportunity} – {self.university}"

    @property
    def latest_reason(self) -> str:
        """Of the last step: the host reads why."""
        steps = list(self.steps.all())
        return steps[-1].reason if steps else ""


class PostingApprovalStep(ApprovalStep):
    NOUN = "offices.posting"

    subject = models.ForeignKey(
        PostingApproval,
        verbose_name=_("approval of a posting"),
        on_delete=models.CASCADE,
        related_name="steps",
    )

    class Meta(ApprovalStep.Meta):
        verbose_name = _("step of an approval of a posting")
        verbose_name_plural = _("steps of approvals of postings")
        constraints = [reason_only_where(Q(to_state__in=WITH_REASON), "offices_posting_step_with_reason")]
