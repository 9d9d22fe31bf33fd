// Adds the reader's own time beside the exchange's, where the clock is another one. Without it the page is whole.
for (const place of document.querySelectorAll("[data-zone]:not([data-reader])")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = document.documentElement.lang;
  const clock = (zone) => new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = (zone) => new Intl.DateTimeFormat(language, { timeZone: zone, month: "numeric", day: "numeric" });
  const there = place.dataset.zone;
  const [clockHere, clockThere, dayHere, dayThere] = [clock(own), clock(there), day(own), day(there)];
  for (const time of place.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    const [here, elsewhere] = [clockHere.format(moment), clockThere.format(moment)];
    const [today, thatDay] = [dayHere.format(moment), dayThere.format(moment)];
    if (here === elsewhere && today === thatDay) continue;
    const note = document.createElement("span");
    note.className = "there";
    note.title = own;
    note.textContent = today === thatDay ? here : `${today} ${here}`;
    time.parentNode.append(note);
  }
}
