"""Open to whoever has the link of a letter: hand it in, or decline. No account, one letter, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.applications.domain.letter_link import letter_behind
from qiao.rooms.applications.domain.receiving import decline_letter, hand_in_letter
from qiao.rooms.applications.forms import ReferenceForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: HttpRequest, token: str) -> HttpResponse:
    letter = letter_behind(token)
    form = ReferenceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and succeeds(form, lambda: hand_in_letter(token, **form.values())):
        return redirect("applications:reference_thanks")
    context = {"letter": letter, "application": letter.application, "form": form, "token": token}
    return render(request, "applications/reference.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def reference_refusal(request: HttpRequest, token: str) -> HttpResponse:
    decline_letter(token)
    return redirect("applications:reference_declined")


@require_safe
def reference_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/reference_done.html", {"is_declined": False})


@require_safe
def reference_declined(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/reference_done.html", {"is_declined": True})
