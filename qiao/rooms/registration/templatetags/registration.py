from typing import Any

from django import template

from qiao.rooms.registration.domain import kinds
from qiao.rooms.registration.models import Question

register = template.Library()


@register.filter
def answer(question: Question, value: Any) -> str:
    return kinds.shown(question, value)
