import uuid

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.mail.addresses import clear_trouble, trouble_with
from qiao.kit.mail.decisions import cancel_mail, retry_mail
from qiao.kit.mail.listing import OutboxListing, TroubleListing
from qiao.kit.mail.models import AddressTrouble, OutboxMail
from qiao.kit.mail.registry import template_label

# A mail may style itself; nothing in it runs, loads, submits or counts as this site.
SANDBOX = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE], "sandbox": True}


def _mail(request: HttpRequest, mail_id: uuid.UUID) -> OutboxMail:
    require(request.user, "mail.view_outbox")
    return get_object_or_404(OutboxMail.objects.select_related("user", "actor"), pk=mail_id)


@require_safe
@login_required
@never_cache
def outbox(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "mail.view_outbox")
    mails = OutboxMail.objects.defer("text", "html", "context")
    return OutboxListing(request, mails).respond("outbox/outbox.html")


@require_safe
@login_required
@never_cache
def mail(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    found = _mail(request, mail_id)
    context = {
        "mail": found,
        "kind": template_label(found.template),
        "attempts": found.attempts.all(),
        "attachments": found.attachments.defer("content"),
        "trouble": trouble_with([found.recipient]).get(found.recipient.lower()),
    }
    return render(request, "outbox/mail.html", context)


@require_safe
@login_required
@never_cache
@csp(SANDBOX)  # type: ignore[arg-type]  # its types know no view with arguments
def html(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    """The mail as its reader sees it. A secret is for its reader alone."""
    found = _mail(request, mail_id)
    if found.is_secret:
        raise Http404
    return HttpResponse(found.html)


@require_POST
@login_required
def retry(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    retry_mail(_mail(request, mail_id), actor=request.user)
    messages.success(request, _("The mail is sent again."))
    return redirect("mail:mail", mail_id=mail_id)


@require_POST
@login_required
def cancellation(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    cancel_mail(_mail(request, mail_id), actor=request.user)
    messages.success(request, _("The mail was cancelled."))
    return redirect("mail:mail", mail_id=mail_id)


@require_safe
@login_required
@never_cache
def troubles(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "mail.view_outbox")
    return TroubleListing(request, AddressTrouble.objects.all()).respond("outbox/troubles.html")


@require_POST
@login_required
def clearing(request: HttpRequest, trouble_id: uuid.UUID) -> HttpResponse:
    require(request.user, "mail.clear_trouble")
    clear_trouble(get_object_or_404(AddressTrouble, pk=trouble_id), actor=request.user)
    messages.success(request, _("The address counts as working again."))
    return redirect("mail:troubles")
