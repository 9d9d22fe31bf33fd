"""Extracts translatable text of every app into its own catalogue, compiles, and lists what is missing.

python scripts/messages.py           all apps
python scripts/messages.py accounts  one app, by the name of its folder; "kit" is what belongs to no app
python scripts/messages.py --check   changes nothing: names what a fresh extraction would add or drop
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
EXTENSIONS = ["html", "txt", "py", "typ", "subject"]
LOOSE = Path("qiao/kit")  # modules of the kit outside of its apps share one catalogue
HEADER = {
    "Project-Id-Version": "Qiao",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def app_folders(root: Path, names: list[str]) -> list[Path]:
    folders = [root / LOOSE, *(path.parent for path in sorted((root / "qiao").glob("**/apps.py")))]
    return [folder for folder in folders if not names or folder.name in names]


def extract(folder: Path) -> None:
    """Read the app's sources. The header keeps only what has a meaning: it never changes by itself."""
    (folder / "locale").mkdir(exist_ok=True)
    inner = [f"{path.parent.relative_to(folder)}/*" for path in folder.glob("*/apps.py")]
    with chdir(folder):
        call_command(
            "makemessages",
            locale=["zh_Hans"],
            extensions=EXTENSIONS,
            ignore_patterns=inner,
            no_location=True,
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )
    if (path := folder / CATALOGUE).exists():
        catalogue = read(path)
        catalogue.metadata, catalogue.header = dict(HEADER), ""
        catalogue.metadata_is_fuzzy = False
        catalogue.save()


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=100_000)


def missing(folder: Path) -> list[str]:
    if not (folder / CATALOGUE).exists():
        return []
    catalogue = read(folder / CATALOGUE)
    return [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]]


def keys(path: Path) -> set[tuple[str, str]]:
    entries = read(path) if path.exists() else []
    return {(entry.msgctxt or "", entry.msgid) for entry in entries if not entry.obsolete}


def drift() -> Iterator[str]:
    """What a fresh extraction, made in a copy, has more or less than the catalogues."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        shutil.copytree(ROOT / "qiao", copy / "qiao", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        for folder in app_folders(copy, []):
            extract(folder)
            name = folder.relative_to(copy)
            fresh, kept = keys(folder / CATALOGUE), keys(ROOT / name / CATALOGUE)
            yield from (f"{name}: not in the catalogue: {text}" for _, text in sorted(fresh - kept))
            yield from (f"{name}: no longer in the code: {text}" for _, text in sorted(kept - fresh))


def update(names: list[str]) -> Iterator[str]:
    for folder in app_folders(ROOT, names):
        extract(folder)
        yield from (f"{folder.relative_to(ROOT)}: {text}" for text in missing(folder))
    subprocess.run([sys.executable, str(ROOT / "hatch_build.py")], check=True)


def main(arguments: list[str]) -> int:
    if not shutil.which("xgettext"):
        print("GNU gettext is missing: apt-get install gettext (Debian), brew install gettext (macOS)")
        return 2
    settings.configure(INSTALLED_APPS=[], USE_I18N=True)
    django.setup()
    try:
        lines = list(drift() if "--check" in arguments else update(arguments))
    except CommandError as error:
        print(error)
        return 2
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
