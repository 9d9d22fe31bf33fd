"""The copies of fields and languages that lists are filtered by."""

from qiao.rooms.directory.enums import FieldScheme
from qiao.rooms.opportunities.codes import all_bits, field_bit, language_bit
from qiao.rooms.opportunities.domain.entry import refresh_codes
from qiao.rooms.opportunities.models import Opportunity


def refresh_bits(opportunity: Opportunity) -> None:
    """After any change of fields or languages, under the lock of the opportunity."""
    coded = opportunity.fields.filter(scheme=FieldScheme.ISCED_F).values_list("code", flat=True)
    opportunity.field_bits = all_bits(map(field_bit, coded))
    spoken = opportunity.languages.values_list("language", flat=True)
    opportunity.language_bits = all_bits(map(language_bit, spoken))
    opportunity.save(update_fields=["field_bits", "language_bits", "updated_at"])
    refresh_codes(opportunity)
