"""Requests through all of the middleware, or through as much of it as is named, without a test's aids.

Django's test client copies every context of every template rendered, which is more than some pages take.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.test import RequestFactory, override_settings


def asking(
    path: str, *, urlconf: str | None = None, middleware: Sequence[str] | None = None, cookie: str = ""
) -> Callable[[], str]:
    """What asks for the path and gives the page. The cookie is that of who is signed in."""
    handler = _handler(settings.MIDDLEWARE if middleware is None else middleware)

    def ask() -> str:
        request_started.send(sender=None, environ={})
        request: Any = RequestFactory(headers={"host": "localhost", "cookie": cookie}).get(path)
        if urlconf:
            request.urlconf = urlconf
        answer = handler.get_response(request)
        page = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, (path, answer.status_code)
        answer.close()  # sends `request_finished`
        return page.decode()

    return ask


def _handler(middleware: Sequence[str]) -> BaseHandler:
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=list(middleware)):
        handler.load_middleware()
    return handler
