"""Every error of the API as problem+json (RFC 9457)."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.core.exceptions import ValidationError as ModelInvalid
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from qiao.kit.api.errors import (
    Failed,
    Malformed,
    MethodNotOffered,
    ScopeNeeded,
    TokenNeeded,
    TooLarge,
    TypeNotAccepted,
)
from qiao.kit.api.sentences import place, sentence
from qiao.kit.errors import Conflict, Invalid, NotPermitted, QiaoError, TooMany
from qiao.kit.errors.problem import MEDIA_TYPE, problem

_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
_BY_STATUS: dict[int, type[QiaoError]] = {
    401: TokenNeeded,
    403: ScopeNeeded,
    404: NotPermitted,
    405: MethodNotOffered,
    409: Conflict,
    413: TooLarge,
    415: TypeNotAccepted,
    422: Invalid,
    429: TooMany,
}


def problem_response(error: QiaoError) -> JsonResponse:
    response = JsonResponse(problem(error), status=error.status, content_type=MEDIA_TYPE)
    if error.status == TokenNeeded.status:
        response["WWW-Authenticate"] = 'Bearer realm="qiao"'
    return response


def of_status(status: int) -> QiaoError:
    if status >= 500:
        return Failed()
    known = _BY_STATUS.get(status)
    return known() if known else Malformed(reason=_("it is not valid HTTP for this address."))


def as_problem(response: HttpResponse) -> HttpResponse:
    """An error that came from below the API (a 405, a refused body, a crash) in the API's own shape."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    said = problem_response(of_status(response.status_code))
    for name in _KEPT_HEADERS:
        if name in response:
            said[name] = response[name]
    return said


def answer_errors(api: NinjaAPI) -> None:
    api.add_exception_handler(QiaoError, _qiao_error)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(ModelInvalid, _model_invalid)
    api.add_exception_handler(Http404, lambda request, error: problem_response(NotPermitted()))
    api.add_exception_handler(PermissionDenied, lambda request, error: problem_response(NotPermitted()))


def _qiao_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_response(error)


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    cause = error.__cause__  # ninja wraps whatever the parser raises
    return problem_response(cause if isinstance(cause, QiaoError) else of_status(error.status_code))


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    problems = [{"place": place(each), "problem": sentence(each)} for each in error.errors]
    return problem_response(Invalid(problems))


def _model_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    problems = [
        {"place": "body" if field == NON_FIELD_ERRORS else f"body.{field}", "problem": message}
        for field, messages in by_field.items()
        for message in messages
    ]
    return problem_response(Invalid(problems))
