"""The office of the world's university: two students who wait, one who is confirmed, a host that asks, and a
posting that is recommended."""

from typing import TYPE_CHECKING

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.offices.domain.approval import ask_approvals
from qiao.rooms.offices.domain.recommendation import recommend_posting
from tests.rooms.offices.factory import make_claim, make_student
from tests.rooms.opportunities.factory import make_host, make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner, office = world.users["owner"], world.rows["organisation"]
    own = make_student(world.users["member"], office, owner)
    claim = make_claim(world.users["stranger"], office)
    make_claim(create_account("student@world.example", None, "en"), office)
    posting = make_opportunity(make_host(owner, name_en="Centre of the world"), owner)
    ask_approvals(posting, actor=owner, universities=[office])
    recommend_posting(office, posting, actor=owner, note_en="Worth a look.")
    world.rows |= {"office": office, "student": own, "posting": posting}
    return {
        "offices/pk": str(office.pk),
        "offices/registrations/pk": str(own.pk),
        "offices/students/pk": str(claim.pk),
        "offices/opportunities/pk": str(posting.pk),
        "hosts/host_id": str(posting.host_id),
        "postings/opportunity_id": str(posting.pk),
        "offices/university_id": str(office.pk),
        "students/registration_id": str(claim.pk),
        "offices/registrations/registration_id": str(own.pk),
        "offices/opportunities/opportunity_id": str(posting.pk),
        "university_id/registrations": world.values["merge/absorbed_pk"],
    }
