"""One transaction around the change and the row that remembers its result."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone

from qiao.kit.errors import QiaoError
from qiao.kit.errors.middleware import answer
from qiao.kit.idempotency.errors import AlreadyDone, KeyReused, StillRunning
from qiao.kit.idempotency.models import KeyedRequest
from qiao.kit.idempotency.request import UNSAFE, Keyed, keyed
from qiao.kit.idempotency.result import Result

TOO_MANY = 429
ATTRIBUTE = "idempotent_result"  # the API gives it back once the token has been checked


class TwinWon(Exception):
    """The same key was committed between the look and the insert."""


class Writes:
    """Whether anything was changed while it watched the connection."""

    any = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.any = self.any or sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}
        return execute(sql, *rest)


class IdempotencyMiddleware:
    """Stands last, so that nothing but the view runs inside its transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in UNSAFE or _takes_no_key(request):
            return self.get_response(request)
        try:
            wanted = keyed(request)
            return self.once(request, wanted) if wanted else self.get_response(request)
        except QiaoError as error:
            return _refusal(request, error)

    def once(self, request: HttpRequest, wanted: Keyed) -> HttpResponse:
        if (earlier := _earlier(wanted)) is None:
            try:
                return self.first(request, wanted)
            except TwinWon:
                earlier = _earlier(wanted)
            except OperationalError as error:
                if "locked" in str(error):  # SQLite: another writer kept the lock for the whole timeout
                    raise StillRunning from error
                raise
        if earlier is None:
            raise StillRunning
        return self.again(request, earlier)

    def first(self, request: HttpRequest, wanted: Keyed) -> HttpResponse:
        with transaction.atomic():
            row = _claim(wanted)
            writes = Writes()
            with connection.execute_wrapper(writes):
                response = self.get_response(request)
            if response.status_code == TOO_MANY:
                row.delete()  # the count that led here must stand, or a key would be a way round every limit
            elif response.status_code >= 400:
                transaction.set_rollback(True)
            elif writes.any:
                _keep(row, response, wanted)
            else:
                row.delete()  # a form with errors, a way to the sign-in page: the next try is a first try
        return response

    def again(self, request: HttpRequest, earlier: Result) -> HttpResponse:
        if not request.headers.get("Authorization"):
            return earlier.response()
        setattr(request, ATTRIBUTE, earlier)
        return self.get_response(request)


def _takes_no_key(request: HttpRequest) -> bool:
    """Sign-in pages hash passwords for tenths of a second and must not hold the write lock meanwhile."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return view.__module__.startswith(tuple(settings.IDEMPOTENCY_LEAVES_OUT))


def _earlier(wanted: Keyed) -> Result | None:
    row = KeyedRequest.objects.filter(scope=wanted.scope, key=wanted.key).first()
    if row is None:
        return None
    if row.expires_at < timezone.now():
        row.delete()
        return None
    if row.fingerprint != wanted.fingerprint:
        raise KeyReused
    if not row.sealed:
        raise AlreadyDone
    return Result.unseal(row.sealed, wanted.sent)


def _claim(wanted: Keyed) -> KeyedRequest:
    """The unique constraint makes a twin wait here until the first has committed or rolled back."""
    try:
        with transaction.atomic():
            return KeyedRequest.objects.create(
                scope=wanted.scope, key=wanted.key, fingerprint=wanted.fingerprint
            )
    except IntegrityError as error:
        raise TwinWon from error
    except OperationalError as error:
        raise StillRunning from error


def _keep(row: KeyedRequest, response: HttpResponseBase, wanted: Keyed) -> None:
    if result := Result.of(response):
        row.sealed = result.seal(wanted.sent)
        row.save(update_fields=["sealed", "updated_at"])


def _refusal(request: HttpRequest, error: QiaoError) -> HttpResponse:
    response = answer(request, error)
    if isinstance(error, StillRunning):
        response["Retry-After"] = "1"
    return response
