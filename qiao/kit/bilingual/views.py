from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from qiao.kit.bilingual.lookup import look_up


@require_safe
def show_glossary(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:200]
    fragment = "#found" if request.headers.get("HX-Request") else ""
    areas, topics = look_up(query)
    context = {"query": query, "areas": areas, "topics": topics}
    response = render(request, f"bilingual/glossary.html{fragment}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
