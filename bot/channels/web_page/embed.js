"use strict";

/* A portal's button to the chat: <script src="https://chat.example/embed.js" defer></script>
   Everything sits in a shadow root and is styled through the CSSOM, so the portal's styles stay
   out, ours too, and the portal's content policy need only allow this script and the frame. */
(function () {
  const NAME = "canhgiac-chat";
  const origin = new URL(document.currentScript.src).origin;
  const wide = window.matchMedia("(min-width: 480px) and (min-height: 480px)");
  const FONT = "18px/1.3 system-ui, -apple-system, Roboto, 'Segoe UI', 'Noto Sans', Arial, sans-serif";
  let frame = null;
  let here = false;

  function make(tag, style, attributes) {
    const made = document.createElement(tag);
    made.style.cssText = style;
    Object.keys(attributes || {}).forEach((name) => made.setAttribute(name, attributes[name]));
    return made;
  }

  function button(text, style) {
    const made = make(
      "button",
      "margin:0;min-height:48px;cursor:pointer;color:#fff;background:#0b3d5c;font:" + FONT + ";" + style,
      { type: "button" },
    );
    made.textContent = text;
    // Two rings: one of them stands out from whatever the portal's colours are.
    made.addEventListener("focus", () => {
      made.style.boxShadow = "inset 0 0 0 2px #fff";
      made.style.outline = "3px solid #c2410c";
    });
    made.addEventListener("blur", () => {
      made.style.boxShadow = made.style.outline = "none";
    });
    return made;
  }

  const host = document.createElement(NAME);
  const shadow = host.attachShadow({ mode: "open" });
  const opener = button(
    "Nghi bị lừa? Hỏi Cảnh Giác",
    "position:fixed;right:16px;bottom:16px;max-width:calc(100% - 32px);padding:10px 20px;" +
      "border:2px solid #fff;border-radius:28px;font-weight:600",
  );
  const panel = make("div", "", { role: "dialog", "aria-label": "Trò chuyện với Cảnh Giác" });
  const bar = make("div", "flex:none;display:flex;justify-content:flex-end;background:#0b3d5c");
  const closer = button("Đóng ✕", "min-width:96px;border:0;border-radius:0");
  closer.setAttribute("aria-label", "Đóng trò chuyện");
  opener.setAttribute("aria-haspopup", "dialog");

  const link = make(
    "a",
    "margin:16px;padding:12px;text-align:center;color:#fff;background:#0b3d5c;font:" + FONT,
    { href: origin, target: "_blank", rel: "noreferrer", hidden: "" },
  );
  link.textContent = "Mở Cảnh Giác trong trang mới";

  /* A blocked frame looks broken, and only the page in it could say that it is there. */
  function settle() {
    if (frame.hidden !== here) return;
    frame.hidden = !here;
    link.hidden = here;
    if (opener.hidden) (here ? frame : link).focus();
  }

  /* All of a phone, a corner of a larger screen. */
  function place() {
    panel.style.cssText =
      "position:fixed;flex-direction:column;overflow:hidden;box-sizing:border-box;background:#eef1f4;" +
      (wide.matches
        ? "right:16px;bottom:16px;width:420px;height:680px;max-width:calc(100% - 32px);" +
          "max-height:calc(100% - 32px);border:1px solid #5f6f7d;border-radius:12px"
        : "top:0;right:0;bottom:0;left:0");
    panel.style.display = opener.hidden ? "flex" : "none";
    opener.style.display = opener.hidden ? "none" : "block";
  }

  function open() {
    opener.hidden = true;
    // Not before it is wanted: who only reads the portal never calls the chat.
    if (!frame) {
      frame = make("iframe", "flex:1;width:100%;min-height:0;border:0", {
        src: origin + "/?embed",
        title: "Trò chuyện với Cảnh Giác",
        referrerpolicy: "no-referrer", // which page of the portal it was is nobody's business
      });
      panel.append(frame);
      setTimeout(settle, 10000);
      // A blocked frame is "loaded" at once; our page speaks before it is.
      frame.addEventListener("load", () => setTimeout(settle, 1000));
    }
    place();
    frame.focus();
  }

  function close() {
    opener.hidden = false;
    place();
    opener.focus();
  }

  opener.addEventListener("click", open);
  closer.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  window.addEventListener("message", (event) => {
    const ours = frame && event.source === frame.contentWindow && event.origin === origin;
    if (ours && event.data === "canhgiac-close" && opener.hidden) close();
    if (!ours || event.data !== "canhgiac-here") return;
    here = true;
    settle();
  });
  if (wide.addEventListener) wide.addEventListener("change", place);
  else wide.addListener(place); // old Safari

  function show() {
    if (document.querySelector(NAME)) return; // the tag stands in the portal's page twice
    // Out of the flow: a portal laid out as a grid must not get one more cell.
    const style = { all: "initial", position: "fixed", top: 0, left: 0, "z-index": 2147483000 };
    Object.keys(style).forEach((name) => host.style.setProperty(name, style[name], "important"));
    bar.append(closer);
    panel.append(bar, link);
    shadow.append(opener, panel);
    place();
    document.body.append(host);
  }

  if (document.body) show();
  else document.addEventListener("DOMContentLoaded", show);
})();
