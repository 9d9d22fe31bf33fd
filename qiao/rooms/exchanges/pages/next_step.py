"""What the head of a delegation has to do next, in a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.exchanges.models import Delegation

_S = DelegationState
TO_DO: dict[str, str | Promise] = {
    _S.INVITED: _("Open the link in the mail, and accept or decline."),
    _S.OPENED: _("Accept or decline the invitation."),
    _S.WAITING: _("Nothing to do: you get an offer as soon as all your seats are free together."),
    _S.ACCEPTED: _("Name the members of your delegation."),
    _S.REGISTERING: _("Name who is missing, then submit the delegation."),
    _S.SUBMITTED: _("Nothing to do: the organisers look at your delegation."),
    _S.APPROVED: _("Everything is set. You can still swap a member."),
}
OFFERED = _("Seats are kept for you. Accept or decline them.")


def next_step(delegation: Delegation, *, has_offer: bool = False) -> str | Promise:
    return OFFERED if has_offer else TO_DO.get(delegation.state, "")
