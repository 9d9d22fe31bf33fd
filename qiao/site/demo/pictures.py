"""Pictures of the sample, drawn here: plain shapes that stand for nobody's sign."""

import colorsys
import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from qiao.kit.files.images import prepare_image
from qiao.kit.files.prepared import PreparedFile

Colour = tuple[int, int, int]
LOGO, SMOOTH = 256, 2  # drawn twice as large, so that edges are smooth
SCENE = (1280, 800)


def logo(seed: str) -> PreparedFile:
    """Three shapes on a tile; the same seed always gives the same."""
    numbers = hashlib.sha256(seed.encode()).digest()
    side = LOGO * SMOOTH
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), side // 5, fill=_colour(numbers[0], 0.34, 0.62))
    _SHAPES[numbers[1] % len(_SHAPES)](draw, side, _colour(numbers[0], 0.93, 0.25))
    return _prepared(image.resize((LOGO, LOGO), Image.Resampling.LANCZOS), f"{seed}.png")


def scene(seed: str) -> PreparedFile:
    """A road between hills under an even sky."""
    numbers = hashlib.sha256(seed.encode()).digest()
    width, height = SCENE
    image = Image.new("RGB", SCENE, _colour(numbers[0], 0.9, 0.35))
    draw = ImageDraw.Draw(image)
    for layer in range(4):
        top = height * (4 + layer) // 9
        shift = numbers[layer + 1] * 5
        hill = (shift - width, top, shift + width, top + height)
        draw.ellipse(hill, fill=_colour(numbers[0] + 6 * layer, 0.78 - 0.13 * layer, 0.35))
    middle = width // 2 + numbers[6] - 128
    road = [
        (middle - 14, height // 2),
        (middle + 14, height // 2),
        (width * 4 // 5, height),
        (width // 5, height),
    ]
    draw.polygon(road, fill=_colour(numbers[0], 0.3, 0.12))
    for part in range(6):
        y, thick = height // 2 + 18 + part * part * 11, 2 + part * 2
        x = middle + (width // 2 - middle) * (2 * y - height) // height
        draw.rectangle((x - thick, y, x + thick, y + 8 + part * 5), fill=(245, 245, 240))
    return _prepared(image, f"{seed}.png")


def _bridge(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    line = side // 14
    draw.arc((side // 5, side // 3, side * 4 // 5, side), 180, 360, fill=colour, width=line)
    draw.line((side // 6, side * 2 // 3, side * 5 // 6, side * 2 // 3), fill=colour, width=line)


def _rings(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    for shift in (-1, 1):
        left = side // 2 + shift * side // 9 - side // 5
        draw.ellipse(
            (left, side * 3 // 10, left + side * 2 // 5, side * 7 // 10), outline=colour, width=side // 16
        )


def _steps(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    for step in range(3):
        left, top = side * (2 + 2 * step) // 9, side * (6 - 2 * step) // 9
        draw.rectangle((left, top, left + side // 6, side * 7 // 9), fill=colour)


def _star(draw: ImageDraw.ImageDraw, side: int, colour: Colour) -> None:
    middle, far, near = side // 2, side * 3 // 10, side // 10
    corners = [
        (0, -far),
        (near, -near),
        (far, 0),
        (near, near),
        (0, far),
        (-near, near),
        (-far, 0),
        (-near, -near),
    ]
    draw.polygon([(middle + x, middle + y) for x, y in corners], fill=colour)


_SHAPES = (_bridge, _rings, _steps, _star)


def _colour(hue: int, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue % 256 / 256, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _prepared(image: Image.Image, name: str) -> PreparedFile:
    target = BytesIO()
    image.save(target, "PNG")
    return prepare_image(ContentFile(target.getvalue(), name=name))
