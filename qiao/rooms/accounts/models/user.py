from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.kit.zones import zone_names

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from qiao.rooms.accounts.models.operatorship import Operatorship


def validate_zone(value: str) -> None:
    if value not in zone_names():
        raise ValidationError(
            _("%(zone)s is not a time zone of the IANA list."), code="zone", params={"zone": value}
        )


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # django-stubs
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)  # type: ignore[no-any-return]


class User(AbstractBaseUser, Record):
    """A sign-in. Roles come from memberships and rows, never from flags here."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True, validators=[validate_line])
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_zone]
    )

    objects: ClassVar[UserManager] = UserManager()
    operatorships: "RelatedManager[Operatorship]"

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_user_email_lower")
        ]

    def __str__(self) -> str:
        return self.email

    @cached_property
    def is_operator(self) -> bool:
        """Asked once for each loaded instance, that is once a request."""
        return self.is_active and self.operatorships.filter(ended_at=None).exists()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
