"""The profile as a file: for its person."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qiao.rooms.profiles.formats import bibtex, json_resume
from qiao.rooms.profiles.views.load import own_or_404


@never_cache
@require_safe
@login_required
def resume(request: HttpRequest, language: str) -> HttpResponse:
    if language not in {"zh", "en"}:
        raise Http404
    text = json_resume.written(own_or_404(request), language)
    return _attached(text, "application/json", f"resume-{language}.json")


@never_cache
@require_safe
@login_required
def publications(request: HttpRequest) -> HttpResponse:
    return _attached(bibtex.written(own_or_404(request)), "application/x-bibtex", "publications.bib")


def _attached(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
