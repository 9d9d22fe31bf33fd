"""The glossary for readers: all words, found by either language, with and without htmx."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from qiao.kit.bilingual.glossary import glossary

pytestmark = pytest.mark.django_db


def address(language: str) -> str:
    with translation.override(language):
        return reverse("bilingual:glossary")


@pytest.mark.parametrize(("language", "heading"), [("en", "Glossary"), ("zh-hans", "术语表")])
def test_glossary_shows_every_area(client: Client, language: str, heading: str) -> None:
    response = client.get(address(language))

    page = response.content.decode()
    assert response.status_code == 200
    assert f"<h1>{heading}</h1>" in page
    assert page.count('<section aria-labelledby="area-') == len(glossary().areas)
    assert "<c-" not in page


def test_glossary_names_each_noun_in_both_languages(client: Client) -> None:
    page = client.get(address("en")).content.decode()

    row = re.search(r'<div id="Delegate">.*?</div>', page, re.DOTALL)
    assert row is not None
    assert '<a href="#Delegate">delegate</a>' in row.group()
    assert '<span lang="zh-Hans">代表</span>' in row.group()


@pytest.mark.parametrize("query", ["delegate", "代表团", "daibiao", "DBT", "代表團"])
def test_glossary_finds_a_noun(client: Client, query: str) -> None:
    page = client.get(address("en"), {"q": query}).content.decode()

    assert '<div id="Delegation">' in page
    assert '<div id="Lease">' not in page


def test_glossary_without_a_match_says_what_to_do(client: Client) -> None:
    page = client.get(address("en"), {"q": "xyzzy"}).content.decode()

    assert "No word matches" in page
    assert f'href="{address("en")}"' in page


def test_glossary_answers_htmx_with_the_words_alone(client: Client) -> None:
    response = client.get(address("en"), {"q": "delegate"}, headers={"HX-Request": "true"})

    assert response.content.decode().strip().startswith('<div id="glossary"')
    assert "HX-Request" in response["Vary"]
