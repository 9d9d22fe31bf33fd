"""A form with every kind of question, answers of a member and of a delegation, needs, travel, nights, a
change that waits for the organisers, and a link to the totals."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from qiao.rooms.registration.domain.needs import NeedDraft, save_leg, save_needs
from qiao.rooms.registration.domain.registration import registration_of
from qiao.rooms.registration.domain.sharing import share_totals
from qiao.rooms.registration.domain.staying import add_hotel, save_stay
from qiao.rooms.registration.enums import Direction, QuestionKind, TotalsKind
from qiao.rooms.registration.models import FormPage, Option, Question, Review, Stay

if TYPE_CHECKING:
    from tests.support.world import World

# Fixed, so that tests/security/filling.py can name the fields that take no plain sentence.
IDS = {kind: uuid.UUID(int=0xA000 + place) for place, kind in enumerate(QuestionKind)}
EXAMPLES = {
    QuestionKind.NUMBER: "12",
    QuestionKind.DATE: "2099-05-09",
    QuestionKind.TIME: "09:30",
    QuestionKind.PHONE: "+86 21 5555 0100",
    QuestionKind.EMAIL: "a@plain.example",
    QuestionKind.URL: "https://plain.example/",
}
WHOLE_DELEGATION = uuid.UUID(int=0xB000)


def fill(world: "World") -> dict[str, str]:
    exchange, owner = world.rows["exchange"], world.users["owner"]
    page = FormPage.objects.create(exchange=exchange, title_zh="关于您", title_en="About you", position=1)
    questions = [_question(page, kind, place) for place, kind in enumerate(QuestionKind)]
    Question.objects.create(
        id=WHOLE_DELEGATION, page=page, kind="line", scope="delegation", label_en="Topic", position=20
    )
    for kind in ("line", "body"):
        Question.objects.create(
            page=page, kind=kind, label_en=f"Organisers’ {kind}", is_for_organisers=True, position=21
        )
    option = Option.objects.filter(question=questions[5]).first()
    registration = registration_of(world.rows["delegation"], world.rows["member"])
    review = _tell(registration, owner, questions[0])
    hotel = add_hotel(exchange, actor=owner, values={"name_en": "Garden Hotel"}, rooms={"single": 5})
    shared = share_totals(exchange, actor=owner, kind=TotalsKind.MEALS, recipient="Kitchen")
    assert option is not None
    return {
        "form-pages/pk": str(page.pk),
        "page_pk": str(page.pk),
        "form-questions/pk": str(questions[0].pk),
        "form-options/pk": str(option.pk),
        "reviews/pk": str(review.pk),
        "review_id": str(review.pk),
        "hotels/pk": str(hotel.pk),
        "stays/pk": str(Stay.objects.get().pk),
        "members/pk/needs": str(world.rows["member"].pk),
        "registration/members/pk": str(world.rows["member"].pk),
        "totals-links/pk": str(shared.pk),
        "totals/token": shared.token,
        "position/direction": "down",
        "travel/direction": "arrival",
        "scope": "person",
        "totals_kind": "meals",
    }


def _question(page: FormPage, kind: QuestionKind, place: int) -> Question:
    question = Question.objects.create(
        id=IDS[kind],
        page=page,
        kind=kind,
        label_zh=f"问题{place}",
        label_en=f"Question {place}",
        position=place,
    )
    for number in range(3 if question.has_options else 0):
        Option.objects.create(question=question, label_en=f"Option {number}", position=number)
    return question


def _tell(registration: Any, actor: Any, question: Question) -> Review:
    exchange = registration.delegation.exchange
    needs = [NeedDraft("diet", "vegetarian"), NeedDraft("allergy", "other", "kiwi")]
    stored = save_needs(registration, actor=actor, needs=needs, version=0)
    leg = {"at": exchange.starts_at, "time_zone": "Asia/Shanghai", "transport": "flight", "port": "PEK"}
    save_leg(stored, actor=actor, direction=Direction.ARRIVAL, values=leg, version=0)
    stay = {"first_night": exchange.starts_on - dt.timedelta(days=1), "nights": 2, "note": "Quiet"}
    save_stay(stored, actor=actor, values=stay, version=0)
    return Review.objects.create(registration=stored, question=question, old="Old", new="New", asked_by=actor)
