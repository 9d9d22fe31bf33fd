"""The stylesheets of every page, in the order of the cascade."""

STYLESHEETS = tuple(
    f"ui/css/{name}.css"
    for name in (
        "tokens",
        "base",
        "layout",
        "button",
        "card",
        "form",
        "listing",
        "chart",
        "dialog",
        "feedback",
    )
)
