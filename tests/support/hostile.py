"""Hostile strings of our own, and those of the shared cases where they are present."""

import json
from pathlib import Path

MARKUP = [
    "<script>window.qiao_xss=1</script>",
    '"><img src=x onerror=window.qiao_xss=1>',
    "</style><svg/onload=window.qiao_xss=1>",
    "[x](javascript:window.qiao_xss=1)",
    "<a href='jav&#x09;ascript:window.qiao_xss=1'>x</a>",
    "a < b && c > d",
]
TEMPLATES = [
    "{{ 7|add:7 }}{% debug %}",
    "{{ user.password }}{% include 'mail/base.html' %}",
    "{{event.__init__.__globals__}}",
    "%(key)s %s %n {0} {name:>10}",
    '#eval("1+1") #read("/etc/passwd") #import "@preview/cetz:0.3.0"',
    "*bold* _it_ = Heading $x^2$ `raw` \\ #strong[x] // gone /* gone */ @label <label>",
    "${7*7} <%= 7*7 %> \\input{/etc/passwd}",
    "Dear {name}",
]
LINES = [
    "Zhang\r\nBcc: everyone@attacker.invalid",
    "Zhang\nContent-Type: text/html\n\n<b>x</b>",
    "Zhang\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Somebody Else",
    "Zhang\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Free money",
    "Zhang\r\n ATTENDEE:mailto:x@attacker.invalid",
    "Zhang\rX-EVIL: 1",
    "Zhang\u2028X-EVIL: 1",
    "Zhang\x00X\x07\x1b[31m",
    "Zhang;CN=x:evil,\\n\\;",
]
OWN = [*MARKUP, *TEMPLATES, *LINES]


def listed(cases: Path, *names: str) -> list[str]:
    rows = [
        line
        for name in names
        for line in (cases / f"hostile/lists/{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [json.loads(row)["v"] for row in rows]
