"""An answer takes its place in a registration."""

from typing import Any

from qiao.rooms.registration.models import Answer, Question, Registration


def put(registration: Registration, question: Question, value: Any) -> None:
    """One step of the version for each answer that changes; the caller holds the lock."""
    registration.version += 1
    Registration.objects.filter(pk=registration.pk).update(version=registration.version)
    Answer.objects.update_or_create(
        registration=registration,
        question=question,
        defaults={"value": value, "version": registration.version},
    )
