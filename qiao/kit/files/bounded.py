"""Stops a request body that is larger than any accepted upload before it fills the disk."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from qiao.kit.files.limits import MAX_UPLOAD_BYTES


class BoundedUploadHandler(FileUploadHandler):
    def __init__(self, request: object = None) -> None:
        super().__init__(request)  # type: ignore[arg-type]  # django-stubs wants a request where None is given
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_UPLOAD_BYTES + 1024 * 1024:
            raise RequestDataTooBig("the uploaded files are larger than any that is accepted")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
