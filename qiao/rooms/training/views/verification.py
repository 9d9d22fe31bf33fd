"""Open to everyone: whether a certificate is valid, and nothing about anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qiao.rooms.letters.guesses import note_guess, require_patience
from qiao.rooms.training.domain.certificate import verdict_of
from qiao.rooms.training.enums import CertificateVerdict
from qiao.rooms.training.forms import VerificationForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: HttpRequest) -> HttpResponse:
    form = VerificationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "training/verification.html", {"form": form}, status=status)
    given = form.cleaned_data
    return _answer(request, given["certificate_code"], given["certificate_number"])


@never_cache
@require_safe
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, code, None)


def _answer(request: HttpRequest, code: str, number: str | None) -> HttpResponse:
    """The same page for every answer, an unknown code's too."""
    require_patience(request)
    found = verdict_of(code, number=number)
    if found == CertificateVerdict.UNKNOWN:
        note_guess(request)
    return render(request, "training/verdict.html", {"verdict": found})
