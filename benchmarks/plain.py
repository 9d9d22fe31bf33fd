"""The peer of the list page: a plain Django view and template that render the same rows."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from qiao.rooms.directory.models import Organisation

TEMPLATE = """<!doctype html><html lang="en"><head><title>Organisations</title></head>
<body><h1>Organisations</h1><table><thead><tr><th>Name</th><th>Kind</th><th>Country</th><th>City</th></tr></thead><tbody>
{% for row in rows %}
<tr><td><a href="/{{ row.pk }}">{{ row.name }}</a></td><td>{{ row.get_kind_display }}</td>
<td>{{ row.country_name }}</td><td>{{ row.city }}</td></tr>{% endfor %}
</tbody></table></body></html>"""


def organisations(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.published().order_by("sort_en", "id")[:50]
    return HttpResponse(template().render({"rows": rows}, request))


@cache
def template() -> Any:
    """Compiled once, as Django's cached loader does with those in files."""
    return engines["django"].from_string(TEMPLATE)


urlpatterns = [path("plain/", organisations)]
