"""What stands around every operation, after the token has been checked and the input read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from qiao.kit.errors import Invalid
from qiao.kit.idempotency.middleware import ATTRIBUTE


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the first answer to a repeated request, and refuses query parameters nobody reads."""
    known = _query_names(view)

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if unknown := [name for name in request.GET if name not in known]:
            sentence = _("There is no parameter of this name.")
            raise Invalid([{"place": f"query.{name}", "problem": sentence} for name in unknown])
        if earlier := getattr(request, ATTRIBUTE, None):
            return earlier.response()
        return view(request, *args, **kwargs)

    return guard


def _query_names(view: Any) -> set[str]:
    models = view._ninja_operation.models
    return {
        name
        for model in models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }
