"""The two public pages of a kind of paper: one asks for its number and code, one says if it is genuine."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qiao.rooms.letters.guesses import note_guess, require_patience

UNKNOWN = "unknown"
Page = Callable[..., HttpResponse]


def pages_of_check(
    room: str, noun: str, form_class: type[forms.Form], verdict_of: Callable[..., str]
) -> tuple[Page, Page]:
    """The form has `<noun>_code` and `<noun>_number`; the room has `verification.html` and `verdict.html`."""

    def answer(request: HttpRequest, code: str, number: str | None) -> HttpResponse:
        """The same page for every answer, an unknown code's too."""
        require_patience(request)
        found = verdict_of(code, number=number)
        if found == UNKNOWN:
            note_guess(request)
        return render(request, f"{room}/verdict.html", {"verdict": found})

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def verification(request: HttpRequest) -> HttpResponse:
        form = form_class(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            status = 422 if form.errors else 200
            return render(request, f"{room}/verification.html", {"form": form}, status=status)
        given = form.cleaned_data
        return answer(request, given[f"{noun}_code"], given[f"{noun}_number"])

    @never_cache
    @require_safe
    def verdict(request: HttpRequest, code: str) -> HttpResponse:
        return answer(request, code, None)

    return verification, verdict
