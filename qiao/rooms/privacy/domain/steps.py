"""How a request moves from one state to the next."""

from typing import Any

from django.utils import timezone

from qiao.kit.activity.record import record
from qiao.rooms.privacy.enums import RequestState
from qiao.rooms.privacy.errors import StepNotPossible
from qiao.rooms.privacy.models import DataSubjectRequest


def move(request: DataSubjectRequest, state: RequestState) -> None:
    if state not in RequestState(request.state).following:
        raise StepNotPossible
    request.state = state
    request.full_clean(validate_unique=False, validate_constraints=False)
    request.save()


def complete(request: DataSubjectRequest, certificate: dict[str, Any] | None = None) -> None:
    request.completed_at = timezone.now()
    request.certificate = certificate or {}
    move(request, RequestState.DONE)
    record(None, "privacy.request.completed", request)
