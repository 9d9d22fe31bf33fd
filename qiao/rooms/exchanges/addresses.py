"""Where the pages of this room are, for mails: a mail is read in its reader's language."""

from django.conf import settings

from qiao.rooms.exchanges.models import Delegation


def delegation_url(delegation: Delegation, language: str) -> str:
    """Written out: `reverse` will do once the room has pages."""
    return f"{settings.BASE_URL}/{language}/exchanges/delegations/{delegation.pk}/"
