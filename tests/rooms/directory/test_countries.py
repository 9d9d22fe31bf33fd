import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from qiao.rooms.directory.countries import codes, country_choices, country_name, place_name, validate_country


def test_names_in_both_languages() -> None:
    assert country_name("SG", "en") == "Singapore"
    assert country_name("SG", "zh") == "新加坡"
    with override("zh-hans"):
        assert country_name("US") == "美国"
        assert dict(country_choices())["JP"] == "日本"


def test_every_code_has_a_name_in_both_languages() -> None:
    unnamed = [code for code in codes() for language in ("zh", "en") if country_name(code, language) == code]

    assert unnamed == []


def test_a_place_reads_from_small_to_large_and_in_chinese_from_large_to_small() -> None:
    with override("en"):
        assert place_name("Edinburgh", "GB") == "Edinburgh, United Kingdom"
        assert place_name("Singapore", "SG") == "Singapore"
        assert place_name("", "GB") == "United Kingdom"
        assert place_name("Edinburgh", "") == "Edinburgh"
        assert place_name("", "") == ""
    with override("zh-hans"):
        assert place_name("爱丁堡", "GB") == "英国爱丁堡"
        assert place_name("香港", "HK") == "中国香港特别行政区"


@pytest.mark.parametrize("code", ["XX", "us", "USA", "", "EU"])
def test_code_outside_the_standard_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_country(code)
