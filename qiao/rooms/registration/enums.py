"""The kinds and states of this room, as values."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    LINE = "line", pgettext_lazy("question", "One line of text")
    BODY = "body", pgettext_lazy("question", "Text of several lines")
    NUMBER = "number", pgettext_lazy("question", "Number")
    DATE = "date", pgettext_lazy("question", "Date")
    TIME = "time", pgettext_lazy("question", "Time of day")
    ONE = "one", pgettext_lazy("question", "One of several options")
    SEVERAL = "several", pgettext_lazy("question", "Any of several options")
    YES_NO = "yes_no", pgettext_lazy("question", "Yes or no")
    COUNTRY = "country", _("Country or region")
    LANGUAGE = "language", _("Language")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    URL = "url", _("Web address")


WITH_OPTIONS = (QuestionKind.ONE, QuestionKind.SEVERAL)
DECIDING = (*WITH_OPTIONS, QuestionKind.YES_NO)  # another question may depend on the answer


class Scope(models.TextChoices):
    DELEGATION = "delegation", pgettext_lazy("question", "Once for each delegation")
    PERSON = "person", pgettext_lazy("question", "For each member")


class Required(models.TextChoices):
    NEVER = "never", pgettext_lazy("question", "Optional")
    SUBMISSION = "submission", pgettext_lazy("question", "Before the delegation is submitted")
    APPROVAL = "approval", pgettext_lazy("question", "Before the delegation is approved")


class ReviewState(models.TextChoices):
    OPEN = "open", pgettext_lazy("review", "Waiting for a decision")
    ACCEPTED = "accepted", pgettext_lazy("review", "Accepted")
    SENT_BACK = "sent_back", pgettext_lazy("review", "Sent back")
    TAKEN_BACK = "taken_back", pgettext_lazy("review", "Taken back")


class NeedKind(models.TextChoices):
    DIET = "diet", _("Diet")
    ALLERGY = "allergy", _("Allergy or intolerance")
    ACCESS = "access", _("Access")
    PRAYER = "prayer", _("Prayer")
    INTERPRETER = "interpreter", pgettext_lazy("need", "Interpreter")


class Diet(models.TextChoices):
    VEGETARIAN = "vegetarian", _("Vegetarian")
    VEGAN = "vegan", _("Vegan")
    HALAL = "halal", _("Halal")
    KOSHER = "kosher", _("Kosher")
    NO_PORK = "no_pork", _("No pork")
    NO_BEEF = "no_beef", _("No beef")
    NO_FISH = "no_fish", _("No fish or seafood")
    NO_ALCOHOL = "no_alcohol", _("No alcohol in food")
    LOW_SUGAR = "low_sugar", _("Low in sugar")
    OTHER = "other", pgettext_lazy("need", "Something else")


class Allergen(models.TextChoices):
    """The fourteen of Regulation (EU) No 1169/2011, Annex II."""

    GLUTEN = "gluten", _("Cereals with gluten")
    CRUSTACEANS = "crustaceans", _("Crustaceans")
    EGGS = "eggs", _("Eggs")
    FISH = "fish", _("Fish")
    PEANUTS = "peanuts", _("Peanuts")
    SOYBEANS = "soybeans", _("Soybeans")
    MILK = "milk", _("Milk")
    NUTS = "nuts", _("Tree nuts")
    CELERY = "celery", _("Celery")
    MUSTARD = "mustard", _("Mustard")
    SESAME = "sesame", _("Sesame")
    SULPHITES = "sulphites", _("Sulphur dioxide and sulphites")
    LUPIN = "lupin", _("Lupin")
    MOLLUSCS = "molluscs", _("Molluscs")
    OTHER = "other", pgettext_lazy("need", "Something else")


class Access(models.TextChoices):
    WHEELCHAIR = "wheelchair", _("Wheelchair")
    STEP_FREE = "step_free", _("No stairs")
    HEARING = "hearing", _("Hearing loop or captions")
    SIGHT = "sight", _("Large print or a guide")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    ANIMAL = "animal", _("Assistance dog")
    COMPANION = "companion", _("A companion comes along")
    OTHER = "other", pgettext_lazy("need", "Something else")


class Prayer(models.TextChoices):
    ROOM = "room", _("A quiet room")
    TIMES = "times", _("Time kept free")


class Direction(models.TextChoices):
    ARRIVAL = "arrival", _("Arrival")
    DEPARTURE = "departure", _("Departure")


class Transport(models.TextChoices):
    FLIGHT = "flight", _("Flight")
    TRAIN = "train", _("Train")
    COACH = "coach", _("Coach")
    CAR = "car", _("Own car")
    OTHER = "other", pgettext_lazy("transport", "Something else")


class RoomKind(models.TextChoices):
    SINGLE = "single", _("Single room")
    DOUBLE = "double", _("Double room")
    TWIN = "twin", _("Twin room")

    @property
    def beds(self) -> int:
        return 1 if self is RoomKind.SINGLE else 2


class TotalsKind(models.TextChoices):
    MEALS = "meals", _("Meals")
    BUSES = "buses", _("Buses and pick-ups")
    BEDS = "beds", _("Hotels and nights")


class Wiped(models.TextChoices):
    ANSWERS = "answers", _("Answers to a question")
    NEEDS = "needs", _("Needs")
    TRAVEL = "travel", _("Arrivals and departures")
    BEDS = "beds", pgettext_lazy("wiped", "Nights and rooms")
