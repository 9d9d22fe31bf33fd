"""Whether single values are of the kind that the format asks for."""

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.naming import shown
from qiao.engines.shape.words import say

say(
    {
        "fault.text": (
            "{value} is not a text. Write it in quotation marks.",
            "{value}不是文本。请用引号写成文本。",
        ),
        "fault.empty-text": ("This is empty. Give it a name.", "此处为空。请填写名称。"),
        "fault.surrogate": (
            "This text has half of a character (a lone surrogate). Write the text anew.",
            "此文本含有残缺的字符（孤立代理项）。请重新填写该文本。",
        ),
        "fault.long-text": (
            "This text has more than {most} characters. Shorten it.",
            "此文本超过{most}个字符。请缩短。",
        ),
        "fault.whole": (
            "{value} is not a whole number. Write a number without quotation marks, such as 3.",
            "{value}不是整数。请填写整数，不加引号，例如3。",
        ),
        "fault.number": (
            "{value} is not a number. Write a number without quotation marks, such as 2.5.",
            "{value}不是数字。请填写数字，不加引号，例如2.5。",
        ),
        "fault.yes-no": (
            "{value} is neither true nor false. Write one of the two.",
            "{value}不是true或false。请填写其中之一。",
        ),
        "fault.choice": (
            "{value} is not known here. Possible are {options}.",
            "此处不能填写{value}。可填写{options}。",
        ),
        "fault.negative": (
            "{value} is below {least}. Give a number from {least} on.",
            "{value}小于{least}。请填写不小于{least}的数。",
        ),
        "fault.too-large": (
            "{value} is more than {most}. Give a number up to {most}.",
            "{value}大于{most}。请填写不大于{most}的数。",
        ),
        "fault.twice": (
            "The id {id} is used already at {where}. Give each its own id.",
            "编号{id}已在{where}使用。请使用不同的编号。",
        ),
    }
)

MOST = 1_000_000_000
MOST_TEXT = 1_000


def check_whole(value: object, place: str, found: Collector, *, least: int = 0, most: int = MOST) -> bool:
    """Whether a value is a whole number within bounds; what is wrong is collected."""
    if type(value) is not int:
        found.add(place, "whole", value=shown(value))
    elif value < least:
        found.add(place, "negative", value=shown(value), least=least)
    elif value > most:
        found.add(place, "too-large", value=shown(value), most=most)
    else:
        return True
    return False


def check_cap(value: object, place: str, found: Collector, *, least: int = 0) -> None:
    if value is not None:
        check_whole(value, place, found, least=least)


def check_flag(value: object, place: str, found: Collector) -> None:
    if type(value) is not bool:
        found.add(place, "yes-no", value=shown(value))


def check_text(value: object, place: str, found: Collector, *, may_be_empty: bool = False) -> bool:
    """Whether a value is a text that can be written in UTF-8."""
    if not isinstance(value, str):
        found.add(place, "text", value=shown(value))
    elif not value and not may_be_empty:
        found.add(place, "empty-text")
    elif len(value) > MOST_TEXT:
        found.add(place, "long-text", most=MOST_TEXT)
    elif not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        found.add(place, "surrogate")
    else:
        return True
    return False


def check_choice(value: object, options: tuple[str, ...], place: str, found: Collector) -> bool:
    if isinstance(value, str) and value in options:
        return True
    found.add(place, "choice", value=shown(value), options=[shown(option) for option in options])
    return False
