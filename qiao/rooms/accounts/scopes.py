"""What a token may do. Each room registers its scopes in `apps.ready()`."""

from dataclasses import dataclass

from django.utils.functional import Promise

from qiao.kit.registry import Registry


@dataclass(frozen=True)
class Scope:
    label: str | Promise


scopes: Registry[Scope] = Registry("scope")
