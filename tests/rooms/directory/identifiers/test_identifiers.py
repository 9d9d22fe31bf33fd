import pytest
from django.core.exceptions import ValidationError

from qiao.rooms.directory.identifiers.credit_code import compact_credit_code, validate_credit_code
from qiao.rooms.directory.identifiers.domain import compact_domain, suffixes, validate_domain
from qiao.rooms.directory.identifiers.orcid import compact_orcid, orcid_with_hyphens, validate_orcid
from qiao.rooms.directory.identifiers.ror import check_digits, compact_ror, validate_ror


@pytest.mark.parametrize(
    "ror",
    ["00hj8s172", "024mw5h28", "00py81415", "01v29qb04", "0220mzb33", "01tgyzw49", "019wvm592", "02kkvpp62"],
)
def test_ror_of_a_real_organisation_is_accepted(ror: str) -> None:
    validate_ror(ror)

    assert check_digits(ror[:7]) == ror[7:]


@pytest.mark.parametrize(
    ("ror", "code"),
    [
        ("00hj8s173", "ror-check"),
        ("00hj8s271", "ror-check"),
        ("00jh8s172", "ror-check"),
        ("10hj8s172", "ror-shape"),
        ("00ij8s172", "ror-shape"),
        ("00hj8s17", "ror-shape"),
        ("00hj8s1722", "ror-shape"),
        ("00HJ8S172", "ror-shape"),
        ("00hj8s1７2", "ror-shape"),
        ("00hj8s172\n", "ror-shape"),
        ("", "ror-shape"),
    ],
)
def test_ror_with_a_mistake_is_refused(ror: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_ror(ror)

    assert refusal.value.code == code


def test_every_single_wrong_character_of_a_ror_is_noticed() -> None:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    noticed = 0
    for place in range(1, 7):
        for letter in letters:
            wrong = "00hj8s172"[:place] + letter + "00hj8s172"[place + 1 :]
            noticed += check_digits(wrong[:7]) != "72"

    assert noticed == 6 * 31


@pytest.mark.parametrize(
    "typed",
    ["https://ror.org/00hj8s172", "ror.org/00hj8s172/", " 00HJ8S172 ", "http://www.ror.org/00hj8s172"],
)
def test_ror_is_compacted(typed: str) -> None:
    assert compact_ror(typed) == "00hj8s172"


def test_credit_code_with_its_check_digit() -> None:
    validate_credit_code("91110000600037341L")

    assert compact_credit_code("9 1 110000 600037341l") == "91110000600037341L"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91110000600037341M", "credit-code-check"),
        ("91110000600037342L", "credit-code-check"),
        ("A1110000600037341L", "credit-code-shape"),
        ("9111000060003734", "credit-code-shape"),
        ("91110000600037341l", "credit-code-shape"),
    ],
)
def test_credit_code_with_a_mistake_is_refused(code: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_credit_code(code)

    assert refusal.value.code == reason


def test_orcid_with_its_check_digit() -> None:
    validate_orcid("0000000218250097")
    validate_orcid("000000021694233X")

    assert compact_orcid("https://orcid.org/0000-0002-1694-233x") == "000000021694233X"
    assert orcid_with_hyphens("0000000218250097") == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("orcid", "code"),
    [
        ("0000000218250096", "orcid-check"),
        ("000000021825009", "orcid-shape"),
        ("0000-0002-1825-0097", "orcid-shape"),
        ("0000000２18250097", "orcid-shape"),
    ],
)
def test_orcid_with_a_mistake_is_refused(orcid: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_orcid(orcid)

    assert refusal.value.code == code


@pytest.mark.parametrize("domain", ["columbia.edu", "seas.upenn.edu", "xn--fiq228c.cn", "u-tokyo.ac.jp"])
def test_domain_is_accepted(domain: str) -> None:
    validate_domain(domain)


@pytest.mark.parametrize(
    "domain",
    ["", "edu", "a b.edu", "-a.edu", "a-.edu", "a..edu", ".edu", "127.0.0.1", "a@b.edu", "a.edu/x", "é.edu"],
)
def test_domain_that_is_none_is_refused(domain: str) -> None:
    with pytest.raises(ValidationError):
        validate_domain(domain)


def test_domain_is_compacted() -> None:
    assert compact_domain(" @WWW.Columbia.EDU. ") == "columbia.edu"
    assert compact_domain("中文.cn") == "xn--fiq228c.cn"


def test_suffixes_never_reach_the_top_level() -> None:
    assert suffixes("cs.columbia.edu") == ["cs.columbia.edu", "columbia.edu"]
    assert suffixes("edu") == []
