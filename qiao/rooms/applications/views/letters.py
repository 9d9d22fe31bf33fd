"""Reference letters, as the applicant and the host see to them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.errors import NotPermitted
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.domain import letter as domain
from qiao.rooms.applications.domain.receiving import enter_letter
from qiao.rooms.applications.file_rules import reads_letter
from qiao.rooms.applications.forms import LetterForm, RefereeForm
from qiao.rooms.applications.models import ReferenceLetter
from qiao.rooms.applications.rules import is_the_applicant
from qiao.rooms.applications.views.load import application_for, letter_for
from qiao.rooms.exchanges.load import actor_of

CHANGE = "applications.change_letter"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = application_for(request, pk, "applications.change_application")
    form = RefereeForm(request.POST or None, initial={"language": get_language()})
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.ask_letter(application, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The referee has got a mail with a link."))
        return redirect("applications:application", application.pk)
    context = {"application": application, "form": form, "reusable": domain.reusable_letters(application)}
    return render(request, "applications/letter_new.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def letter_reuse(request: HttpRequest, pk: UUID, letter_pk: UUID) -> HttpResponse:
    application = application_for(request, pk, "applications.change_application")
    letter = get_object_or_404(domain.reusable_letters(application), pk=letter_pk)
    domain.reuse_letter(application, actor=actor_of(request), letter=letter)
    messages.success(request, _("The letter serves this application too."))
    return redirect("applications:application", application.pk)


@require_POST
@login_required
def reminder(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = domain.remind_letter(letter_for(request, pk, CHANGE), actor=actor_of(request))
    messages.success(request, _("The referee has been reminded."))
    return redirect("applications:application", letter.application_id)


@require_POST
@login_required
def cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = domain.cancel_letter(letter_for(request, pk, CHANGE), actor=actor_of(request))
    messages.success(request, _("The request has been cancelled; the referee gets a mail."))
    return redirect("applications:application", letter.application_id)


@require_safe
@login_required
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter itself: for hosts and reviewers, and for the applicant where it is not confidential."""
    found = _readable(request, pk)
    is_own = is_the_applicant(request.user, found.application)
    context = {"application": found.application, "letter": found, "is_own": is_own}
    return render(request, "applications/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The host enters a letter that came by another way."""
    found = letter_for(request, pk, "applications.enter_letter")
    form = LetterForm(request.POST or None, request.FILES or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: enter_letter(found, actor=actor, **form.values())):
        messages.success(request, _("The letter is with the application."))
        return redirect("applications:selection", found.application_id)
    context = {"application": found.application, "letter": found, "form": form}
    return render(request, "applications/entry.html", context, status=422 if form.errors else 200)


def _readable(request: HttpRequest, pk: UUID) -> ReferenceLetter:
    related = (
        "application__opportunity__host",
        "application__intake",
        "application__profile__user",
        "stored",
    )
    found = get_object_or_404(ReferenceLetter.objects.received().select_related(*related), pk=pk)
    if not reads_letter(request.user, found):
        raise NotPermitted
    return found
