from qiao.rooms.registration.models.answer import Answer, Registration, Review, Wiping
from qiao.rooms.registration.models.bed import Hotel, HotelRooms, Stay
from qiao.rooms.registration.models.form import FormPage, Option, Question, RegistrationForm
from qiao.rooms.registration.models.need import Need, TravelLeg
from qiao.rooms.registration.models.share import SharedTotals

__all__ = [
    "Answer",
    "FormPage",
    "Hotel",
    "HotelRooms",
    "Need",
    "Option",
    "Question",
    "Registration",
    "RegistrationForm",
    "Review",
    "SharedTotals",
    "Stay",
    "TravelLeg",
    "Wiping",
]
