"""Commands that write documents and check certificates."""

from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.opening import opened
from mentordesk.cli.parts import Answer
from mentordesk.i18n import LANGUAGES, _, reader
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.operations.documents import Written


LETTERS = "introduction"
PERSON = "person-data"
"""The document that is written for programs as well, where PATH ends in .json."""


def document_arguments(parser: "argparse.ArgumentParser") -> None:
    from mentordesk.documents import DOCUMENTS
    from mentordesk.operations.documents import DESIGNS
    from mentordesk.operations.smart_forms import KIND

    kinds = (*(one.key for one in DOCUMENTS), KIND)
    parser.add_argument("kind", choices=kinds, metavar=_("KIND"), help=", ".join(kinds))
    parser.add_argument("--out", type=Path, required=True, metavar=_("PATH"))
    parser.add_argument("--for", dest="name", metavar=_("NAME"), help=_("whose; everybody's if not said"))
    parser.add_argument("--language", choices=LANGUAGES, metavar="XX", help=_("the person's own if not said"))
    parser.add_argument("--role", choices=("mentor", "mentee"), default="mentee")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument("--large-print", action="store_true", help=_("for readers who need it"))
    parser.add_argument("--one-file-each", action="store_true", help=_("PATH is a folder then"))
    parser.add_argument("--certificate", choices=tuple(_certificate_kinds()), default="completion")
    parser.add_argument("--design", choices=tuple(key for key, _title in DESIGNS), default="classic")


def _certificate_kinds() -> list[str]:
    from mentordesk.domain.certificate import CertificateKind

    return [kind.value for kind in CertificateKind]


def write_documents(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.smart_forms import KIND

    if given.language and given.kind == LETTERS:
        given.wrong(_("Each letter is in its reader’s own language; leave --language out."))
    if given.one_file_each:
        _make_folder(given.out)
    else:
        _keep_others(given.out)
    if given.kind == PERSON and given.name is None:
        given.wrong(_("--for is missing: whose data?"))
    if given.kind == PERSON and given.out.suffix == ".json":
        return _person_as_json(given)
    written = _worksheets(given) if given.kind == KIND else _documents(given)
    lines = [_("Wrote {file}.").format(file=path) for path in written.paths]
    if written.unwritten:
        listed = reader().listing(written.unwritten)
        lines.append(_("These characters stand as boxes: {characters}.").format(characters=listed))
    files = [{"file": path, "bytes": path.stat().st_size} for path in written.paths]
    return Answer("\n".join(lines), {**files[0], "files": files, "boxes": written.unwritten})


def _keep_others(out: Path) -> None:
    """A document takes the place of a document only, never of a programme file."""
    from mentordesk.storage.refusals import AlreadyThere

    if out.is_file() and out.suffix.lower() not in (".pdf", ".json"):
        raise AlreadyThere(file=out.name)


def _make_folder(folder: Path) -> None:
    from mentordesk.storage.reasons import cannot_write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder.name, error) from error


def _person_as_json(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.erasing import person_called
    from mentordesk.operations.privacy import save_person_data

    with opened(given, readonly=True) as database, database.read() as view:
        person = person_called(view, given.name)
        out = save_person_data(view, person=person, out=given.out, today=today(), language=given.language)
    return Answer(_("Wrote {file}.").format(file=out), {"file": out, "bytes": out.stat().st_size})


def _documents(given: "argparse.Namespace") -> "Written":
    from mentordesk.documents import CERTIFICATE
    from mentordesk.operations.documents import document, write_each, write_together
    from mentordesk.operations.sharing import is_locked_share

    readonly = given.kind != CERTIFICATE or is_locked_share(given.file)
    with opened(given, readonly=readonly) as database:
        made, order = document(
            database,
            given.kind,
            today=today(),
            name=given.name,
            language=given.language,
            role=given.role,
            paper=given.paper,
            large=given.large_print,
            certificate=given.certificate,
            design=given.design,
        )
    if given.one_file_each:
        return write_each(made, order, folder=given.out)
    return write_together(made, order, file=given.out)


def _worksheets(given: "argparse.Namespace") -> "Written":
    """Papers that come back: the file of the programme remembers who has one."""
    from mentordesk.operations.smart_forms import smart_forms, write_smart_forms

    apart = given.one_file_each
    with opened(given) as database:
        texts = smart_forms(database, today=today(), name=given.name, language=given.language, apart=apart)
    return write_smart_forms(texts, out=given.out, apart=apart, paper=given.paper, large=given.large_print)


def certificate_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("number", metavar=_("NUMBER"), help=_("as it stands on the certificate"))
    parser.add_argument("code", metavar=_("CODE"), help=_("the letters below the QR code"))


def check_certificate_words(given: "argparse.Namespace") -> Answer:
    from mentordesk.domain.certificate import Verdict
    from mentordesk.domain.words import word
    from mentordesk.operations.certificate_check import check_certificate

    with opened(given, readonly=True) as database, database.read() as view:
        found = check_certificate(view, number=given.number, code=given.code, words=reader())
    lines = [f"{found.number}: {word(found.verdict)}"]
    lines += [f"  {field.label}: {field.issued}" for field in found.fields]
    fields = {field.key: {"issued": field.issued, "same": field.same} for field in found.fields}
    facts = {"number": found.number, "verdict": found.verdict, "fields": fields}
    return Answer("\n".join(lines), facts, refused=found.verdict is not Verdict.GENUINE)


def form_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("folder", type=Path, metavar=_("FOLDER"))


def read_forms(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.form_returns import read_folder

    with opened(given) as database:
        reports = read_folder(database, folder=given.folder, today=today())
    lines = [f"{report.file}\t{report.name}\t{report.sentence}" for report in reports]
    facts = [{"file": one.file, "name": one.name, "read": one.read, "words": one.sentence} for one in reports]
    return Answer("\n".join(lines), {"files": facts})
