"""A conflict as a sentence with its remedy, in the language asked for."""

from collections.abc import Callable, Hashable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qiao.kit.bilingual.localized import TAGS
from qiao.rooms.programme.conflicts.problem import Conflict, Kind

NameOf = Callable[[Hashable, str], str]  # of an id, in "zh" or "en"

SENTENCES = {
    Kind.OUTSIDE: _(
        "“{session}” is outside the days of the exchange. Move it, or change the days of the exchange."
    ),
    Kind.PLACE: _(
        "“{session}” begins in {resource} while “{other}” is still there. Move one of the two, or "
        "choose another place."
    ),
    Kind.WITHIN: _(
        "“{session}” and “{other}” overlap, and one of them takes all of {resource}. Move one of the "
        "two, or choose another place."
    ),
    Kind.PERSON: _(
        "{resource} is in “{other}” and in “{session}” at the same time. Move one of the two, or name "
        "somebody else."
    ),
    Kind.INTERPRETER: _(
        "The interpreter {resource} is in “{other}” and in “{session}” at the same time. Move one of "
        "the two, or name another interpreter."
    ),
    Kind.NO_INTERPRETER: _(
        "“{session}” is to be interpreted, but has no interpreter. Name one, or take the interpretation away."
    ),
    Kind.HOST: _(
        "{resource} is host of “{other}” and of “{session}” at the same time. Move one of the two, or "
        "choose another host."
    ),
    Kind.VEHICLE: _(
        "The bus or car {resource} is used by “{other}” and by “{session}” at the same time. Move one "
        "of the two, or take another vehicle."
    ),
    Kind.DELEGATION: _(
        "{resource} is named for “{other}” and for “{session}” at the same time. Move one of the two, "
        "or name it for one of them only."
    ),
    Kind.SMALL_FOR_SESSION: _(
        "“{session}” is for {needed} people, but {resource} holds {given}. Choose a larger place, or "
        "lower the capacity of the session."
    ),
    Kind.SMALL_FOR_AUDIENCE: _(
        "{needed} people are expected at “{session}”, but {resource} holds {given}. Choose a larger "
        "place, or limit the session."
    ),
    Kind.TRANSFER: _(
        "The transfer from “{other}” to “{session}” takes {needed} minutes, but there are {given}. "
        "Move one of the two, or choose places nearer to each other."
    ),
    Kind.RIDE: _(
        "The transfer “{session}” to {resource} takes {needed} minutes, but the session has {given}. "
        "Make it longer."
    ),
}


def said(conflict: Conflict, name_of: NameOf, language: str) -> str:
    ids = {"session": conflict.session, "other": conflict.other, "resource": conflict.resource}
    names = {key: name_of(each, language) for key, each in ids.items() if each is not None}
    with override(TAGS[language]):
        return str(SENTENCES[conflict.kind]).format(needed=conflict.needed, given=conflict.given, **names)
