"use strict";

/* The residents' chat page. ES2017, no framework: it has to run in old Android WebViews.
   Whatever anybody wrote is shown through textContent only. */
(function () {
  const LONGEST = 20000; // as in bot/channels/web/channel.py
  const PATIENCE = 30000; // ms; then the resident gets the emergency steps instead of silence
  const PICTURE_PATIENCE = 60000; // they take longer on their way, and to be read
  const START_PATIENCE = 8000; // the first message waits for it, and the page has a welcome anyway
  // In a portal's frame the chat's name stands in the page: browsers block cookies there.
  const framed = document.body.dataset.chat;
  const STARTED = framed ? "canhgiac-framed-started" : "canhgiac-started";
  const CHAT = "canhgiac-framed-chat";

  const STEPS =
    "Việc cần làm ngay: đừng chuyển tiền, đừng đọc mã OTP, đừng cài app, đừng bấm đường dẫn theo lời họ.\n" +
    "Đã chuyển tiền: gọi ngay ngân hàng (số in sau thẻ).\n" +
    "Nguy hiểm tới người: gọi " + document.body.dataset.emergency + " ngay.";
  const OFFLINE = "Mất mạng hoặc mạng quá yếu. " + STEPS;
  const BROKEN = "Máy đang trục trặc. " + STEPS;
  const WORDS_ONLY = "Chỉ gửi lời kể, bỏ ảnh";
  const KEPT = "\nTin của bạn vẫn còn, chờ chút rồi bấm:";
  const TOO_LONG =
    "Tin dài quá nên máy không nhận được. Bạn bớt lại giúp, gửi phần quan trọng nhất trước; " +
    "phần còn lại gửi tin sau.";
  const BACK_AGAIN =
    "Trang vừa mở lại nên tin cũ không còn hiện; dưới đây là câu máy trả lời gần nhất.";
  const GO_ON = "Bạn cứ kể tiếp ở dưới, hoặc bấm:";
  const FORGOTTEN =
    "Máy không còn nhớ chuyện bạn kể lúc trước: máy quên sau 6 giờ không nhắn, hoặc vừa khởi động " +
    "lại. Phiền bạn kể lại ở dưới, hoặc bấm:";
  const NOT_READ = "\nChờ chút rồi bấm để xem lại câu máy vừa trả lời:";
  const DELETES = /^\/?x(oa|oá|óa)( h[eế]t)?$/i;
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
  const pictures = window.canhgiacPictures((words) => {
    note.textContent = words;
  }, hintAtMore);
  const unsent = [];
  let failure = null;
  let confirmation = null;
  let waiting = 0;
  let submitting = false;
  let pressed = null;
  let started = Promise.resolve();
  const chat = framed && keptOr(framed);

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
    if (pressed) return; // the row comes or goes later: see press()
    const seen = window.pageYOffset + window.innerHeight;
    more.hidden = document.documentElement.scrollHeight - seen < 60;
  }

  /* A row that goes away under a finger moves the button from beneath it, and the tap is lost. */
  function press(longest) {
    clearTimeout(pressed);
    pressed = setTimeout(() => {
      pressed = null;
      hintAtMore();
    }, longest);
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

  /* Sent again, it is the same message: an answer lost on the way is not made twice. */
  function newId() {
    if (!window.crypto || !crypto.getRandomValues) return undefined;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => ("0" + byte.toString(16)).slice(-2)).join("");
  }

  function addressFor(body) {
    if (!body) return "/chat/last";
    return body.pictures ? "/chat/pictures" : "/chat/messages";
  }

  /* Without a body it asks for what the bot said last. */
  async function ask(body, patience) {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = stop && setTimeout(() => stop.abort(), patience);
    const headers = framed ? { "X-Canhgiac-Chat": chat } : {};
    if (body) headers["Content-Type"] = "application/json";
    try {
      return await fetch(addressFor(body), {
        method: body ? "POST" : "GET",
        headers,
        credentials: "same-origin",
        body: body && JSON.stringify(body),
        signal: stop ? stop.signal : undefined,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /* What the server says, or an error whose message can be shown to the resident. */
  async function answerTo(body, patience) {
    let response;
    try {
      response = await ask(body, patience);
      if (response.status === 403 && !framed) {
        await fetch("/", { credentials: "same-origin" }); // the cookie is gone: get a new one
        response = await ask(body, patience);
      }
    } catch (error) {
      throw Object.assign(new Error(OFFLINE), { lost: true });
    }
    let answer = null;
    try {
      answer = await response.json();
    } catch (error) {
      // Not ours: a proxy's error page, or the network broke off in the middle.
    }
    if (response.ok && answer && Array.isArray(answer.replies)) return answer;
    const why = (answer && answer.error) || BROKEN;
    throw Object.assign(new Error(why), { lost: response.ok || response.status >= 500 });
  }

  async function repliesTo(body, patience) {
    const { replies } = await answerTo(body, patience);
    keep(STARTED, "yes");
    return replies;
  }

  function send(body, shown, thumbs) {
    const said = say("mine", shown);
    if (thumbs && thumbs.length) {
      const sent = make("div", "sent", "");
      for (const thumb of thumbs) sent.append(thumb);
      said.append(sent);
    }
    focusStory();
    // What was lost on its way is no longer held up, and stays in its order.
    if (DELETES.test(body.text)) dropUnsent();
    else if (unsent.some(({ lost }) => lost)) postUnsent();
    const sent = post(Object.assign({ id: newId() }, body));
    showEnd();
    return sent;
  }

  async function post(body) {
    wait(+1);
    try {
      await started; // "/start" forgets the conversation, so nothing may overtake it
      const replies = await repliesTo(body, body.pictures ? PICTURE_PATIENCE : PATIENCE);
      if (replies.some((reply) => reply.forgets)) {
        dropUnsent();
        pictures.take();
        log.querySelectorAll(".said").forEach((said) => said.remove());
      }
      const shown = showReplies(replies);
      wait(-1);
      if (shown.length) bringUp(shown[0]);
    } catch (error) {
      wait(-1);
      keepUnsent(body, error);
    }
  }

  function keepUnsent(body, { message, lost }) {
    unsent.push({ body, lost });
    if (failure) failure.remove();
    failure = say("bot failed", message + (message.indexOf(STEPS) < 0 ? "" : KEPT));
    const offers = [{ label: "Gửi lại", act: sendAgain }];
    // Over a weak network the words may still get through, and they are what is most needed.
    if (unsent.some((lost) => lost.body.pictures && lost.body.text)) {
      offers.push({ label: WORDS_ONLY, act: sendWordsAgain });
    }
    offer(failure, offers);
    bringUp(failure);
  }

  function dropUnsent() {
    if (failure) failure.remove();
    failure = null;
    return unsent.splice(0);
  }

  function postUnsent() {
    dropUnsent().forEach(({ body }) => post(body));
  }

  function sendWordsAgain() {
    for (const lost of unsent) {
      // With a new name: under the old one the pictures may have arrived, without an answer yet.
      if (lost.body.pictures) lost.body = { id: newId(), text: lost.body.text };
    }
    unsent.splice(0, unsent.length, ...unsent.filter(({ body }) => body.text || body.choice));
    sendAgain();
  }

  function sendAgain() {
    postUnsent();
    focusStory();
    showEnd();
  }

  async function submit() {
    if (submitting) return;
    const preparing = pictures.ready();
    if (preparing) {
      submitting = true;
      await preparing;
      submitting = false;
      if (note.textContent) return; // one of them could not be opened
    }
    const text = story.value.trim();
    const tooLong = text.length > LONGEST;
    note.textContent = tooLong ? TOO_LONG : "";
    story.focus();
    if (tooLong) return;
    const taken = pictures.take();
    if (!text && !taken.length) return;
    story.value = "";
    grow();
    if (!taken.length) {
      send({ text }, text);
      return;
    }
    const body = { text, pictures: taken.map(({ data }) => data) };
    send(body, text || "Gửi " + taken.length + " ảnh", taken.map(({ thumb }) => thumb));
  }

  // --- the beginning ---

  async function start() {
    try {
      const shown = showReplies(await repliesTo({ id: newId(), text: "/start" }, START_PATIENCE));
      shown.forEach((said) => log.insertBefore(said, welcome));
      if (shown.length) welcome.remove();
      hintAtMore();
    } catch (error) {
      // The written welcome stays; the first message will tell whether the bot is there.
    }
  }

  /* "/start" would end what another tab is in the middle of. */
  async function begin() {
    let running = kept(STARTED);
    if (!running && !document.body.dataset.fresh) {
      try {
        running = (await answerTo(null, START_PATIENCE)).known;
      } catch (error) {
        return; // as in start()
      }
    }
    await (running ? comeBack() : start());
  }

  /* After a reload "/start" would make the bot forget what the resident is in the middle of.
     Only that, and the name that chance gave the chat, are kept in the tab: no word of theirs. */
  function keep(name, value) {
    try {
      sessionStorage.setItem(name, value);
    } catch (error) {
      // Storage is switched off: then a reload starts anew.
    }
  }

  function kept(name) {
    try {
      return sessionStorage.getItem(name);
    } catch (error) {
      return null;
    }
  }

  function keptOr(fresh) {
    const chat = kept(CHAT) || fresh;
    keep(CHAT, chat);
    return chat;
  }

  /* Waits, too, for the answer that was being made while the page was closed. */
  async function comeBack() {
    wait(+1);
    let first;
    let asking;
    try {
      const { known, replies } = await answerTo(null, PATIENCE);
      first = say("bot", known ? BACK_AGAIN : FORGOTTEN);
      showReplies(replies);
      asking = known ? say("bot", GO_ON) : first;
      offer(asking, (known ? [STEPS_AGAIN] : []).concat(AGAIN));
    } catch (error) {
      first = asking = say("bot failed", error.message + NOT_READ);
      offer(asking, [{ label: "Xem lại", act: () => comeBackAgain(asking) }]);
    }
    asking.querySelector(".offers").classList.add("current");
    wait(-1);
    bringUp(first);
  }

  function comeBackAgain(line) {
    line.remove();
    started = comeBack();
  }

  const STEPS_AGAIN = choice({ label: "Nhắc lại việc cần làm", value: "todo" });
  const AGAIN = { label: "Bắt đầu lại", act: () => send({ text: "/start" }, "Bắt đầu lại") };

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

  // A portal's frame is closed by Escape wherever the focus is. Only the portal's button listens.
  document.addEventListener("keydown", (event) => {
    if (!framed || event.key !== "Escape" || event.isComposing) return;
    window.parent.postMessage("canhgiac-close", "*");
  });

  document.addEventListener("pointerdown", () => press(1000), true);
  for (const released of ["pointerup", "pointercancel"]) {
    // A phone makes the click of it a moment later.
    document.addEventListener(released, () => press(300), true);
  }
  more.addEventListener("click", showMore);
  window.addEventListener("scroll", hintAtMore, { passive: true });
  window.addEventListener("resize", hintAtMore);

  commands.hidden = false;
  composer.hidden = false;
  focusStory();
  hintAtMore();
  started = begin();
  if (framed) window.parent.postMessage("canhgiac-here", "*");
})();
