"""What the account pages cannot say in the template language itself."""

from typing import Any

from django import template

from qiao.rooms.accounts.sections import Section, sections_for

register = template.Library()

# The first that fits: later browsers name the earlier ones too.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "MicroMessenger": "WeChat", "Firefox/": "Firefox"}
BROWSERS |= {"Chrome/": "Chrome", "Safari/": "Safari", "curl/": "curl"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "HarmonyOS": "HarmonyOS"}
SYSTEMS |= {"Windows": "Windows", "Mac OS X": "macOS", "Linux": "Linux"}


@register.simple_tag(takes_context=True, name="account_sections")
def account_sections(context: Any) -> list[Section]:
    return sections_for(context["request"])


@register.filter
def device(user_agent: str) -> str:
    """“Firefox, Windows”; what is not known is shown as it came, shortened."""
    known = [_first(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in known if name) or user_agent[:80] or "–"


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
