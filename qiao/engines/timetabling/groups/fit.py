"""Whether a guest fits a group, looked at alone, and which two groups one guest cannot both be in."""

from qiao.engines.timetabling.groups.problem import Bar, Group, Guest


def bars_between(guest: Guest, group: Group) -> tuple[Bar, ...]:
    """What keeps the guest out of the group, whoever else is in it; empty where nothing does.

    >>> ana = Guest("Ana", languages=frozenset({"cs"}), meetings=frozenset({3}))
    >>> bars_between(ana, Group("g", "Optics", (3, 4), 9, languages=frozenset({"en"})))
    ('meeting', 'language')
    """
    found: list[Bar] = []
    if not guest.unavailable.isdisjoint(group.slots):
        found.append("unavailable")
    if not guest.meetings.isdisjoint(group.slots):
        found.append("meeting")
    if not understands(guest, group):
        found.append("language")
    if not guest.needs <= group.provides:
        found.append("need")
    if group.destination in guest.barred:
        found.append("access")
    if group.id in guest.forbidden:
        found.append("forbidden")
    return tuple(found)


def understands(guest: Guest, group: Group) -> bool:
    """Whether they have a language in common, or an interpreter is there; nothing said sets no limit."""
    if group.interpreter or not group.languages or not guest.languages:
        return True
    return not guest.languages.isdisjoint(group.languages)


def exclude_each_other(one: Group, other: Group) -> bool:
    """Whether one guest cannot be in both: same round, same destination or a slot in common.

    >>> exclude_each_other(Group("a", "Optics", (0, 1), 9), Group("b", "Laser", (2,), 9, round=1))
    False
    """
    return (
        one.round == other.round
        or one.destination == other.destination
        or not set(one.slots).isdisjoint(other.slots)
    )
