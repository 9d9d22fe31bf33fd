"""Rows that the reader may see, or 404."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, Person


def actor_of(request: HttpRequest) -> User:
    """For views behind `login_required`."""
    return cast(User, request.user)


def organisation_for(request: HttpRequest, pk: UUID, permission: str = "view_organisation") -> Organisation:
    return found_for(request.user, Organisation.objects.select_related("logo"), pk, f"directory.{permission}")


def person_for(request: HttpRequest, pk: UUID, permission: str = "view_person") -> Person:
    return found_for(request.user, Person.objects.select_related("photo"), pk, f"directory.{permission}")


def part_of(request: HttpRequest, model: Any, pk: UUID, permission: str = "change_organisation") -> Any:
    """A row that belongs to an organisation which the reader may change."""
    part = get_object_or_404(model, pk=pk)
    owner = getattr(part, "organisation", None) or part.unit.organisation
    require(request.user, f"directory.{permission}", owner)
    return part
