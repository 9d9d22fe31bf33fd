import pytest
from django.utils.http import content_disposition_header

from qiao.kit.files.names import display_name


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("简历_李明.pdf", "简历_李明.pdf"),
        ("CV (final) v2.pdf", "CV (final) v2.pdf"),
        ("a.b.c.pdf", "a.b.c.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("C:\\x\\y.doc", "y.pdf"),
        ("a\x00.png", "a.pdf"),
        ("a\r\nX-Injected: 1.txt", "aX-Injected 1.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("-rf", "rf.pdf"),
        ("a.php.png", "a.php.pdf"),
        ("con.txt", "file.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("$(id).txt", "(id).pdf"),
        (".", "file.pdf"),
        ("", "file.pdf"),
        (None, "file.pdf"),
        ("file\u2028name.txt", "filename.pdf"),
        ("\ud800", "file.pdf"),
        ("e" + "\u0301" * 20 + ".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_display_name_is_clean_and_ends_as_the_content_is(given: str | None, expected: str) -> None:
    name = display_name(given, ".pdf")

    assert name == expected
    assert "\n" not in str(content_disposition_header(True, name))
