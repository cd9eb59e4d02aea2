// The QR code of a receipt carries number and code behind a '#', which never reaches a server.
const [number, code] = decodeURIComponent(location.hash.slice(1)).split(".");
if (number && code) {
  document.getElementById("number").value = number;
  document.getElementById("code").value = code;
  // Not to be left in the address bar of a shared computer.
  history.replaceState(null, "", location.pathname);
  document.getElementById("open").focus();
}
