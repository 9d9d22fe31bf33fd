import pytest

from qiao.kit.tables.encoding import decode
from qiao.kit.tables.faults import TableRefused

CHINESE = "姓名,学校,邮箱\n王芳,哥伦比亚大学,wf@example.org\n㼆欢,芝加哥大学,x@example.org\n"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (CHINESE.encode(), "utf-8"),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16"),
        (CHINESE.encode("gb18030"), "gb18030"),
        ("姓名,邮箱\n王芳,wf@example.org\n".encode("gbk"), "gb18030"),
    ],
)
def test_decode_reads_what_excel_writes(body: bytes, encoding: str) -> None:
    decoded = decode(body)

    assert decoded.encoding == encoding
    assert "王芳" in decoded.text
    assert not decoded.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("name\nUniversität München\n".encode("latin-1"), 2),
        ("name,city\nÉcole Supérieure,Besançon\n".encode("cp1252"), 2),
        ("имя,город\nПетров,Москва\n".encode("cp1251"), 1),
        ("이름,학교\n김철수,서울대학교\n".encode("euc-kr"), 1),
        ("姓名,學校\n王芳,國立臺灣大學\n".encode("big5"), 1),
        ("名前,大学\n東京大学,さくら\n".encode("shift-jis"), 1),
        (b"name,email\n\xff\xfe\xfa,a@example.org\n", 2),
        ("姓名\n王芳\n".encode("gb18030") + b"\xff\n", 3),
        (b"\xff\xfea\xd8", 1),
        (b"\xef\xbb\xbfname\n\xff", 2),
    ],
    ids=["latin-1", "french", "russian", "korean", "big5", "japanese", "noise", "bad-end", "utf-16", "utf-8"],
)
def test_decode_refuses_with_the_row_rather_than_store_garbage(body: bytes, row: int) -> None:
    with pytest.raises(TableRefused) as refused:
        decode(body)

    assert [(fault.code, fault.row) for fault in refused.value.faults] == [("encoding", row)]


@pytest.mark.parametrize(
    ("body", "row"),
    [(b"name\na\0b\n", 2), ("name\n\0".encode("utf-16"), 2), ("name".encode("utf-16-le"), 1)],
)
def test_decode_names_the_row_of_a_nul_byte(body: bytes, row: int) -> None:
    with pytest.raises(TableRefused) as refused:
        decode(body)

    assert [(fault.code, fault.row) for fault in refused.value.faults] == [("nul", row)]
