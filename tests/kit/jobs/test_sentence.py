from django.utils import translation
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.sentence import plain_values, say, source_text, storable, storable_json


def test_source_text_is_the_untranslated_one() -> None:
    with translation.override("zh-hans"):
        assert source_text(_("This could not be done.")) == "This could not be done."


def test_say_speaks_the_language_of_the_reader() -> None:
    with translation.override("zh-hans"):
        chinese = say("It waits for its turn.", {})

    assert chinese != "It waits for its turn."
    assert say("It waits for its turn.", {}) == "It waits for its turn."


def test_say_fills_in_values() -> None:
    assert say("Import of %(file)s", {"file": "a.csv"}) == "Import of a.csv"


def test_say_stays_readable_without_its_values() -> None:
    assert say("Import of %(file)s", {}) == "Import of …"
    assert say("50 % done", {}) == "50 % done"
    assert say("%(count)d rows", {"count": "many"}) == "%(count)d rows"
    assert say("", {}) == ""


def test_storable_text_has_neither_nul_nor_lone_surrogates() -> None:
    assert storable("a\x00b\ud800c侨") == "a\ufffdb\ufffdc侨"


def test_storable_json_is_clean_throughout() -> None:
    value = {"a\x00": ["\ud800", ("x", 1.5)], "b": {"c": None}}

    assert storable_json(value) == {"a\ufffd": ["\ufffd", ["x", 1.5]], "b": {"c": None}}


def test_plain_values_keep_numbers_and_speak_the_rest() -> None:
    assert plain_values({"n": 3, "name": _("Jobs"), "bad": "\x00"}) == {
        "n": 3,
        "name": "Jobs",
        "bad": "\ufffd",
    }
