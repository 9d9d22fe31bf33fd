"""The API: every room's router under one address, with the scope that lets a token in."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from qiao.kit.activity.api import router as activity
from qiao.kit.api.build import make_api
from qiao.kit.errors import NotPermitted
from qiao.kit.imports.api import router as imports
from qiao.kit.jobs.api import jobs_router
from qiao.rooms.accounts.api import router as account
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.directory.api import router as directory
from qiao.rooms.exchanges.api import router as exchanges
from qiao.rooms.letters.api import router as letters
from qiao.rooms.meetings.api import router as meetings
from qiao.rooms.privacy.api import router as privacy
from qiao.rooms.programme.api import router as programme
from qiao.rooms.registration.api import router as registration
from qiao.rooms.visits.api import router as visits

api = make_api()
api.add_router("", account)
api.add_router("/privacy", privacy)
api.add_router("/directory", directory)
api.add_router("/exchanges", exchanges)
api.add_router("/letters", letters)
api.add_router("/registration", registration)
api.add_router("/programme", programme)
api.add_router("/visits", visits)
api.add_router("/meetings", meetings)
api.add_router("/jobs", jobs_router(auth("jobs.read"), auth("jobs.write")))
api.add_router("/activities", activity, auth=auth("activity.read"))
api.add_router("/imports", imports, auth=auth("imports.write"))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Below /api/ even an unknown address answers in the API's shape."""
    raise NotPermitted


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", api.urls),
    re_path(r"", nothing_here),
]
