import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from qiao.rooms.directory.isced import FIELDS, field_choices, field_name, nearest, validate_isced


@pytest.mark.parametrize("code", ["07", "071", "0716", "0619", "0719", "0888"])
def test_code_whose_beginning_exists_is_accepted(code: str) -> None:
    validate_isced(code)


@pytest.mark.parametrize("code", ["", "7", "99", "1199", "07160", "７16", "0x16", "07\n"])
def test_code_without_a_known_beginning_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_isced(code)


def test_every_code_hangs_on_a_broader_one() -> None:
    orphans = [code for code in FIELDS if len(code) > 2 and code[:-1] not in FIELDS]

    assert orphans == []


def test_names_in_both_languages() -> None:
    assert field_name("0716", "zh") == "机动车、船舶和飞行器"
    assert field_name("0716", "en") == "Motor vehicles, ships and aircraft"
    assert field_name("0619", "en") == field_name("061", "en")
    assert nearest("0619") == "061"
    with override("zh-hans"):
        assert dict(field_choices())["0713"] == "0713 电力与能源"
