"""More about what counts: the numbers and ways of each criterion, and the programme's own fields."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _
from mentordesk.operations.matching_view import OwnChoice
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field


def details_dialog(
    parent: QWidget,
    details: Mapping[str, int],
    own: Sequence[OwnChoice],
    save: Callable[[dict[str, int]], object],
) -> FormDialog:
    """Asks for every detail; `save(changed)` gets those that are now different."""
    fields, values = details_fields(own), details_values(details, own)

    def keep(answers: dict[str, object]) -> None:
        given = {key: int(str(value)) for key, value in answers.items() if value is not None}
        save({key: value for key, value in given.items() if values[key] != value})

    return FormDialog(parent, _("More about what counts"), fields, keep, values=dict(values))


def details_fields(own: Sequence[OwnChoice]) -> list[Field]:
    """A field for each setting, then one for each of the programme's own fields."""
    from mentordesk.matching.settings import DIVERSITY_WORDS, SETTINGS, WAY_WORDS

    ways = tuple((int(way), _(words)) for way, words in WAY_WORDS.items())
    mixes = tuple((int(way), _(words)) for way, words in DIVERSITY_WORDS.items())
    fields = [
        Field(one.key, _(one.label), "choice", choices=ways)
        if one.ways
        else Field(one.key, _(one.label), "number")
        for one in SETTINGS
    ]
    return fields + [
        Field(one.key, one.name, "choice", choices=mixes if one.identity else ways) for one in own
    ]


def details_values(details: Mapping[str, int], own: Sequence[OwnChoice]) -> dict[str, int]:
    """What holds now; own fields do not matter until they are chosen."""
    from mentordesk.matching.settings import default_settings

    usual = {**default_settings(), **{one.key: 0 for one in own}}
    return {key: details.get(key, value) for key, value in usual.items()}
