from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.directory.domain.claim import suggested_organisations
from qiao.rooms.directory.domain.origins import counts_by_country, dots
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.views.load import actor_of
from qiao.rooms.directory.world import land_path


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where the participants come from: the table is the text of the picture."""
    published = Organisation.objects.published()
    counts = counts_by_country(published)
    located = dots(published)
    total = sum(row.value for row in counts)
    context = {
        "counts": counts,
        "total": total,
        "dots": located,
        "land": land_path(),
        "without_place": total - sum(dot.number for dot in located),
    }
    return render(request, "directory/overview.html", context)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "memberships": actor.memberships.select_related("organisation__logo").filter(
            organisation__merged_into=None
        ),
        "claims": actor.affiliation_claims.select_related("organisation")[:50],
        "suggested": suggested_organisations(actor).select_related("logo")[:10],
        "person": getattr(actor, "person", None),
    }
    return render(request, "directory/mine.html", context)
