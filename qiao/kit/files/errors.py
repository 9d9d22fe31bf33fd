"""Why a file is refused. Every sentence says what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid


class FileRefused(Invalid):
    code = "file-refused"
    sentence = _("This file cannot be accepted.")


class EmptyFile(FileRefused):
    code = "file-empty"
    sentence = _("The file is empty. Choose it again, or save it anew.")


class FileTooLarge(FileRefused):
    code = "file-too-large"
    sentence = _("The file is too large. At most %(limit)s are accepted.")


class WrongFileType(FileRefused):
    code = "file-type"
    sentence = _("This is not a file of an accepted type, whatever its name says. Accepted: %(types)s.")


class VectorImageRefused(FileRefused):
    code = "file-svg"
    sentence = _("SVG images are not accepted, for they can hold programs. Export the image as PNG.")


class UnreadableFile(FileRefused):
    code = "file-unreadable"
    sentence = _("The file is damaged or incomplete. Open it, save it anew and upload it again.")


class TooManyPixels(FileRefused):
    code = "image-too-large"
    sentence = _("The image is too large. At most %(limit)s million pixels are accepted; make it smaller.")


class LockedDocument(FileRefused):
    code = "document-locked"
    sentence = _("The document is locked with a password. Save it without one and upload it again.")


class ActiveDocument(FileRefused):
    code = "document-active"
    sentence = _("The document holds programs or attached files. Print it to a new PDF and upload that.")


class BadCaptions(FileRefused):
    code = "captions"
    sentence = _("Line %(line)s of the captions: %(reason)s")
