"""English moments with 24 hours, as programmes and calendars have them: no "a.m." before a full stop."""

DATETIME_FORMAT = "N j, Y, H:i"
TIME_FORMAT = "H:i"
