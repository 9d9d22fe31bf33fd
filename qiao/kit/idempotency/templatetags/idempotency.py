import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qiao.kit.idempotency.request import FIELD

register = template.Library()


@register.simple_tag
def idempotency_key() -> SafeString:
    """A hidden field with a new key: the form does its work once, however often it is sent."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())
