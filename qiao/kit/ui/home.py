"""The home page is made of sections that the rooms register in `apps.ready()`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from qiao.kit.registry import Registry

Section = Callable[[HttpRequest], tuple[str, dict[str, Any]] | None]
home_sections: Registry[Section] = Registry("home section")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    sections = [text for section in home_sections if (text := _rendered(section, request))]
    return render(request, "ui/home.html", {"sections": sections})


def _rendered(section: Section, request: HttpRequest) -> SafeString | None:
    if (found := section(request)) is None:
        return None
    template, context = found
    return render_to_string(template, context, request)
