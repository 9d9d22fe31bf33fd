"""The pages of the sign-in library that this site uses; its names are global, for it looks them up itself."""

from allauth.account.views import password_set
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from qiao.rooms.accounts.oidc.views import login
from qiao.rooms.accounts.reauthentication import proven

urlpatterns = [
    # The library asks nobody who they are before a first password is set.
    path("password/set/", login_required(proven(password_set)), name="account_set_password"),
    path("", include("allauth.account.urls")),
    path("factors/", include("allauth.mfa.urls")),
    path("connections/", include("allauth.socialaccount.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("oidc/<slug:provider_id>/login/", login, name="openid_connect_login"),
]
