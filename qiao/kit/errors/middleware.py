"""Turns a QiaoError into a page, an htmx fragment or problem+json."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from qiao.kit.errors import QiaoError
from qiao.kit.errors.problem import MEDIA_TYPE, problem


class QiaoErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, QiaoError):
            return None
        return answer(request, exception)


def answer(request: HttpRequest, error: QiaoError) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(problem(error), status=error.status, content_type=MEDIA_TYPE)
    template = "ui/error_fragment.html" if getattr(request, "htmx", False) else "ui/error.html"
    return render(request, template, {"error": error}, status=error.status)
