"""Views of the list of people that a coordinator named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.saved import SavedView
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

PAGE = "people"


class ViewNameMissing(Refusal):
    """The view has no name. Nothing was saved. Call it something."""


@dataclass(frozen=True)
class View:
    """A name and what it chooses, as the page put it."""

    name: str
    choice: dict[str, Any]


def views(view: Work, *, page: str = PAGE) -> list[View]:
    """The named views of a page by name."""
    query = select(SavedView).where(SavedView.page == page).order_by(SavedView.name)
    return [View(row.name, json.loads(row.choice)) for row in view.scalars(query)]


def save_view(database: Database, *, name: str, choice: Mapping[str, Any], page: str = PAGE) -> None:
    """Remember a choice under a name, over one of the same name."""
    if not name.strip():
        raise ViewNameMissing(field="name")
    with database.change(Label.of("view.saved")) as work:
        key = derived_key("view", page, name.strip())
        chosen = json.dumps(choice, ensure_ascii=False, sort_keys=True)
        work.put(SavedView(id=key, page=page, name=name.strip(), choice=chosen))


def remove_view(database: Database, *, name: str, page: str = PAGE) -> None:
    """Forget a named view."""
    with database.change(Label.of("view.removed")) as work:
        row = work.get(SavedView, derived_key("view", page, name))
        if row is not None and not row.deleted:
            work.bury(row)
