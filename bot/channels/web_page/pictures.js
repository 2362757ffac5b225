"use strict";

/* Pictures that wait to be sent: chosen, pasted or dropped, and made small here, because a photo of
   a phone takes minutes on a weak network. Shown on a canvas: so no address of a picture exists, and
   the content policy need not allow any. Nothing is stored. */
window.canhgiacPictures = function (tell, changed) {
  const MOST = 4; // this and LARGEST as in bot/channels/web/posted.py
  const LARGEST = 1090000; // bytes; four of them as base64 fit into a post
  const LARGEST_FILE = 40000000; // what a phone can open at all
  const SMALL = 700000; // bytes; such a one goes as it is: the letters of a PNG are sharper
  const LONG_SIDE = 2000;
  const NARROWEST = 720; // of a long screenshot of a chat: narrower, and its letters run together
  const MOST_PIXELS = 16000000; // what a canvas of an iPhone holds
  const THUMB = 152;

  const NO_PICTURE =
    "Tệp này không phải ảnh, hoặc trình duyệt không mở được. Bạn chụp màn hình rồi gửi ảnh đó giúp.";
  const TOO_MANY = "Mỗi lần gửi được 4 ảnh. Bạn gửi 4 ảnh này trước, ảnh còn lại gửi sau.";

  const row = document.getElementById("pictures");
  const button = document.getElementById("choose");
  const files = document.getElementById("files");
  const thumbs = document.getElementById("thumbs");
  let waiting = [];
  let preparing = 0;
  let prepared = Promise.resolve();

  function draw(bitmap, width, height, part) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // JPEG knows no transparency
    pen.fillRect(0, 0, width, height);
    pen.drawImage(bitmap, 0, 0, part ? part[0] : bitmap.width, part ? part[1] : bitmap.height, 0, 0, width, height);
    return canvas;
  }

  function packed(canvas, quality) {
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
  }

  async function asJpeg(bitmap) {
    const long = Math.max(bitmap.width, bitmap.height);
    const short = Math.min(bitmap.width, bitmap.height);
    let scale = Math.min(1, Math.max(LONG_SIDE / long, NARROWEST / short));
    scale = Math.min(scale, Math.sqrt(MOST_PIXELS / (long * short)));
    for (; scale * long >= 1; scale *= 0.7) {
      const size = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
      const canvas = draw(bitmap, size[0], size[1]);
      for (const quality of [0.85, 0.6]) {
        const blob = await packed(canvas, quality);
        if (!blob) throw new Error("no room for a canvas");
        if (blob.size <= LARGEST) return blob;
      }
    }
    throw new Error("too large");
  }

  function base64(blob) {
    return new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = failed;
      reader.readAsDataURL(blob);
    });
  }

  async function prepare(file) {
    if (file.size > LARGEST_FILE) throw new Error("too large");
    const bitmap = await createImageBitmap(file);
    try {
      const side = Math.min(bitmap.width, bitmap.height);
      const thumb = draw(bitmap, THUMB, THUMB, [side, side]);
      const isPng = file.type === "image/png";
      const fits = /^image\/(jpeg|webp)$/.test(file.type) && Math.max(bitmap.width, bitmap.height) <= LONG_SIDE;
      const goes = file.size <= SMALL && (isPng || fits);
      return { thumb, data: await base64(goes ? file : await asJpeg(bitmap)) };
    } finally {
      bitmap.close();
    }
  }

  /* One after another: several photos opened at once are more than a cheap phone holds. */
  function add(chosen) {
    const room = MOST - waiting.length - preparing;
    const taken = chosen.slice(0, Math.max(0, room));
    tell(chosen.length > room ? TOO_MANY : "");
    preparing += taken.length;
    for (const file of taken) {
      prepared = prepared.then(async () => {
        try {
          waiting.push(await prepare(file));
        } catch (error) {
          tell(NO_PICTURE);
        }
        preparing -= 1;
        show();
      });
    }
  }

  function show() {
    thumbs.textContent = "";
    waiting.forEach((picture, at) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      picture.thumb.setAttribute("role", "img");
      picture.thumb.setAttribute("aria-label", "Ảnh " + (at + 1));
      remove.type = "button";
      remove.textContent = "✕ Bỏ";
      remove.setAttribute("aria-label", "Bỏ ảnh " + (at + 1));
      remove.addEventListener("click", () => {
        waiting.splice(at, 1);
        tell("");
        show();
        (thumbs.querySelectorAll("button")[Math.min(at, waiting.length - 1)] || button).focus();
      });
      item.append(picture.thumb, remove);
      thumbs.append(item);
    });
    thumbs.hidden = !waiting.length;
    changed();
  }

  function arePictures(list) {
    return Array.from(list || []).filter(({ type }) => !type || type.indexOf("image/") === 0);
  }

  function offered(transfer, kind) {
    return Boolean(transfer) && Array.from(transfer.types).indexOf(kind) >= 0;
  }

  const able = window.createImageBitmap && HTMLCanvasElement.prototype.toBlob;
  if (able) {
    row.hidden = false;
    button.addEventListener("click", () => files.click());
    files.addEventListener("change", () => {
      const chosen = Array.from(files.files);
      files.value = ""; // the same one can be chosen again after it was taken out
      add(chosen);
    });
    document.addEventListener("paste", (event) => {
      // What is copied out of a text comes as a picture too: then the words are meant.
      if (offered(event.clipboardData, "text/plain")) return;
      const pasted = arePictures(event.clipboardData && event.clipboardData.files);
      if (!pasted.length) return;
      event.preventDefault();
      add(pasted);
    });
    // Without this the browser would leave the page and show the file.
    document.addEventListener("dragover", (event) => {
      if (offered(event.dataTransfer, "Files")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      if (!offered(event.dataTransfer, "Files")) return;
      event.preventDefault();
      const dropped = Array.from(event.dataTransfer.files);
      const pictures = arePictures(dropped);
      if (pictures.length) add(pictures);
      else if (dropped.length) tell(NO_PICTURE);
    });
  }

  return {
    /* null, or what to wait for before they can be taken. */
    ready: () => (preparing ? prepared : null),
    take() {
      const taken = waiting;
      waiting = [];
      show();
      return taken;
    },
  };
};
