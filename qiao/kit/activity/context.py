"""Who asks and through which request, for every activity row written while the request runs."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from qiao.kit.records import new_id


@dataclass(frozen=True, slots=True)
class RequestContext:
    id: uuid.UUID
    channel: str  # one of activity.enums.Channel


_current: ContextVar[RequestContext | None] = ContextVar("qiao_request", default=None)


def current() -> RequestContext | None:
    return _current.get()


@contextmanager
def request_context(channel: str, id: uuid.UUID | None = None) -> Iterator[RequestContext]:  # noqa: A002 (leaf)
    context = RequestContext(id=id or new_id(), channel=channel)
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
