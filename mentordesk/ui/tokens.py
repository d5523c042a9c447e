"""The colours of MentorDesk: one table for the light, the dark and the high contrast theme."""

THEMES = ("light", "dark", "contrast")

COLOURS: dict[str, tuple[str, str, str]] = {
    "canvas": ("#F6F6F3", "#15171C", "#000000"),
    "side": ("#EEEEE9", "#101216", "#000000"),
    "surface": ("#FFFFFF", "#1D2027", "#000000"),
    "hover": ("#F6F6F3", "#222630", "#1A1A1A"),
    "sunken": ("#F0F0EC", "#262A33", "#1A1A1A"),
    "track": ("#E6E6E0", "#30353F", "#595959"),
    "line": ("#E2E2DC", "#30353F", "#FFFFFF"),
    "btnline": ("#C9C9C1", "#454B58", "#FFFFFF"),
    "strong": ("#85857C", "#7B8390", "#FFFFFF"),
    "text": ("#1D2026", "#E9EAED", "#FFFFFF"),
    "text2": ("#565B64", "#A9AFBA", "#E6E6E6"),
    "accent": ("#3350C4", "#9FB2FF", "#FFE066"),
    "accentLow": ("#6B7DD1", "#7386D4", "#C2A93A"),
    "accentSoft": ("#E8ECFB", "#28304F", "#332B00"),
    "accentText": ("#2A43A8", "#BCC9FF", "#FFE066"),
    "onAccent": ("#FFFFFF", "#10142B", "#000000"),
    "good": ("#17653B", "#86D9A6", "#7CFFB2"),
    "goodBg": ("#E2F2E8", "#1B3526", "#00290F"),
    "goodBar": ("#2E8B57", "#57B881", "#7CFFB2"),
    "attention": ("#7A4A00", "#F1C26B", "#FFC861"),
    "attentionBg": ("#FCEFD3", "#3A2D13", "#2E1D00"),
    "attentionBar": ("#B06A06", "#D99A36", "#FFC861"),
    "late": ("#A32626", "#FFA69E", "#FF9C94"),
    "lateBg": ("#FBE7E5", "#452423", "#330300"),
    "lateBar": ("#CC4440", "#E8736C", "#FF9C94"),
    "quiet": ("#50555E", "#B7BDC7", "#FFFFFF"),
    "quietBg": ("#ECECE7", "#2C3039", "#1A1A1A"),
    "quietBar": ("#85857C", "#7B8390", "#FFFFFF"),
    "toast": ("#1D2026", "#262A33", "#1A1A1A"),
    "onToast": ("#FFFFFF", "#FFFFFF", "#FFFFFF"),
    "toastLink": ("#BCC9FF", "#BCC9FF", "#FFE066"),
    "toastKey": ("#C9CDD6", "#C9CDD6", "#FFFFFF"),
}

AVATARS_LIGHT = (
    ("#DCE6F7", "#27487F"),
    ("#E5DFF7", "#4C3A8C"),
    ("#F3DDF0", "#7A2E6E"),
    ("#F8DEE2", "#8A2F45"),
    ("#F3E3D3", "#70441B"),
    ("#E9E8CC", "#56531A"),
    ("#D6ECE6", "#1C5A4C"),
    ("#D5EAF1", "#1B5568"),
)
AVATARS_DARK = (
    ("#2A3B5C", "#C3D5F7"),
    ("#3A3260", "#D6CBFA"),
    ("#4E2A49", "#F2C4EA"),
    ("#55303A", "#F8C6D0"),
    ("#4B3826", "#EFCFAE"),
    ("#414020", "#DEDCA0"),
    ("#1F463D", "#A9DFD0"),
    ("#1E4350", "#A9DBEB"),
)
AVATARS_CONTRAST = (("#000000", "#FFFFFF"),) * 8

AVATARS = {"light": AVATARS_LIGHT, "dark": AVATARS_DARK, "contrast": AVATARS_CONTRAST}


def colour(theme: str, token: str) -> str:
    """The `#RRGGBB` of a token in a theme; KeyError for a token nobody named."""
    return COLOURS[token][THEMES.index(theme)]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two `#RRGGBB` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: str) -> float:
    red, green, blue = (_linear(int(shade[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
