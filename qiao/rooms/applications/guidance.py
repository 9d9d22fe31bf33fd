"""What a person has to do next with an application, or what they wait for, in one sentence for each state."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.applications.domain.application import may_be_sent
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application

_S = ApplicationState
LATE = _("The deadline has passed: this draft was not sent.")
WHAT_NEXT: dict[ApplicationState, str | Promise] = {
    _S.DRAFT: _("Put everything together, look at the preview and send it before the deadline."),
    _S.SUBMITTED: _("Something is still awaited: the page of the application says what."),
    _S.COMPLETE: _("Everything is there. The host begins to read; you need do nothing."),
    _S.UNDER_REVIEW: _("The host is reading your application; you need do nothing."),
    _S.INTERVIEW: _("The host invites to interviews: look for a mail with the times."),
    _S.RANKED: _("The host is deciding between the applications; you need do nothing."),
    _S.MATCHED: _("You were given a place: say whether you take it."),
    _S.OFFERED: _("You were offered a place: say in time whether you take it."),
    _S.WAITING: _("You are on the waiting list and get a mail when a place comes free."),
    _S.ACCEPTED: _("You have the place. The host writes to you about the beginning."),
    _S.DECLINED: _("You declined the place; nothing more is to be done."),
    _S.WITHDRAWN: _("You withdrew this application; nothing more is to be done."),
    _S.CLOSED: _("The application has ended. Look for other opportunities."),
}


def guidance(application: Application) -> str | Promise:
    if application.state == _S.DRAFT and not may_be_sent(application):
        return LATE
    return WHAT_NEXT[application.status]
