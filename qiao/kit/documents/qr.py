"""QR codes, always dark on white: inverted ones in dark mode cannot be read by many cameras."""

from io import BytesIO

import segno

from qiao.kit.documents.errors import QrTooLong

DARK, LIGHT = "#000", "#fff"


def qr_svg(text: str, *, label: str = "") -> str:
    """An `<svg>` element for a page, scaled by its place there. `label` becomes its title, read aloud."""
    code = _code(text)
    return str(
        code.svg_inline(
            dark=DARK, light=LIGHT, omitsize=True, title=label or None, svgclass="qr", lineclass=None
        )
    )


def qr_png(text: str, *, scale: int = 8) -> bytes:
    out = BytesIO()
    _code(text).save(out, kind="png", dark=DARK, light=LIGHT, scale=scale)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    try:
        return segno.make(text, micro=False, error="m")
    except segno.DataOverflowError:
        raise QrTooLong from None
