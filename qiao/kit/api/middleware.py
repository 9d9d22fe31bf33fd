"""What every answer of the API has in common, wherever it came from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from qiao.kit.api.answers import as_problem, problem_response
from qiao.kit.api.limits import note_wrong_token, spend
from qiao.kit.errors import TooMany

PREFIX = "/api/"
SHARED = "Access-Control-Allow-Origin"


class ApiMiddleware:
    """Stands above the idempotency middleware: what it counts is not undone with a refused request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        allowance = spend(request)
        response = problem_response(TooMany()) if allowance.is_spent else self.answer(request)
        allowance.tell(response)
        return _cacheable(request, response)

    def answer(self, request: HttpRequest) -> HttpResponse:
        response = as_problem(self.get_response(request))
        if response.status_code == 401:
            note_wrong_token(request)
        return response


def _cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What a token or a session opened is never stored; open data are asked again by ETag."""
    patch_vary_headers(response, ["Authorization", "Accept-Language", "Cookie"])
    is_open = request.method == "GET" and response.status_code == 200 and not response.streaming
    if hasattr(request, "auth") or request.headers.get("Authorization") or not is_open:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "no-cache"
    etag = set_response_etag(response)["ETag"]
    known = get_conditional_response(request, etag=etag, response=response) or response
    if SHARED in response:  # also of what the reader has already
        known[SHARED] = response[SHARED]
    return known
