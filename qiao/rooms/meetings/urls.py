"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path

from qiao.rooms.meetings.views import pair, party, round, slot, table, timetable, wish, workbook  # noqa: A004

EXCHANGE, ROUND = "exchanges/<uuid:pk>/", "rounds/<uuid:pk>/"
TABLE, PARTY, TIMETABLE = "tables/<uuid:pk>/", "parties/<uuid:pk>/", "timetables/<uuid:pk>/"

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    path(EXCHANGE, round.rounds, name="rounds"),
    path(f"{EXCHANGE}rounds/new/", round.round_new, name="round_new"),
    path(f"{EXCHANGE}workbook/", workbook.workbook, name="workbook"),
    path(f"{EXCHANGE}workbook/template/", workbook.workbook_template, name="workbook_template"),
    path(f"{ROUND}workbook/", workbook.round_workbook, name="round_workbook"),
    path(ROUND, round.meeting_round, name="round"),
    path(f"{ROUND}profile/", round.round_edit, name="round_edit"),
    path(f"{ROUND}closing/", round.round_closing, name="round_closing"),
    path(f"{ROUND}opening/", round.round_opening, name="round_opening"),
    path(f"{ROUND}slots/", slot.slots, name="slots"),
    path("slots/<uuid:pk>/removal/", slot.slot_removal, name="slot_removal"),
    path(f"{ROUND}tables/", table.tables, name="tables"),
    path(TABLE, table.table, name="table"),
    path(f"{TABLE}closures/", table.table_closures, name="table_closures"),
    path(f"{TABLE}removal/", table.table_removal, name="table_removal"),
    path(f"{ROUND}parties/", party.parties, name="parties"),
    path(f"{ROUND}parties/everyone/", party.parties_everyone, name="parties_everyone"),
    path(PARTY, party.party, name="party"),
    path(f"{PARTY}limits/", party.party_limits, name="party_limits"),
    path(f"{PARTY}removal/", party.party_removal, name="party_removal"),
    path(f"{PARTY}availability/", party.availability, name="availability"),
    path(f"{PARTY}wishes/", wish.own_wishes, name="own_wishes"),
    path(f"{PARTY}answers/", wish.answers, name="answers"),
    path(f"{ROUND}wishes/", wish.wishes, name="wishes"),
    path("wishes/<uuid:pk>/answer/", wish.wish_answer, name="wish_answer"),
    path(f"{ROUND}pairs/", pair.pairs, name="pairs"),
    path(f"{ROUND}fixed/", pair.fixed, name="fixed"),
    path("fixed/<uuid:pk>/removal/", pair.fixed_removal, name="fixed_removal"),
    path(f"{ROUND}forbidden/", pair.forbidden, name="forbidden"),
    path("forbidden/<uuid:pk>/removal/", pair.forbidden_removal, name="forbidden_removal"),
    path(f"{ROUND}timetables/", timetable.timetables, name="timetables"),
    path(TIMETABLE, timetable.timetable, name="timetable"),
    path(f"{TIMETABLE}parties/", timetable.timetable_parties, name="timetable_parties"),
    path(f"{TIMETABLE}progress/", timetable.timetable_progress, name="timetable_progress"),
    path(f"{TIMETABLE}stop/", timetable.timetable_stop, name="timetable_stop"),
    path(f"{TIMETABLE}acceptance/", timetable.timetable_acceptance, name="timetable_acceptance"),
    path(f"{TIMETABLE}removal/", timetable.timetable_removal, name="timetable_removal"),
    path(f"{TIMETABLE}refusals/", timetable.refusals, name="refusals"),
    path(f"{TIMETABLE}comparison/<uuid:other_pk>/", timetable.comparison, name="comparison"),
]
