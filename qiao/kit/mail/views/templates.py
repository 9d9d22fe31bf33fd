from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.mail.decisions import send_trial
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.mail.rendering import Rendered
from qiao.kit.mail.rendering import render as render_mail
from qiao.kit.mail.unsubscribing import unsubscribe_url
from qiao.kit.mail.views.outbox import SANDBOX


def _template(request: HttpRequest, name: str) -> MailTemplate:
    require(request.user, "mail.view_outbox")
    if name not in mail_templates:
        raise Http404
    return mail_templates.get(name)


def _sample(request: HttpRequest, name: str, language: str) -> Rendered:
    template = _template(request, name)
    address = getattr(request.user, "email", "")
    url = unsubscribe_url(address, name, language) if template.is_optional else ""
    return render_mail(template, template.sample, language, unsubscribe_url=url)


@require_safe
@login_required
def templates(request: HttpRequest) -> HttpResponse:
    require(request.user, "mail.view_outbox")
    known = [{"name": name, "template": template} for name, template in mail_templates.items()]
    known.sort(key=lambda entry: str(entry["template"].label))  # type: ignore[attr-defined]  # a MailTemplate
    return render(request, "outbox/templates.html", {"known": known})


@require_safe
@login_required
def template(request: HttpRequest, name: str) -> HttpResponse:
    samples: list[dict[str, Any]] = [
        {"language": language, "label": label, "mail": _sample(request, name, language)}
        for language, label in settings.LANGUAGES
    ]
    context = {"name": name, "template": _template(request, name), "samples": samples}
    return render(request, "outbox/template.html", context)


@require_safe
@login_required
@never_cache
@csp(SANDBOX)  # type: ignore[arg-type]  # its types know no view with arguments
def html(request: HttpRequest, name: str, language: str) -> HttpResponse:
    _known(language)
    return HttpResponse(_sample(request, name, language).html)


@require_POST
@login_required
def trial(request: HttpRequest, name: str, language: str) -> HttpResponse:
    _template(request, name)
    _known(language)
    mail = send_trial(name, actor=request.user, language=language)
    messages.success(request, _("A test mail goes to %(address)s.") % {"address": mail.recipient})
    return redirect("mail:mail", mail_id=mail.pk)


def _known(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404
