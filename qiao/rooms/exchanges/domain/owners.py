"""Who decides on an exchange: each organisation once, whatever it is called in the directory by now."""

from collections.abc import Iterable
from uuid import UUID

from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.exchanges.models import Decision, Partner, PartnerConsent


def owners_of(partners: Iterable[Partner]) -> set[UUID]:
    return {_standing(partner) for partner in partners if partner.is_owning}


def words_on(decision: Decision) -> tuple[set[UUID], set[UUID]]:
    """Who agrees and who does not. An organisation that said both, as two entries, does not."""
    said = list(decision.consents.select_related("organisation"))
    noes = {_standing(word) for word in said if not word.agrees}
    return {_standing(word) for word in said if word.agrees} - noes, noes


def _standing(row: Partner | PartnerConsent) -> UUID:
    return standing(row.organisation).pk
