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
from qiao.rooms.applications.api import router as applications
from qiao.rooms.directory.api import router as directory
from qiao.rooms.exchanges.api import router as exchanges
from qiao.rooms.finding.api import router as finding
from qiao.rooms.letters.api import router as letters
from qiao.rooms.meetings.api import router as meetings
from qiao.rooms.offers.api import router as offers
from qiao.rooms.offices.api import router as offices
from qiao.rooms.opportunities.api import router as opportunities
from qiao.rooms.placement.api import router as placement
from qiao.rooms.privacy.api import router as privacy
from qiao.rooms.profiles.api import router as profiles
from qiao.rooms.programme.api import router as programme
from qiao.rooms.registration.api import router as registration
from qiao.rooms.reviews.api import router as reviews
from qiao.rooms.training.api import router as training
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
api.add_router("/training", training)
api.add_router("/placement", placement)
api.add_router("/offers", offers)
api.add_router("/finding", finding)
api.add_router("/reviews", reviews)
api.add_router("/applications", applications)
api.add_router("/offices", offices)
api.add_router("/opportunities", opportunities)
api.add_router("/profiles", profiles)
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
