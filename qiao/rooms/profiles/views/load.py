"""The reader's own profile and rows, or 404."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.kit.errors import NotPermitted
from qiao.rooms.profiles.domain.profile import profile_of
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.sections import SECTIONS, Section


def own_or_404(request: HttpRequest) -> Profile:
    """Whoever has begun none finds nothing here; the front page of the room offers to begin."""
    profile = profile_of(request.user)
    if profile is None:
        raise NotPermitted
    return profile


def section_or_404(name: str) -> Section:
    if name not in SECTIONS:
        raise Http404
    return SECTIONS[name]


def entry_for(request: HttpRequest, section: Section, pk: UUID) -> Any:
    manager: Any = section.model._default_manager
    entry = get_object_or_404(manager.select_related("profile__user"), pk=pk)
    require(request.user, "profiles.change_profile", entry.profile)
    return entry
