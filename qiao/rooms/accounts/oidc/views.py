"""The two addresses of a sign-in through OpenID Connect: leaving for the provider and coming back."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache

from qiao.rooms.accounts.oidc.provider import CheckedAdapter


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]  # the library is not typed
    adapter: CheckedAdapter

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
            translation.activate(state.get("language") or translation.get_language())
        return state, response


@never_cache
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Who connects a sign-in proves themselves before leaving: on the way back the state is gone."""
    if request.GET.get("process") == AuthProcess.CONNECT and request.user.is_authenticated:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    return _run(OAuth2LoginView, request, provider_id)


@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _run(CallbackView, request, provider_id)


def _run(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """A provider that is down or answers nonsense is an error page, not a crash."""
    adapter = CheckedAdapter(request, provider_id)
    try:
        answer: Callable[..., HttpResponse] = view.adapter_view(adapter)
        return answer(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (OSError, KeyError, ValueError, OAuth2Error) as error:
        page: HttpResponse = render_authentication_error(request, adapter.get_provider(), exception=error)
        return page
