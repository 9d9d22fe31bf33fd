from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from qiao.kit.ui.gallery import RecordKinds, SampleForm, sample_context


@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Nothing is stored: a good form says thanks, a bad one shows how errors look."""
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and ("laboratory" not in request.POST or form.is_valid()):
        messages.success(request, gettext("Sent. Nothing was stored: this page only shows components."))
        return redirect("ui:gallery")
    listing = RecordKinds(request, ContentType.objects.all())
    response = listing.respond("ui/gallery.html", sample_context(form))
    response.status_code = 422 if form.errors else 200
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: nothing here may ask the database, which can be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
