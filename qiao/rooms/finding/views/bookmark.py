"""Opportunities that a person keeps in mind."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.finding.domain.bookmark import remove_bookmark, set_bookmark
from qiao.rooms.finding.kept import BookmarkList
from qiao.rooms.finding.models import Bookmark
from qiao.rooms.finding.moments import deadline_of
from qiao.rooms.opportunities.models import Opportunity


@require_safe
@login_required
def bookmarks(request: HttpRequest) -> HttpResponseBase:
    own = Bookmark.objects.filter(owner=actor_of(request)).select_related("opportunity__host")
    return BookmarkList(request, own).respond("finding/bookmarks.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bookmark_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    rows = Opportunity.objects.visible_to(request.user).select_related("host")
    opportunity = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        context = {"opportunity": opportunity, "deadline": deadline_of(opportunity, request.user)}
        return render(request, "finding/bookmark.html", context)
    set_bookmark(opportunity, actor=actor_of(request))
    messages.success(request, _("Bookmarked. You get a mail three days before the deadline."))
    return redirect("opportunities:opportunity", opportunity.pk)


@require_POST
@login_required
def bookmark_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    bookmark = get_object_or_404(Bookmark, pk=pk)
    require(request.user, "finding.remove_bookmark", bookmark)
    remove_bookmark(bookmark, actor=actor_of(request))
    messages.success(request, _("The bookmark has been removed."))
    return redirect("finding:bookmarks")
