"""Logos and signatures that an organisation gives us: opened with care, fitted, never stretched."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from mentordesk.documents.sheet import Sheet
from mentordesk.domain.refusal import Refusal

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
KINDS = ("PNG", "JPEG")


class UnreadablePicture(Refusal):
    """This picture cannot be used: it is damaged, or it is not a PNG or JPEG. The document was not made
    and nothing was changed. Choose another picture, or save this one again as PNG.
    """


class PictureTooLarge(Refusal):
    """This picture is too large: {megapixels} million points. The document was not made and nothing was
    changed. Make the picture smaller, 2,000 points wide is plenty, and try again.
    """


def opened(data: bytes) -> ImageReader:
    """The picture, wholly read, so that damage shows here; Refusal for what cannot be drawn."""
    try:
        image = Image.open(BytesIO(data), formats=KINDS)
        _check_size(image)
        image.load()
        return ImageReader(image.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as problem:
        raise UnreadablePicture from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureTooLarge(megapixels=MOST_PIXELS // 1_000_000) from problem


def _check_size(image: Image.Image) -> None:
    points = image.width * image.height
    if points > MOST_PIXELS:
        raise PictureTooLarge(megapixels=points // 1_000_000)


def draw_fitted(sheet: Sheet, data: bytes, box: tuple[float, float, float, float], anchor: str = "c") -> None:
    """Draw in the box (left, bottom, width, height in points) as large as it fits."""
    left, bottom, width, height = box
    sheet.drawImage(
        opened(data), left, bottom, width, height, mask="auto", preserveAspectRatio=True, anchor=anchor
    )
