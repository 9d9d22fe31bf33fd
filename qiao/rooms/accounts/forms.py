from datetime import timedelta
from functools import lru_cache
from typing import Any

from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm, SignupForm
from allauth.core import context as library
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as factor_settings
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from babel import Locale
from babel.dates import get_timezone_location
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy, to_locale
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.text import validate_line
from qiao.kit.zones import zone_names
from qiao.rooms.accounts.invited import invited_address
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.scopes import scopes

AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@lru_cache(maxsize=4)
def zone_choices(language: str) -> list[tuple[str, str]]:
    """Every zone of the IANA list that is named after a place, with the place in the reader's language."""
    locale = Locale.parse(to_locale(language))
    names = [name for name in zone_names() if name.startswith(AREAS) and "/" in name]
    return [("UTC", "UTC"), *sorted((name, _zone_label(name, locale)) for name in names)]


def _zone_label(name: str, locale: Locale) -> str:
    return f"{name} – {get_timezone_location(name, locale=locale)}"


def _zones() -> list[tuple[str, str]]:
    return zone_choices(get_language() or settings.LANGUAGE_CODE)


CODE = pgettext_lazy("sign-in", "Code")


class ProfileForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Pages after signing in, and mails to you."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zones,
        help_text=_("Times are shown in the zone of the exchange and, where it differs, in yours."),
    )

    @classmethod
    def of(cls, user: User, sent: Any = None) -> "ProfileForm":
        return cls(sent, initial={"language": user.language, "time_zone": user.time_zone})


LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("one year"))]


def _scopes() -> list[tuple[str, str]]:
    return [(name, str(scope.label)) for name, scope in scopes.items()]


class TokenForm(forms.Form):
    title = LineInput(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("A name by which you recognise it, such as “Nightly report”."),
    )
    scope_names = forms.MultipleChoiceField(
        label=_("It may"), choices=_scopes, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Expires after"), choices=LIFETIMES, coerce=int, initial=90)

    def wanted(self) -> dict[str, Any]:
        expires_at = timezone.now() + timedelta(days=self.cleaned_data["days"])
        scope_names = self.cleaned_data["scope_names"]
        return {"name": self.cleaned_data["title"], "scope_names": scope_names, "expires_at": expires_at}


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254, validators=[validate_line])
    purpose = forms.ChoiceField(
        label=_("Invite to"),
        choices=[
            ("accounts.account", _("open an account")),
            ("accounts.operator", _("become an operator of this server")),
        ],
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class OperatorForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        validators=[validate_line],
        help_text=_("Of a person who has an account. Send an invitation to anybody else."),
    )


class SignUpForm(SignupForm):  # type: ignore[misc]  # the library is not typed
    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not settings.SIGN_UP_OPEN and email != invited_address(library.request):
            raise forms.ValidationError(_("Use the address that was invited."), code="not-invited")
        return email


class CodeForm(forms.Form):
    code = forms.CharField(
        label=CODE,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class _CodeLabel:
    """A code is a 验证码 here; the bare word “Code” is another thing elsewhere."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = CODE
        self.fields["code"].widget.attrs.pop("placeholder", None)


class SignInCodeForm(_CodeLabel, ConfirmLoginCodeForm):  # type: ignore[misc]  # the library is not typed
    pass


class AddressCodeForm(_CodeLabel, ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class _OnceOnly(_CodeLabel):
    """The library forgets a used code after one period; with tolerance it is valid for longer."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the library's form comes next in line
        if self.authenticator.type == Authenticator.Type.TOTP and not self._is_first_use(code):
            raise get_factor_adapter().validation_error("incorrect_code")
        return code

    def _is_first_use(self, code: str) -> bool:
        valid_for = factor_settings.TOTP_PERIOD * (2 * factor_settings.TOTP_TOLERANCE + 1)
        key = f"accounts:totp:{self.user.pk}:{normalize_user_code(code)}"
        return bool(cache.add(key, "used", timeout=valid_for))


class FactorForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # the library is not typed
    pass


class FactorAgainForm(_OnceOnly, ReauthenticateForm):  # type: ignore[misc]  # the library is not typed
    pass


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]  # the library is not typed
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)


class _DeviceName:
    fields: dict[str, forms.Field]
    is_name_required = False  # a key that was just made gets a name of the library's rather than be lost

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = LineInput(label=_("Name of the device"), max_length=60, required=self.is_name_required)
        self.fields = {"name": name} | {key: field for key, field in self.fields.items() if key != "name"}


class AddPasskeyForm(_DeviceName, AddWebAuthnForm):  # type: ignore[misc]  # the library is not typed
    pass


class RenamePasskeyForm(_DeviceName, EditWebAuthnForm):  # type: ignore[misc]  # the library is not typed
    is_name_required = True
