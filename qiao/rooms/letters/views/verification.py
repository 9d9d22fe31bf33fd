"""Open to everyone: whether a letter is valid, and nothing about anybody."""

from qiao.rooms.letters.checking import pages_of_check
from qiao.rooms.letters.domain.verification import verdict_of
from qiao.rooms.letters.forms import VerificationForm

verification, verdict = pages_of_check("letters", "letter", VerificationForm, verdict_of)
