from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.exceptions import TemplateDoesNotExist

from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.mail.rendering import one_line, render
from qiao.kit.text import validate_line
from tests.support import hostile

NOTE = MailTemplate("mail/tests/note", {}, "Note")
TWINS = MailTemplate("mail/tests/twins", {}, "Twins")


def test_text_and_html_say_the_same():
    mail = render(NOTE, {"name": "张伟", "place": "北京"}, "en")

    assert mail.subject == "张伟: Mail"
    foot = f"\n\n-- \nQiao {settings.BASE_URL}\n"
    assert mail.text == f"Dear 张伟,\nsee you in 北京.\n\n{settings.BASE_URL}/en/visit/1/{foot}"
    assert "<p>Dear 张伟,<br>\nsee you in 北京.</p>" in mail.html
    assert f'<a href="{settings.BASE_URL}/en/visit/1/">' in mail.html
    assert '<html lang="en">' in mail.html
    assert mail.html.count("Qiao") == 1


def test_words_are_in_the_readers_language():
    assert render(NOTE, {"name": "Ann"}, "zh-hans").subject == "Ann: 邮件"
    assert '<html lang="zh-Hans">' in render(NOTE, {}, "zh-hans").html


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [("zh-hans", "Ann 您好", "中文正文\n"), ("en", "Hello Ann", "English text\n")],
)
def test_file_for_one_language_comes_first(language, subject, text):
    mail = render(TWINS, {"name": "Ann", "url": "https://qiao.example/x"}, language)

    assert (mail.subject, mail.text) == (subject, text)
    assert '<a class="button" href="https://qiao.example/x">Open</a>' in mail.html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", ""])
def test_button_leads_to_the_web_or_is_left_out(url):
    assert "button" not in render(TWINS, {"name": "Ann", "url": url}, "en").html.split("<body>")[1]


def test_missing_file_is_named():
    with pytest.raises(TemplateDoesNotExist):
        render(MailTemplate("mail/tests/nothing", {}, "Nothing"), {}, "en")


def test_only_addresses_of_this_site_become_links():
    mail = render(NOTE, {"name": "Ann", "place": "x\n\nhttps://attacker.invalid/login\n\n"}, "en")

    assert "https://attacker.invalid/login" in mail.html
    assert 'href="https://attacker.invalid' not in mail.html


def test_unsubscribe_address_stands_in_both_parts():
    mail = render(NOTE, {"name": "Ann"}, "en", unsubscribe_url="https://qiao.example/u/1/")

    assert mail.text.endswith("No more mails of this kind: https://qiao.example/u/1/\n")
    assert '<a href="https://qiao.example/u/1/">No more mails of this kind</a>' in mail.html


def test_times_are_in_the_readers_zone():
    template = Template('{% load mail %}{{ at|moment|date:"Y-m-d H:i" }}')
    from django.utils import timezone

    with timezone.override("America/New_York"):
        assert template.render(Context({"at": "2026-11-03T01:30:00+00:00"})) == "2026-11-02 20:30"


@pytest.mark.parametrize("text", ["", "\r\n", "\u202e", "e" + "\u0301" * 50, "a\ufffeb", "\U000e0041x"])
def test_strange_subject_becomes_one_that_can_be_stored(text):
    subject = render(NOTE, {"name": text}, "en").subject

    validate_line(subject)
    assert subject


def _comes_out_dead(text: str) -> None:
    mail = render(NOTE, {"name": text, "place": text}, "en")

    assert "\n" not in mail.subject
    assert "\r" not in mail.subject + mail.text
    one_line(mail.subject)
    page = mail.html.split("<main")[1]
    for active in (
        "<script",
        "<svg",
        "<img",
        "<iframe",
        "<form",
        "<meta",
        "<style",
        "<embed",
        "<details",
        "<div",
        "<a i",
    ):
        assert active not in page
    assert page.count("<a ") == 2  # the address of the visit and of the site
    if text.isprintable():
        assert f"Dear {text}," in mail.text


@pytest.mark.parametrize("text", hostile.OWN)
def test_hostile_value_stays_a_value(text):
    _comes_out_dead(text)


@pytest.mark.cases
def test_shared_hostile_values_stay_values(cases: Path):
    for text in hostile.listed(cases, "markup", "templates", "names"):
        _comes_out_dead(text)


@pytest.mark.parametrize("language", [code for code, _label in settings.LANGUAGES])
def test_every_registered_mail_renders_with_its_sample(language):
    for name, template in mail_templates.items():
        mail = render(template, template.sample, language, unsubscribe_url="https://qiao.example/u/")

        assert mail.subject, name
        assert mail.text.strip(), name
        assert mail.html.startswith("<!doctype html>"), name
        assert "<c-" not in mail.html, name
        validate_line(mail.subject)
