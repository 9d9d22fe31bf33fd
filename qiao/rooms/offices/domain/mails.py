"""Mails of career offices: that there is something to see, and where; never a reason."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.outbox import queue_mail
from qiao.kit.steps.make import latest_step
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import acts_for, speakers_for
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.models import HostApproval, PostingApproval, Recommendation, StudentRegistration
from qiao.rooms.opportunities.models import Opportunity

ASKED = "offices.asked"
DECIDED = "offices.decided"
STUDENT = "offices.student"
RECOMMENDED = "offices.recommended"
MOST_TOLD = 10


def tell_office(university: Organisation, opportunity: Opportunity) -> None:
    """That a host asks for its posting; once for each time it asks."""
    latest = latest_step(PostingApproval.objects.get(university=university, opportunity=opportunity))
    where = ("offices:posting", university.pk, opportunity.pk)
    for reader in editors_of(university):
        with override(str(reader.language)):
            values = {
                "university": university.name,
                "host": opportunity.host.name,
                "posting": opportunity.title,
            }
            _write(ASKED, reader, values, where, key=f"{latest}:{reader.pk}")


def tell_host(approval: HostApproval | PostingApproval) -> None:
    """Who asked last and still speaks for the host, or else those who do."""
    posting = approval.opportunity if isinstance(approval, PostingApproval) else None
    host = approval.opportunity.host if isinstance(approval, PostingApproval) else approval.host
    where = ("offices:approvals", posting.pk) if posting else ("offices:hosting",)
    plain = {"state": str(approval.state), "is_posting": posting is not None}
    latest = latest_step(approval)
    for reader in _askers(approval, host) or editors_of(host):
        with override(str(reader.language)):
            subject = posting.title if posting else host.name
            values = {"subject": subject, "university": approval.university.name}
            _write(DECIDED, reader, values, where, key=f"{latest}:{reader.pk}", **plain)


def tell_student(registration: StudentRegistration, news: str) -> None:
    """`news` is one of confirmed, refused, ended."""
    if (reader := registration.profile.user) is None:
        return
    with override(str(reader.language)):
        values = {"university": registration.university.name}
        _write(
            STUDENT, reader, values, ("offices:registrations",), key=str(latest_step(registration)), news=news
        )


def tell_of_recommendation(recommendation: Recommendation, registration: StudentRegistration) -> bool:
    """Once for each posting, whoever else recommends it too. Whether a mail was written."""
    reader = registration.profile.user
    key = f"{recommendation.opportunity_id}:{getattr(reader, 'pk', '')}"
    if reader is None or OutboxMail.objects.filter(key=f"{RECOMMENDED}:{key}").exists():
        return False
    posting = recommendation.opportunity
    with override(str(reader.language)):
        values = {
            "university": recommendation.university.name,
            "posting": posting.title,
            "host": posting.host.name,
            "note": recommendation.note,
        }
        _write(RECOMMENDED, reader, values, ("offices:registrations",), key=key)
    return True


def editors_of(organisation: Organisation) -> list[User]:
    return list(speakers_for([organisation.pk])[:MOST_TOLD])


def _askers(approval: Any, host: Organisation) -> list[User]:
    step = approval.steps.filter(to_state=ApprovalState.ASKED).order_by("-id").select_related("actor").first()
    return [step.actor] if step and acts_for(step.actor, host.pk) else []


def _write(
    kind: str, reader: User, values: dict[str, Any], where: tuple[Any, ...], *, key: str, **plain: Any
) -> None:
    """The caller has made the reader's language the active one: names are said in it."""
    name, *args = where
    context = {name: str(value) for name, value in values.items()}
    context["url"] = f"{settings.BASE_URL}{reverse(name, args=args)}"
    queue_mail(kind, to=reader, context=context | plain, key=f"{kind}:{key}", language=str(reader.language))
