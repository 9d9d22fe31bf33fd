"""Universities with an office, and their students, for the tests of this room and of those above it."""

from itertools import count
from typing import Any

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.offices.domain.approval import decide_posting
from qiao.rooms.offices.domain.student import confirm_student, register_student
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.models import PostingApproval, StudentRegistration
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.purpose import keep_registered_purposes
from qiao.rooms.privacy.models import PurposeText

_numbers = count(1)


def make_office(user: User, role: str = MembershipRole.MANAGER, **values: Any) -> Organisation:
    """A published university whose career office the user runs."""
    name = f"University {next(_numbers)}"
    given = {"kind": "university", "country": "US", "name_en": name, "sort_en": name.lower()}
    given |= {"sort_zh": name.lower(), "publication": Publication.PUBLISHED} | values
    university = Organisation.objects.create(**given)
    Membership.objects.create(organisation=university, user=user, role=role)
    return university


def words() -> PurposeText:
    """What a student agrees to."""
    found = PurposeText.objects.filter(purpose__code=SEEN, language="en").select_related("purpose").first()
    if found is None:
        keep_registered_purposes()
        return words()
    return found


def make_claim(user: User, university: Organisation, **values: Any) -> StudentRegistration:
    return register_student(university, actor=user, agreed=words(), **values)


def make_student(user: User, university: Organisation, by: User, **values: Any) -> StudentRegistration:
    """Registered, with consent, and confirmed by someone who runs the office."""
    return confirm_student(make_claim(user, university, **values), actor=by)


def approve(university: Organisation, opportunity: Opportunity, by: User) -> PostingApproval:
    """The posting and its host, unasked."""
    return decide_posting(university, opportunity, actor=by, state=ApprovalState.APPROVED, with_host=True)
