"""Makes the fonts of resources/fonts/ from Noto faces that PyPI packages carry.

Each face becomes a static TrueType file with the characters its scripts need, under a family name of our
own, so that a Noto of another version on the reader's computer never changes the look. Licences are laid
beside the files. Run `python packaging/fonts.py`; it needs fonttools and pip, and answers the same bytes
for the same packages.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
OWN_NAMES = 256  # name ids from here on belong to the font's axes and features, which are gone
PACKAGES: Mapping[str, str] = {
    "justmytype-western-core==0.1.0": "632e7ef422e73b4a0435031238e00b91553871da9e7dc88e8ba8ff53b72c8e7e",
    "justmytype-intl-rtl==0.1.0": "dd1644dd497d907228f14568b034c0ce043b34a44ded9f307314941fe9f74b72",
    "justmytype-intl-south-asia==0.1.0": "748debce6fef48386f40e7bd5ee7dde82c6886a1c42ad2d77915b2209226f12f",
    "justmytype-intl-sea==0.1.0": "07de9eed31706fdef49dd22e6f6694cdc0825c7818f3da269f7a18991acf3b34",
    "justmytype-intl-cjk==0.1.0": "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256",
    "pylopdf-fonts-ar==0.1.1": "7e11aaa58e9fe042403aed982e788ece4020f06e1b9c6da2caa9b10bd6d916de",
}
STYLES: Mapping[int, str] = {300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
SPACES = ((0x20, 0x7E), (0xA0, 0xA0), (0x2010, 0x2027), (0x202F, 0x202F), (0x25CC, 0x25CC))
LATIN = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F)),
    *((0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF)),
    *((0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF)),
    *((0x2C60, 0x2C7F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)),
)
ARABIC = (*SPACES, (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
CJK_FORMS = ((0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF00, 0xFFEF))
SYLLABLES = ((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3130, 0x318F))
WHOLE = ((0x0, 0x10FFFF),)

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Face:
    """One family made from one variable file: its weights, its characters, and its licence.

    `charset` is a legacy set whose characters it keeps, less those of the sets in `besides`.
    """

    family: str
    source: str
    weights: tuple[int, ...]
    ranges: Ranges
    charset: str = ""
    besides: tuple[str, ...] = ()
    italic: bool = False
    licence: str = field(default="OFL.txt")


FACES = (
    Face(family="MD Sans", source="NotoSans[wdth,wght].ttf", weights=(400, 500, 600), ranges=LATIN),
    Face(
        family="MD Sans", source="NotoSans-Italic[wdth,wght].ttf", weights=(400,), ranges=LATIN, italic=True
    ),
    Face(family="MD Serif", source="NotoSerif[wdth,wght].ttf", weights=(300, 400, 500), ranges=LATIN),
    Face(
        family="MD Serif", source="NotoSerif-Italic[wdth,wght].ttf", weights=(400,), ranges=LATIN, italic=True
    ),
    Face(
        family="MD Naskh",
        source="NotoNaskhArabic-Variable.ttf",
        weights=(400, 700),
        ranges=ARABIC,
        licence="LICENSE",
    ),
    Face(family="MD Hebrew", source="NotoSansHebrew[wdth,wght].ttf", weights=(400, 700), ranges=WHOLE),
    Face(
        family="MD Devanagari", source="NotoSansDevanagari[wdth,wght].ttf", weights=(400, 700), ranges=WHOLE
    ),
    Face(family="MD Bengali", source="NotoSansBengali[wdth,wght].ttf", weights=(400, 700), ranges=WHOLE),
    Face(family="MD Thai", source="NotoSansThai[wdth,wght].ttf", weights=(400, 700), ranges=WHOLE),
    Face(
        family="MD Sans SC",
        source="NotoSansSC[wght].ttf",
        weights=(400, 700),
        ranges=(*SPACES, *CJK_FORMS),
        charset="gb2312",
    ),
    Face(
        family="MD Sans TC",
        source="NotoSansTC[wght].ttf",
        weights=(400, 700),
        ranges=(*SPACES, *CJK_FORMS),
        charset="big5",
    ),
    Face(
        family="MD Sans JP",
        source="NotoSansJP[wght].ttf",
        weights=(400, 700),
        ranges=(*SPACES, *CJK_FORMS),
        charset="shift_jis",
    ),
    Face(
        family="MD Sans KR",
        source="NotoSansKR[wght].ttf",
        weights=(400, 700),
        ranges=(*SPACES, *CJK_FORMS, *SYLLABLES),
        charset="euc_kr",
        besides=("gb2312", "big5", "shift_jis"),
    ),
)


def characters_of(face: Face) -> set[int]:
    """The code points to keep: the face's ranges and all that its legacy character set can write."""
    wanted = {code for first, last in face.ranges for code in range(first, last + 1)}
    if not face.charset:
        return wanted
    return wanted | charset_characters(face.charset).difference(*map(charset_characters, face.besides))


def charset_characters(charset: str) -> set[int]:
    return {code for code in range(0x80, 0x10000) if _encodes(chr(code), charset)}


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def trimmed(font: TTFont, codes: Iterable[int]) -> None:
    """Leaves the glyphs for these code points, without hinting and discretionary ligatures."""
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.layout_features = [tag for tag in options.layout_features if tag not in {"dlig", "vert", "vrt2"}]
    options.layout_features += ["tnum"]
    trimmer = subset.Subsetter(options)
    trimmer.populate(unicodes=codes)
    trimmer.subset(font)


def frozen(font: TTFont, weight: int) -> TTFont:
    """The static font at this weight and at the normal width."""
    axes = {axis.axisTag for axis in font["fvar"].axes}
    place = {tag: value for tag, value in {"wght": weight, "wdth": 100}.items() if tag in axes}
    return instancer.instantiateVariableFont(font, place, inplace=True)


def renamed(font: TTFont, family: str, style: str) -> None:
    """Gives the font our family and style, keeping copyright and licence lines."""
    plain = style in {"Regular", "Italic", "Bold"}
    names = {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        3: f"MentorDesk:{family} {style}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: None if plain else family,
        17: None if plain else style,
        25: None,
    }
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID not in names and entry.nameID < OWN_NAMES]
    for number, text in names.items():
        if text is not None:
            table.setName(text, number, 3, 1, 0x409)


def marked(font: TTFont, weight: int, *, italic: bool) -> None:
    """Weight and slant flags, by which systems tell the members of a family apart."""
    bold = weight >= 700  # noqa: PLR2004 - the weight that OpenType calls bold
    font["OS/2"].usWeightClass = weight
    regular = not bold and not italic and weight == 400  # noqa: PLR2004 - the weight that OpenType calls regular
    kept = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = kept | italic | (bold << 5) | (regular << 6)
    font["head"].macStyle = int(bold) | (italic << 1)
    if "STAT" in font:
        del font["STAT"]


def style_of(face: Face, weight: int) -> str:
    return "Italic" if face.italic else STYLES[weight]


def made(face: Face, weight: int, source: Path) -> Path:
    """Writes one static file and answers its path."""
    style = style_of(face, weight)
    font = TTFont(source, recalcTimestamp=False)
    trimmed(font, characters_of(face))
    font = frozen(font, weight)
    renamed(font, face.family, style)
    marked(font, weight, italic=face.italic)
    path = FONTS / f"{face.family.replace(' ', '')}-{style}.ttf"
    font.save(path)
    return path


def fetched(folder: Path) -> None:
    """Downloads the packages, refuses one whose content is not the known one, and unpacks them."""
    wheels = folder / "wheels"
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
    for package, digest in PACKAGES.items():
        subprocess.run((*pip, "--dest", str(wheels), package), check=True)
        name = package.split("==")[0].replace("-", "_")
        wheel = next(wheels.glob(f"{name}-*.whl"))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != digest:
            sys.exit(f"{wheel.name} is not the package that these fonts were made from.")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "fonts")


def found(folder: Path, name: str) -> Path:
    return next(path for path in sorted(folder.rglob("*")) if path.name == name)


def licence_of(face: Face, source: Path) -> Path:
    return next(path for path in sorted(source.parent.parent.rglob(face.licence)) if _beside(path, source))


def _beside(licence: Path, source: Path) -> bool:
    return licence.parent == source.parent or "licenses" in licence.parts


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fetched(folder)
        for face in FACES:
            source = found(folder, face.source)
            text = licence_of(face, source).read_text(encoding="utf-8")
            (FONTS / f"{face.family.replace(' ', '')}-OFL.txt").write_text(text, encoding="utf-8")
            for weight in face.weights:
                path = made(face, weight, source)
                print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
