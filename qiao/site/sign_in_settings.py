"""The settings of signing in, a part of `settings`. Rate limits count in the database cache."""

import environ
from django.core.exceptions import ImproperlyConfigured

from qiao.rooms.accounts.oidc.configuration import providers as oidc_providers

env = environ.FileAwareEnv()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SITE_NAME = env("QIAO_SITE_NAME", default="Qiao")
_sign_up = env("QIAO_SIGN_UP", default="open")
if _sign_up not in {"open", "invitation"}:
    raise ImproperlyConfigured(f"QIAO_SIGN_UP is either open or invitation, got {_sign_up!r}")
SIGN_UP_OPEN = _sign_up == "open"
SESSION_IDLE_DAYS = env.int("QIAO_SESSION_IDLE_DAYS", default=7)
SESSION_LONGEST_DAYS = 30
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:profile"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("QIAO_TRUSTED_PROXIES", default=0)
ACCOUNT_ADAPTER = "qiao.rooms.accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "signup": "qiao.rooms.accounts.forms.SignUpForm",
    "confirm_login_code": "qiao.rooms.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "qiao.rooms.accounts.forms.AddressCodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
MFA_ADAPTER = "qiao.rooms.accounts.adapters.mfa.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "qiao.rooms.accounts.forms.FactorForm",
    "reauthenticate": "qiao.rooms.accounts.forms.FactorAgainForm",
    "activate_totp": "qiao.rooms.accounts.forms.SetUpAppForm",
    "add_webauthn": "qiao.rooms.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "qiao.rooms.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "qiao.rooms.accounts.adapters.social.ConnectionAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # only where a provider has trust_email
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "qiao.rooms.accounts.oidc.provider.CheckedProvider",
        "APPS": oidc_providers(env("QIAO_OIDC_PROVIDERS", default="")),
    }
}
