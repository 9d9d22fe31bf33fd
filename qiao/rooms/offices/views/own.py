"""What a student does with their career office."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.domain import student as domain
from qiao.rooms.offices.forms import MailsForm, RegistrationForm
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.listings import OfficeList
from qiao.rooms.offices.load import office_for, status_of, student_for
from qiao.rooms.offices.pages import consent_asked, own_registrations, recommended_to


@never_cache
@require_safe
@login_required
def registrations(request: HttpRequest) -> HttpResponse:
    words, is_asked = consent_asked(request.user)
    context = {
        "registrations": own_registrations(request.user),
        "recommended": recommended_to(request.user),
        "words": words,
        "is_agreed": not is_asked,
    }
    return render(request, "offices/registrations.html", context)


@require_safe
@login_required
def choice(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "offices.list_own")
    suggested = domain.suggested_offices(actor_of(request))
    return OfficeList(request, offices()).respond("offices/choice.html", {"suggested": suggested})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def registration_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    office = office_for(request, pk, "offices.register_student")
    words, is_asked = consent_asked(request.user)
    form = RegistrationForm(
        request.POST if request.method == "POST" else None, words=words, is_asked=is_asked
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        agreed = words if given.pop("agrees", False) else None
        if succeeds(
            form, lambda: domain.register_student(office, actor=actor_of(request), agreed=agreed, **given)
        ):
            messages.success(
                request, _("The office has your registration. You get a mail when it has decided.")
            )
            return redirect("offices:registrations")
    context = {"office": office, "form": form}
    return render(request, "offices/registration.html", context, status=status_of(form))


@require_POST
@login_required
def registration_mails(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = student_for(request, pk, "offices.change_registration")
    form = MailsForm(request.POST)
    wants = form.is_valid() and form.cleaned_data["wants_mails"]
    domain.change_registration(found, actor=actor_of(request), wants_mails=wants)
    messages.success(request, _("Your choice has been saved."))
    return redirect("offices:registrations")


@require_POST
@login_required
def registration_ending(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = student_for(request, pk, "offices.change_registration")
    domain.end_registration(found, actor=actor_of(request))
    messages.success(request, _("The registration has ended: the office no longer sees anything of you."))
    return redirect("offices:registrations")
