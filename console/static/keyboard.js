// Work without a mouse, and a question before what can't be taken back. Without this file every
// form still works.
"use strict";

const SETTLED = 400; // milliseconds after the page began to load
const OFF = "canhgiac-keys-off";

function keysAreOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false; // storage is shut: the keys stay on
  }
}

function isTyping(element) {
  return element.closest("input, textarea, select, [contenteditable]") !== null;
}

function move(step) {
  const cases = [...document.querySelectorAll("[data-case]")];
  if (cases.length === 0) return;
  const here = cases.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : cases.length - 1) : here + step;
  cases[Math.max(0, Math.min(cases.length - 1, next))].focus();
}

function use(element) {
  if (element.matches("select, input, textarea")) {
    element.closest("details")?.setAttribute("open", "");
    element.focus();
  } else if (element.matches("summary")) {
    const details = element.parentElement;
    details.open = true;
    details.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  } else if (element.matches("button")) {
    element.focus(); // Enter decides: one letter typed by mistake decides nothing
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  // A key that is held down, or strikes while the page has just come, was not meant for it.
  if (event.repeat || performance.now() < SETTLED) return;
  if (keysAreOff() || isTyping(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(event.key === "j" ? 1 : -1);
    return;
  }
  if (!/^[a-z/]$/.test(event.key)) return;
  const wanted = document.querySelector(`[data-key="${event.key}"]`);
  if (wanted) {
    event.preventDefault();
    use(wanted);
  }
});

document.addEventListener("click", (event) => {
  const asking = event.target.closest("[data-ask]");
  if (asking && !window.confirm(asking.dataset.ask)) {
    event.preventDefault();
  }
  if (event.target.closest("[data-print]")) window.print();
});

// What was marked in the narrative stands in the form when 'personal data left' is opened.
let marked = "";

// The words as the case book has them: a grey box stands for '<PHONE>' there.
function asStored(selection) {
  if (selection.rangeCount === 0) return "";
  const part = selection.getRangeAt(0).cloneContents();
  for (const box of part.querySelectorAll("[data-token]")) box.textContent = box.dataset.token;
  return part.textContent.trim();
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const narrative = document.getElementById("narrative");
  const said = selection ? asStored(selection) : "";
  if (!said || !narrative || !narrative.contains(selection.anchorNode)) return;
  marked = said;
  document.querySelectorAll("[data-selection]").forEach(offerMarked);
});
function offerMarked(details) {
  const field = details.querySelector("input[name=words]");
  if (details.open && field && marked) field.value = marked;
}
for (const details of document.querySelectorAll("[data-selection]")) {
  details.addEventListener("toggle", () => offerMarked(details));
}

// More cases in place. The link that brought them goes with its row, so the keyboard goes on at
// the first new case.
let soFar = 0;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const asked = new URL(requestConfig.path, location.href).pathname;
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
    event.detail.shouldSwap = false;
    location.reload(); // led to another page: signed out meanwhile
    return;
  }
  soFar = document.querySelectorAll("[data-case]").length;
});
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  document.querySelectorAll("[data-case]")[soFar]?.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => {
  location.assign(event.detail.requestConfig.path); // the page says what is wrong
});

const off = document.getElementById("keys-off");
if (off) {
  off.checked = keysAreOff();
  off.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, off.checked ? "1" : "0");
    } catch {
      off.checked = false; // could not be remembered
    }
  });
}

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  if (event.target.method === "post") event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
