"""From an account or an address to the person whose data are meant."""

from allauth.account.models import EmailAddress

from qiao.kit.classification import DataSubject, resolve
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.models import DataSubjectRequest


def subject_of(user: User) -> DataSubject:
    """Only addresses that were proved count: a claimed one would open somebody else's data."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    emails = frozenset({user.email, *(address.lower() for address in proved)})
    return resolve(DataSubject(user_id=user.pk, emails=emails))


def subject_of_request(request: DataSubjectRequest) -> DataSubject:
    if request.user is not None:
        return subject_of(request.user)
    owner = User.objects.filter(email=request.email).first()
    return subject_of(owner) if owner else resolve(DataSubject(emails=frozenset({request.email})))
