"""Says in the reader's language what pydantic says in English."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OTHER = _("This value is not accepted.")
_SENTENCES: dict[str, Promise] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no field of this name."),
    "wrong_type": _("This value has another type than expected."),
    "string_type": _("This needs to be text."),
    "string_too_short": _("This needs at least %(min_length)s characters."),
    "string_too_long": _("This may have at most %(max_length)s characters."),
    "string_pattern_mismatch": _("This does not have the expected form."),
    "int_type": _("This needs to be a whole number."),
    "int_parsing": _("This needs to be a whole number."),
    "int_from_float": _("This needs to be a whole number."),
    "float_type": _("This needs to be a number."),
    "float_parsing": _("This needs to be a number."),
    "bool_type": _("This needs to be true or false."),
    "bool_parsing": _("This needs to be true or false."),
    "greater_than_equal": _("This needs to be %(ge)s or more."),
    "less_than_equal": _("This needs to be %(le)s or less."),
    "greater_than": _("This needs to be more than %(gt)s."),
    "less_than": _("This needs to be less than %(lt)s."),
    "list_type": _("This needs to be a list."),
    "too_long": _("This list may have at most %(max_length)s entries."),
    "too_short": _("This list needs at least %(min_length)s entries."),
    "enum": _("This needs to be one of: %(expected)s."),
    "literal_error": _("This needs to be one of: %(expected)s."),
    "uuid_parsing": _("This needs to be a UUID."),
    "uuid_type": _("This needs to be a UUID."),
    "datetime_parsing": _("This needs to be a date and time such as 2026-03-01T09:30:00Z."),
    "datetime_from_date_parsing": _("This needs to be a date and time such as 2026-03-01T09:30:00Z."),
    "date_parsing": _("This needs to be a date such as 2026-03-01."),
    "date_from_datetime_parsing": _("This needs to be a date such as 2026-03-01."),
    "url_parsing": _("This needs to be a web address."),
    "dict_type": _("This needs to be an object."),
    "model_attributes_type": _("This needs to be an object."),
}


def sentence(error: dict[str, Any]) -> str:
    text = str(_SENTENCES.get(error.get("type", ""), _OTHER))
    try:
        return text % (error.get("ctx") or {})
    except KeyError:
        return str(_OTHER)


def place(error: dict[str, Any]) -> str:
    """`body.name` or `query.size`; the name of the view's own argument says nothing to the sender."""
    parts = [str(part) for part in error.get("loc", ())]
    has_argument = parts[:1] == ["body"] or (parts[:1] == ["query"] and len(parts) > 2)
    return ".".join([parts[0], *parts[2:]] if has_argument else parts)
