from typing import Any, cast

from allauth.account.views import BaseReauthenticateView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from qiao.rooms.accounts.forms import CodeForm
from qiao.rooms.accounts.reauthentication import CodeAgain


@method_decorator([never_cache, login_required], name="dispatch")
class ReauthenticationView(BaseReauthenticateView):  # type: ignore[misc]  # the library is not typed
    """First a button that sends the code, then the field for it."""

    form_class = CodeForm
    template_name = "accounts/reauthentication.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "send" in request.POST or CodeAgain.running(request, request.user) is None:  # type: ignore[arg-type]
            CodeAgain.start(request, request.user)  # type: ignore[arg-type]
            return cast(HttpResponseBase, self.get(request, *args, **kwargs))
        return cast(HttpResponseBase, super().post(request, *args, **kwargs))

    def form_valid(self, form: CodeForm) -> HttpResponse:
        running = CodeAgain.running(self.request, self.request.user)
        if running is None or not running.accept(form.cleaned_data["code"]):
            form.add_error("code", _("This code is not right. After three tries a new one is needed."))
            return cast(HttpResponse, self.form_invalid(form))
        return cast(HttpResponse, super().form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = CodeAgain.running(self.request, self.request.user)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_sent": sent is not None}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs if "code" in self.request.POST else {"initial": kwargs["initial"]}
