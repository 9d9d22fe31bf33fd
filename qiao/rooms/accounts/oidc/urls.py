"""The address to come back to carries no language, so that one address is registered with the provider."""

from django.urls import path

from qiao.rooms.accounts.oidc.views import callback

urlpatterns = [path("<slug:provider_id>/login/callback/", callback, name="openid_connect_callback")]
