"""Whether reach and approvals let a profile apply; every room above asks here."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from qiao.kit.errors import QiaoError
from qiao.rooms.directory.enums import OrganisationKind
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import DENIED, ApprovalState, RegistrationState
from qiao.rooms.offices.errors import NotConfirmed, NotOpenToYourStudents, NotRegistered
from qiao.rooms.offices.models import HostApproval, OfficeSettings, PostingApproval, StudentRegistration
from qiao.rooms.opportunities.enums import Reach
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.profiles.models import Profile


def refusal(profile: Profile, opportunity: Opportunity) -> QiaoError | None:
    """None when the profile may apply, else why not and what to do."""
    if opportunity.reach == Reach.OPEN:
        return None
    standing = StudentRegistration.objects.standing().filter(profile=profile, university__in=offices())
    registrations = list(standing.select_related("university").order_by("id"))
    if not registrations:
        return NotRegistered()
    confirmed = [row.university for row in registrations if row.state == RegistrationState.CONFIRMED]
    if not confirmed:
        return NotConfirmed(university=str(registrations[0].university))
    if approving(opportunity).filter(pk__in=[office.pk for office in confirmed]).exists():
        return None
    return NotOpenToYourStudents(university=str(confirmed[0]))


def offices() -> QuerySet[Organisation]:
    """The universities that have a career office here."""
    return Organisation.objects.published().filter(kind=OrganisationKind.UNIVERSITY)


def approving(opportunity: Opportunity) -> QuerySet[Organisation]:
    """The universities whose students may apply: host and posting are approved there. A university need not
    approve itself as a host; an approved host's postings are approved with it where the office says so."""
    host = HostApproval.objects.filter(
        university=OuterRef("pk"), host=opportunity.host_id, state=ApprovalState.APPROVED
    )
    own = PostingApproval.objects.filter(university=OuterRef("pk"), opportunity=opportunity)
    covers = OfficeSettings.objects.filter(university=OuterRef("pk"), host_covers_postings=True)
    by_host = Q(Exists(covers)) & ~Q(Exists(own.filter(state__in=DENIED)))
    return offices().filter(
        Q(Exists(host)) | Q(pk=opportunity.host_id),
        Q(Exists(own.filter(state=ApprovalState.APPROVED))) | by_host,
    )
