"""Who a reader is, asked once for a page: many rooms ask the same of the same reader.

Outside of `remembering()` nothing is kept: what writes asks anew for every right.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

Answer = TypeVar("Answer")
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("exchanges_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Only around what reads: no right changes inside."""
    memory = _memory.get()
    token = _memory.set({} if memory is None else memory)
    try:
        yield
    finally:
        _memory.reset(token)


class RememberingMiddleware:
    """For requests that only read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with remembering():
            return self.get_response(request)


def remembered(question: Callable[..., Answer]) -> Callable[..., Answer]:
    """For a question about an actor and perhaps a row."""

    @wraps(question)
    def ask(actor: Any, *about: Any) -> Answer:
        memory = _memory.get()
        if memory is None:
            return question(actor, *about)
        key = (question.__qualname__, actor.pk, *map(_named, about))
        if key not in memory:
            memory[key] = question(actor, *about)
        answer: Answer = memory[key]
        return answer

    return ask


def _named(about: Any) -> Any:
    if isinstance(about, list | tuple):
        return tuple(map(str, about))
    return (type(about), getattr(about, "pk", about))
