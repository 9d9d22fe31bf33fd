"""What every page needs to know."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from qiao.kit.ui.language import alternates
from qiao.kit.ui.navigation import Place, links


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "is_demo": settings.DEMO,
        "navigation_links": SimpleLazyObject(partial(links, request)),
        "footer_links": SimpleLazyObject(partial(links, request, Place.FOOTER)),
        "language_links": SimpleLazyObject(partial(alternates, request)),
    }
