"""A small site of the tests' own: views that change something, seen through the product's middlewares."""

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path

from qiao.kit.errors import Invalid, TooMany
from qiao.kit.records import new_id
from qiao.rooms.accounts.models import User


def _change() -> User:
    return User.objects.create(email=f"{new_id()}@example.org")


def make(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"made": str(_change().pk)}, status=201)


def make_and_go(request: HttpRequest) -> HttpResponse:
    return redirect(f"/made/{_change().pk}/")


def make_and_fail(request: HttpRequest) -> HttpResponse:
    _change()
    raise Invalid


def make_and_break(request: HttpRequest) -> HttpResponse:
    _change()
    raise ZeroDivisionError


def count_and_refuse(request: HttpRequest) -> HttpResponse:
    _change()
    raise TooMany


def make_and_stream(request: HttpRequest) -> HttpResponse:
    _change()
    return StreamingHttpResponse(iter([b"one", b"two"]))  # type: ignore[return-value]


def show_again(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"form with errors {User.objects.count()}")


def make_large(request: HttpRequest) -> HttpResponse:
    _change()
    return HttpResponse(b"x" * 300_000)


def receive(request: HttpRequest) -> HttpResponse:
    _change()
    return HttpResponse(request.FILES["upload"].read())


def sign_in(request: HttpRequest) -> HttpResponse:
    return make(request)


sign_in.__module__ = "allauth.account.views"

urlpatterns = [
    path("make/", make),
    path("make-and-go/", make_and_go),
    path("make-and-fail/", make_and_fail),
    path("make-and-break/", make_and_break),
    path("count-and-refuse/", count_and_refuse),
    path("make-and-stream/", make_and_stream),
    path("make-large/", make_large),
    path("show-again/", show_again),
    path("receive/", receive),
    path("sign-in/", sign_in),
]
