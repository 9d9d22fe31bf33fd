// A ceremony that the reader stops, or that the device refuses, is said on the page instead of in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey_failed");
  if (said) said.hidden = false;
});
