"""The library's OpenID Connect provider with a nonce, and no parameters taken from the visitor's link."""

import secrets
from http import HTTPStatus
from typing import Any

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import Provider
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from qiao.rooms.accounts.oidc.id_token import verified_claims


class CheckedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library is not typed
    nonce = ""  # of the sign-in that this callback belongs to

    @property
    def openid_config(self) -> dict[str, Any]:
        """The issuer must be the server that was configured (OpenID Connect Discovery 1.0, section 4.3)."""
        config: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"]
        if config.get("issuer", "").rstrip("/") != expected.partition("/.well-known/")[0]:
            raise OAuth2Error("the provider names another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **rest: Any) -> Any:
        claims = self._claims(app, rest["response"].get("id_token") or "")
        answer = {"id_token": claims}
        if "userinfo_endpoint" in self.openid_config:
            answer["userinfo"] = self._fetch_user_info(token.token)
            if answer["userinfo"].get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
        return self.get_provider().sociallogin_from_response(request, answer)

    def _claims(self, app: Any, id_token: str) -> dict[str, Any]:
        issuer = self.openid_config["issuer"]
        keys = self._keys()
        return verified_claims(id_token, keys=keys, issuer=issuer, client_id=app.client_id, nonce=self.nonce)

    def _keys(self) -> dict[str, Any]:
        from allauth.socialaccount.adapter import get_adapter  # noqa: PLC0415 (circular import)

        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        keys: dict[str, Any] = response.json()
        return keys


class CheckedProvider(OpenIDConnectProvider):  # type: ignore[misc]  # the library is not typed
    oauth2_adapter_class = CheckedAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Scope and parameters come from the settings alone, never from the visitor's link."""
        wanted: dict[str, Any] = Provider.get_redirect_from_request_kwargs(self, request)
        process = AuthProcess.CONNECT if wanted["process"] == AuthProcess.CONNECT else AuthProcess.LOGIN
        return wanted | {"process": process}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **rest: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        bound = {"nonce": nonce, "language": get_language()}
        params = self.get_auth_params() | {"nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=params, **bound, **rest
        )
        return _leave(request, self.name, answer)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """An address counts as confirmed when the provider says so with the JSON value true."""
        addresses: list[Any] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = address.verified is True
        return addresses

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Only what the page of connected sign-ins shows."""
        claims = data.get("userinfo") or data["id_token"]
        return {"userinfo": {name: claims[name] for name in ("sub", "email", "name") if name in claims}}


def _leave(request: HttpRequest, name: str, answer: HttpResponse) -> HttpResponse:
    """`form-action 'self'` forbids a form to be redirected to another site: a page of ours leads there."""
    if answer.status_code != HTTPStatus.FOUND:
        return answer
    url = answer["Location"]
    page = render(request, "accounts/leaving.html", {"url": url, "provider_name": name})
    page["Refresh"] = f"0; url={url}"
    page["Cache-Control"] = "no-store"
    return page
