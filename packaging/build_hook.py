"""Hatch's build hook: compiles the translations and puts them into the wheel beside the resources."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MessagesHook(BuildHookInterface[Any]):
    """A wheel gets `mentordesk/_data`; an editable install reads the checkout and gets nothing."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "packaging"))
        from messages import compile_all

        made = Path(self.root) / "build" / "wheel" / "translations"
        included = build_data["force_include"]
        included[str(Path(self.root) / "resources")] = "mentordesk/_data/resources"
        for path in compile_all(made):
            included[str(path)] = f"mentordesk/_data/translations/{path.relative_to(made).as_posix()}"
