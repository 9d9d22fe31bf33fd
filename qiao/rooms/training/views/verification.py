"""Open to everyone: whether a certificate is valid, and nothing about anybody."""

from qiao.rooms.letters.checking import pages_of_check
from qiao.rooms.training.domain.certificate import verdict_of
from qiao.rooms.training.forms import VerificationForm

verification, verdict = pages_of_check("training", "certificate", VerificationForm, verdict_of)
