from pydantic import AwareDatetime, Field

from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.tokens import auth

READ = auth("offers.read")
WRITE = auth("offers.write")
INTAKE = "/intakes/{uuid:intake_id}"
APPLICATION = "/applications/{uuid:application_id}"


class PlaceOfferIn(Input):
    """`answer_until` lies at most 180 days ahead."""

    answer_until: AwareDatetime
    terms_zh: str = Field("", max_length=2000)
    terms_en: str = Field("", max_length=2000)
