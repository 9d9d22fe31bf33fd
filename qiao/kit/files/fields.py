"""Form fields for uploads. Their value is a PreparedFile that has passed every check, ready to be stored."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.functional import lazy

from qiao.kit.files.captions import prepare_captions
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import FileRefused
from qiao.kit.files.images import prepare_image
from qiao.kit.files.limits import LIMITS, Limit
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.videos import prepare_video


class UploadField(forms.FileField):
    """False means: take the present file away (Django's own convention)."""

    kinds: ClassVar[tuple[FileKind, ...]]
    prepare: Callable[[File[bytes]], PreparedFile]

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", lazy(self._hint, str)())  # in the language of the page
        options.setdefault("max_length", 255)
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        accept = ",".join(limit.accept for limit in self._limits())
        return super().widget_attrs(widget) | {"accept": accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, File) or upload is initial:
            return upload
        try:
            return type(self).prepare(upload)
        except FileRefused as refused:
            raise ValidationError(str(refused), code=refused.code) from refused

    @classmethod
    def _limits(cls) -> list[Limit]:
        return [LIMITS[kind] for kind in cls.kinds]

    @classmethod
    def _hint(cls) -> str:
        return " ".join(limit.hint for limit in cls._limits())


class ImageUploadField(UploadField):
    kinds = (FileKind.IMAGE,)
    prepare = staticmethod(prepare_image)


class DocumentUploadField(UploadField):
    kinds = (FileKind.DOCUMENT, FileKind.IMAGE)
    prepare = staticmethod(prepare_document)


class VideoUploadField(UploadField):
    kinds = (FileKind.VIDEO,)
    prepare = staticmethod(prepare_video)


class CaptionsUploadField(UploadField):
    kinds = (FileKind.CAPTIONS,)
    prepare = staticmethod(prepare_captions)
