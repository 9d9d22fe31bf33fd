from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from qiao.kit.activity.context import request_context
from qiao.kit.activity.enums import Channel


class RequestContextMiddleware:
    """Gives each request an id that its activity rows and its answer carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        channel = Channel.API if request.path.startswith("/api/") else Channel.PAGE
        with request_context(channel) as context:
            response = self.get_response(request)
        response["X-Request-ID"] = str(context.id)
        return response
