"""`{% load applications %}`: what an application is called for this reader, and the way back."""

from typing import Any

from django import template

from qiao.rooms.applications.models import Application
from qiao.rooms.applications.rules import is_the_applicant

register = template.Library()


@register.filter
def is_own_of(application: Application, reader: Any) -> bool:
    """`{% if application|is_own_of:request.user %}`."""
    return bool(is_the_applicant(reader, application))


@register.filter
def called_for(application: Application, reader: Any) -> str:
    """For the applicant what they applied for; for others the name, or the mark where names are hidden."""
    if is_the_applicant(reader, application):
        return str(application.opportunity.title)
    return application.title
