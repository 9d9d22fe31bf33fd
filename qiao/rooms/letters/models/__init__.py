from qiao.rooms.letters.models.letter import Letter, LetterStep
from qiao.rooms.letters.models.paper import LetterPaper
from qiao.rooms.letters.models.passport import Passport
from qiao.rooms.letters.models.settings import LetterSettings

__all__ = ["Letter", "LetterPaper", "LetterSettings", "LetterStep", "Passport"]
