"""The two things that an operator invites to."""

from django.utils.translation import gettext_lazy as _

from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import Purpose


def _open_account(user: User, invitation: Invitation) -> None:
    """Having an account is all there is to it."""


def _become_operator(user: User, invitation: Invitation) -> None:
    appoint(user, invitation.invited_by)


ACCOUNT = Purpose(
    label=_("an account"),
    accept=_open_account,
    describe=lambda invitation: _("to open an account here"),
)
OPERATOR = Purpose(
    label=_("operator of this server"),
    accept=_become_operator,
    describe=lambda invitation: _("to become an operator, one of the people who run this server"),
)
