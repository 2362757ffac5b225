// Puts what is wrong beside its field while one types. Without this file the buttons do it.
"use strict";

const form = document.querySelector("form[data-editor]");

function told(field) {
  return document.getElementById(`m-${field}`);
}

function mark() {
  for (const shown of form.querySelectorAll(".field-problem")) {
    shown.textContent = "";
    shown.hidden = true;
    document.getElementById(shown.id.slice(2))?.removeAttribute("aria-invalid");
  }
  for (const mistake of document.querySelectorAll("[data-mistake]")) {
    const shown = told(mistake.dataset.mistake);
    if (!shown) continue;
    const words = mistake.querySelector("[data-words]").textContent.trim();
    shown.textContent = shown.textContent ? `${shown.textContent} ${words}` : words;
    shown.hidden = false;
    const onlyWarning = mistake.dataset.warning === "yes";
    shown.classList.toggle("only-warning", onlyWarning);
    if (!onlyWarning) document.getElementById(mistake.dataset.mistake)?.setAttribute("aria-invalid", "true");
  }
}

function say(words) {
  const shown = document.getElementById("said");
  if (shown) shown.textContent = words;
}

// A line of a long text, chosen and brought into sight.
function goToLine(area, number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  area.scrollTop = (area.scrollHeight * (number - 1)) / lines.length - area.clientHeight / 3;
}

if (form) {
  // What is typed must not be lost by a page that is loaded anew, as keyboard.js does elsewhere:
  // so these are taken on the way down, before they reach it.
  for (const name of ["htmx:beforeSwap", "htmx:responseError", "htmx:sendError"]) {
    window.addEventListener(name, (event) => {
      event.stopPropagation();
      const { xhr } = event.detail;
      const asked = new URL(form.action).pathname;
      const elsewhere = xhr.responseURL && new URL(xhr.responseURL).pathname !== asked;
      if (name !== "htmx:beforeSwap" || elsewhere || xhr.status >= 400) {
        event.detail.shouldSwap = false;
        say("Chưa kiểm tra được lúc này. Chữ bạn viết còn nguyên; hãy chép ra rồi tải lại trang.");
      }
    }, true);
  }
  form.addEventListener("htmx:beforeRequest", () => say("Đang kiểm tra…"));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "checked") return;
    mark();
    say(document.querySelector("#checked-summary strong").textContent + ".");
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    const area = link && document.getElementById(link.hash.slice(1));
    if (!area) return;
    event.preventDefault();
    goToLine(area, Number(link.dataset.line));
  });
}

// A question before what was typed is left behind; a page that gives it back differs from the draft.
let unsaved = document.querySelector("#checked .difference") !== null;
form?.addEventListener("input", () => { unsaved = true; });
form?.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
