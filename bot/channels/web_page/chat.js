"use strict";

/* The residents' chat page. ES2017, no framework: it has to run in old Android WebViews.
   Whatever anybody wrote is shown through textContent only. */
(function () {
  const LONGEST = 20000; // as in bot/channels/web.py
  const PATIENCE = 30000; // ms; then the resident gets the emergency steps instead of silence
  const START_PATIENCE = 8000; // the first message waits for it, and the page has a welcome anyway
  const STARTED = "canhgiac-started";

  const STEPS =
    "Việc cần làm ngay: đừng chuyển tiền, đừng đọc mã OTP, đừng cài app, đừng bấm đường dẫn theo lời họ.\n" +
    "Đã chuyển tiền: gọi ngay ngân hàng (số in sau thẻ).\n" +
    "Nguy hiểm tới người: gọi " + document.body.dataset.emergency + " ngay.\n" +
    "Tin của bạn vẫn còn, chờ chút rồi bấm:";
  const OFFLINE = "Mất mạng hoặc mạng quá yếu. " + STEPS;
  const BROKEN = "Máy đang trục trặc. " + STEPS;
  const TOO_LONG =
    "Tin dài quá nên máy không nhận được. Bạn bớt lại giúp, gửi phần quan trọng nhất trước; " +
    "phần còn lại gửi tin sau.";
  const BACK_AGAIN =
    "Trang vừa mở lại nên tin cũ không còn hiện. Bạn cứ kể tiếp ở dưới, hoặc bấm:";
  const REALLY_DELETE = "Xoá cuộc trò chuyện này và lời kể đang ghi dở?";

  const header = document.getElementById("header");
  const commands = document.getElementById("commands");
  const log = document.getElementById("log");
  const welcome = document.getElementById("welcome");
  const reading = document.getElementById("reading");
  const more = document.getElementById("more");
  const composer = document.getElementById("composer");
  const note = document.getElementById("note");
  const story = document.getElementById("story");

  const touch = window.matchMedia("(hover: none) and (pointer: coarse)").matches;
  const unsent = [];
  let failure = null;
  let confirmation = null;
  let waiting = 0;
  let started = Promise.resolve();

  // --- what is shown ---

  function make(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function say(who, text) {
    const said = make("div", "said " + who, "");
    const words = make("p", "", "");
    // A little room between the lines: steps in a row are easier to follow.
    for (const line of text.split("\n")) words.append(make("span", "line", line));
    said.append(make("span", "unseen", who === "mine" ? "Bạn: " : "Cảnh Giác: "), words);
    log.insertBefore(said, reading);
    return said;
  }

  function offer(said, offers) {
    if (!offers.length) return;
    const group = make("div", "offers", "");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Bấm để chọn");
    for (const { label, act } of offers) {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => act(button));
      group.append(button);
    }
    said.classList.add("asking");
    said.append(group);
  }

  /* The beginning of an answer is its most urgent line, so that is brought to the top. */
  function bringUp(said) {
    // On a phone, nothing being typed: the keyboard gives its room to what there is to read.
    if (touch && !story.value) story.blur();
    window.scrollTo(0, window.pageYOffset + said.getBoundingClientRect().top - covered() - 10);
    hintAtMore();
  }

  function showEnd() {
    window.scrollTo(0, document.documentElement.scrollHeight);
    hintAtMore();
  }

  function covered() {
    return getComputedStyle(header).position === "static" ? 0 : header.offsetHeight;
  }

  /* The question at the end of a long answer must not go unseen below the input row. */
  function hintAtMore() {
    const seen = window.pageYOffset + window.innerHeight;
    more.hidden = document.documentElement.scrollHeight - seen < 60;
  }

  function showMore() {
    window.scrollBy(0, window.innerHeight - covered() - composer.offsetHeight - 40);
  }

  function showReplies(replies) {
    const older = Array.from(log.querySelectorAll(".offers.current button"));
    const shown = replies.map((reply) => {
      const said = say("bot", reply.text);
      offer(said, reply.buttons.map(choice));
      return said;
    });
    // Only what an earlier answer offered is over; what came together stays to choose from.
    if (replies.some((reply) => reply.buttons.length)) {
      for (const button of older) button.disabled = true;
      for (const said of shown) {
        const group = said.querySelector(".offers");
        if (group) group.classList.add("current");
      }
    }
    return shown;
  }

  function choice(button) {
    return {
      label: button.label,
      act: async (tapped) => {
        if (tapped.dataset.busy) return; // the second tap of a trembling finger
        tapped.dataset.busy = "yes";
        tapped.classList.add("tapped");
        await send({ choice: button.value }, button.label);
        delete tapped.dataset.busy;
      },
    };
  }

  function wait(change) {
    waiting += change;
    reading.hidden = waiting === 0;
  }

  function focusStory() {
    // On a phone this would open the keyboard over what there is to read.
    if (!touch) story.focus({ preventScroll: true });
  }

  // --- what is sent ---

  async function ask(body, patience) {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = stop && setTimeout(() => stop.abort(), patience);
    try {
      return await fetch("/chat/messages", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        credentials: "same-origin",
        body: JSON.stringify(body),
        signal: stop ? stop.signal : undefined,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /* The replies, or an error whose message can be shown to the resident. */
  async function repliesTo(body, patience) {
    let response;
    try {
      response = await ask(body, patience);
      if (response.status === 403) {
        await fetch("/", { credentials: "same-origin" }); // the cookie is gone: get a new one
        response = await ask(body, patience);
      }
    } catch (error) {
      throw new Error(OFFLINE);
    }
    let answer = null;
    try {
      answer = await response.json();
    } catch (error) {
      // Not ours: a proxy's error page.
    }
    if (response.ok && answer && Array.isArray(answer.replies)) {
      rememberStart();
      return answer.replies;
    }
    throw new Error((answer && answer.error) || BROKEN);
  }

  function send(body, shown) {
    say("mine", shown);
    focusStory();
    const sent = post(body);
    showEnd();
    return sent;
  }

  async function post(body) {
    wait(+1);
    try {
      await started; // "/start" forgets the conversation, so nothing may overtake it
      const replies = await repliesTo(body, PATIENCE);
      if (body.text === "/xoa") log.querySelectorAll(".said").forEach((said) => said.remove());
      const shown = showReplies(replies);
      wait(-1);
      if (shown.length) bringUp(shown[0]);
    } catch (error) {
      wait(-1);
      keepUnsent(body, error.message);
    }
  }

  function keepUnsent(body, why) {
    unsent.push(body);
    if (failure) failure.remove();
    failure = say("bot failed", why);
    offer(failure, [{ label: "Gửi lại", act: sendAgain }]);
    bringUp(failure);
  }

  function sendAgain() {
    failure.remove();
    failure = null;
    focusStory();
    unsent.splice(0).forEach(post);
    showEnd();
  }

  function submit() {
    const text = story.value.trim();
    const tooLong = text.length > LONGEST;
    note.textContent = tooLong ? TOO_LONG : "";
    story.focus();
    if (!text || tooLong) return;
    story.value = "";
    grow();
    send({ text }, text);
  }

  // --- the beginning ---

  async function start() {
    try {
      const shown = showReplies(await repliesTo({ text: "/start" }, START_PATIENCE));
      shown.forEach((said) => log.insertBefore(said, welcome));
      if (shown.length) welcome.remove();
      hintAtMore();
    } catch (error) {
      // The written welcome stays; the first message will tell whether the bot is there.
    }
  }

  /* After a reload "/start" would make the bot forget what the resident is in the middle of. */
  function rememberStart() {
    try {
      sessionStorage.setItem(STARTED, "yes");
    } catch (error) {
      // Storage is switched off: then a reload starts anew.
    }
  }

  function wasStarted() {
    try {
      return sessionStorage.getItem(STARTED) !== null;
    } catch (error) {
      return false;
    }
  }

  function comeBack() {
    const said = say("bot", BACK_AGAIN);
    offer(said, [
      choice({ label: "Nhắc lại việc cần làm", value: "todo" }),
      { label: "Bắt đầu lại", act: () => send({ text: "/start" }, "Bắt đầu lại") },
    ]);
    said.querySelector(".offers").classList.add("current");
  }

  function confirmDelete() {
    if (confirmation) confirmation.remove();
    confirmation = say("bot", REALLY_DELETE);
    offer(confirmation, [
      {
        label: "Xoá",
        act: () => {
          closeConfirmation();
          send({ text: "/xoa" }, "Xoá");
        },
      },
      { label: "Không xoá", act: closeConfirmation },
    ]);
    bringUp(confirmation);
  }

  function closeConfirmation() {
    confirmation.remove();
    focusStory();
  }

  function grow() {
    story.style.height = "auto";
    story.style.height = story.scrollHeight + 4 + "px"; // and the border
  }

  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  story.addEventListener("input", () => {
    note.textContent = "";
    grow();
  });

  story.addEventListener("keydown", (event) => {
    // While a Vietnamese input method is composing (229), Enter only ends the word.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || touch) return;
    event.preventDefault();
    submit();
  });

  commands.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.command === "/xoa") confirmDelete();
    else send({ text: button.dataset.command }, button.textContent);
  });

  more.addEventListener("click", showMore);
  window.addEventListener("scroll", hintAtMore, { passive: true });
  window.addEventListener("resize", hintAtMore);

  commands.hidden = false;
  composer.hidden = false;
  focusStory();
  hintAtMore();
  if (wasStarted()) comeBack();
  else started = start();
})();
