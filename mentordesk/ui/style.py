"""The one style sheet, made from the tokens."""

import re
from collections.abc import Callable

from mentordesk.assets import resource

MARK = re.compile(r"@(\w+)|~(\d+)|%([\w-]+)\.(\w+)")


def sheet(colour: Callable[[str], str], px: Callable[[float], int]) -> str:
    """The sheet for one theme: @token is a colour, ~n a zoomed size, %icon.token a tinted image."""
    from mentordesk.ui.icons import image_file

    def filled(found: re.Match[str]) -> str:
        token, size, icon, tint = found.groups()
        if token:
            return colour(token)
        return f"{px(int(size))}px" if size else image_file(icon, colour(tint))

    return MARK.sub(filled, resource("style/mentordesk.qss").read_text("utf-8"))
