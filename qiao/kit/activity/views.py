from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from qiao.kit.access import require
from qiao.kit.activity.listing import ActivityListing, OwnActivityListing
from qiao.kit.activity.models import Activity
from qiao.kit.activity.timeline import activity_by


@require_safe
@login_required
def log(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "activity.view_log")
    return ActivityListing(request, Activity.objects.all()).respond("activity/log.html")


@require_safe
@login_required
def own_log(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "activity.view_own_log")
    return OwnActivityListing(request, activity_by(request.user)).respond("activity/own_log.html")
