"""The member's applications to a host of the owner: a draft, one that waits for a letter, one that is
complete with a letter that the member may read."""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.document import add_document
from qiao.rooms.applications.domain.letter import ask_letter
from qiao.rooms.applications.domain.letter_link import token_of
from qiao.rooms.applications.domain.receiving import hand_in_letter
from qiao.rooms.applications.models import Application, ReferenceLetter
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import make_host, make_intake, make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
REFEREE = {"referee_name": "Prof. Chen", "relation": "supervisor", "language": "en"}


def fill(world: "World") -> dict[str, str]:
    owner, member = world.users["owner"], world.users["member"]
    opportunity = make_opportunity(make_host(owner, name_en="Workstation of the world"), owner)
    first = opportunity.intakes.get()
    second, third = (make_intake(opportunity, owner) for _ in range(2))
    draft = make_application(member, first, "draft")
    document = add_document(draft, actor=member, upload=ContentFile(PDF, "plan.pdf"), kind="plan")
    waiting = make_application(member, second, "submitted")
    complete = make_application(member, third, "complete")
    asked, given = _asked(waiting, member), _asked(complete, member)
    entered = _asked(waiting, member, "fang@referee.example")
    hand_in_letter(token_of(given), text="I recommend them.", is_confidential=False, may_be_reused=True)
    world.rows |= {"application": complete, "intake": third, "opportunity_applied_for": opportunity}
    return {
        "applications/pk": str(draft.pk),
        "applications/pk/selection": str(complete.pk),
        "applications/pk/stage": str(complete.pk),
        "applications/pk/reading": str(complete.pk),
        "applications/pk/closing": str(complete.pk),
        "applications/pk/completion": str(waiting.pk),
        "applications/opportunities/pk": str(opportunity.pk),
        "applications/documents/pk": str(document.pk),
        "applications/letters/pk": str(given.pk),
        "letters/pk/reminder": str(asked.pk),
        "letters/pk/cancellation": str(asked.pk),
        "letters/pk/entry": str(entered.pk),
        "letters/letter_pk": str(given.pk),
        "references/token": token_of(asked),
        "applications/opportunities/opportunity_id": str(opportunity.pk),
        "applications/application_id": str(complete.pk),
    }


def _asked(application: Application, actor: User, email: str = "chen@referee.example") -> ReferenceLetter:
    return ask_letter(application, actor=actor, referee_email=email, **REFEREE)
