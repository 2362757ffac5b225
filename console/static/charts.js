/* Draws the pictures of the home page from the JSON that stands beside them.
   Without ECharts, or with data it cannot read, the tables beneath are what there is.
   Nothing moves, whoever asks: that is what prefers-reduced-motion wants, and a printout of a
   page that has just been opened is whole. */
"use strict";
(() => {
  const INK = "#1b2430";
  const LINE = "#b8c1cc";
  const OUTLINE = { borderColor: INK, borderWidth: 1.25 };
  const NARROW = 560;
  const PAPER = 640;
  // Told apart by pattern and by lightness, not by colour alone. The same as in home.css.
  const STRIPES = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };
  const FILLS = {
    reports: { color: "#cfe0f5", ...OUTLINE, decal: { symbol: "none" } },
    paid: { color: "#a3121f", ...OUTLINE, decal: { ...STRIPES, dashArrayY: [3, 3], color: "#ffffff" } },
    officers: { color: "#123a6b", ...OUTLINE, decal: { symbol: "none" } },
    model: { color: "#cfe0f5", ...OUTLINE, decal: { ...STRIPES, color: "#123a6b" } },
    before: { color: "#ffffff", ...OUTLINE, decal: { symbol: "none" } },
  };
  const TEXT = { color: INK, fontSize: 13 };
  const number = (count) => count.toLocaleString("vi-VN");

  const common = (font) => ({
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: { fontFamily: font, ...TEXT },
  });
  const series = (name, fill, data, more) => ({
    type: "bar", name, data, silent: true, itemStyle: FILLS[fill], emphasis: { disabled: true }, ...more,
  });
  const label = (more) => ({ show: true, ...TEXT, ...more });
  const counts = { type: "value", minInterval: 1, axisLabel: { ...TEXT, formatter: number }, splitLine: { lineStyle: { color: LINE } } };
  const names = { type: "category", axisTick: { show: false }, axisLine: { lineStyle: { color: INK } } };

  function perDay(data, width) {
    const most = Math.max(...data.reports);
    const top = data.reports.indexOf(most);
    const last = data.days.length - 1;
    const room = (width - 60) / data.days.length;
    const digits = number(most).length;
    // Where not every bar has room for its number: the highest and the last one.
    const labelled = (at) => room > 6 + 8 * digits || at === top || at === last;
    const written = ({ dataIndex, value }) => (value && labelled(dataIndex) ? number(value) : "");
    // Inside the bar, where it is high enough and its head does not reach the whole number's.
    const inside = ({ dataIndex, value }) => (room > 14 + 8 * digits && value > most / 6 ? number(value) : "");
    return {
      grid: { left: 8, right: 12, top: 24, bottom: 4, containLabel: true },
      xAxis: { ...names, data: data.days, axisLabel: { ...TEXT, hideOverlap: true } },
      yAxis: counts,
      series: [
        series("reports", "reports", data.reports, { label: label({ position: "top", formatter: written }), barCategoryGap: "22%" }),
        series("paid", "paid", data.paid, {
          barGap: "-100%", z: 3, barCategoryGap: "22%",
          label: label({ position: "insideTop", distance: 4, fontWeight: 700, textBorderColor: "#ffffff", textBorderWidth: 4, formatter: inside }),
        }),
      ],
    };
  }

  function byPlaybook(data, width) {
    const narrow = width < NARROW;
    const whole = data.byOfficers.map((count, at) => count + data.byModel[at]);
    const total = ({ dataIndex }) => number(whole[dataIndex]);
    return {
      grid: { left: 4, right: 44, top: 4, bottom: 4, containLabel: true },
      xAxis: { ...counts, splitNumber: narrow ? 3 : 6 },
      yAxis: {
        ...names, inverse: true, data: data.names,
        axisLabel: { ...TEXT, interval: 0, width: narrow ? 125 : 240, overflow: "break", lineHeight: 16 },
      },
      series: [
        series("officers", "officers", data.byOfficers, { stack: "now", barCategoryGap: "30%", barGap: "12%" }),
        // At the end of both parts stands their sum.
        series("model", "model", data.byModel, { stack: "now", label: label({ position: "right", fontWeight: 700, formatter: total }) }),
        series("before", "before", data.before, { label: label({ position: "right", formatter: ({ value }) => number(value) }) }),
      ],
    };
  }

  const CHARTS = { "per-day": perDay, "by-playbook": byPlaybook };

  function draw(box) {
    const kind = box.dataset.chart;
    const data = JSON.parse(document.getElementById(`${kind}-data`).textContent);
    const font = getComputedStyle(document.body).fontFamily;
    box.classList.add(kind);
    box.hidden = false;
    const chart = echarts.init(box, null, {
      renderer: "canvas",
      // Sharp on paper too.
      devicePixelRatio: Math.max(2, window.devicePixelRatio || 1),
    });
    let drawn = 0;
    const fit = (width) => {
      if (!width || width === drawn) return;
      drawn = width;
      chart.resize({ width });
      chart.setOption({ ...common(font), ...CHARTS[kind](data, width) }, true);
    };
    const fitWindow = () => fit(box.clientWidth);
    fitWindow();
    new ResizeObserver(fitWindow).observe(box);
    window.addEventListener("beforeprint", () => fit(PAPER));
    window.addEventListener("afterprint", fitWindow);
  }

  function start() {
    if (typeof echarts === "undefined") return;
    for (const box of document.querySelectorAll("[data-chart]")) {
      try {
        draw(box);
      } catch (error) {
        box.hidden = true;
        console.error("picture not drawn:", error);
      }
    }
    // The long table stands behind its picture, but on paper it is there.
    const long = [...document.querySelectorAll("figure:has([data-chart]:not([hidden])) [data-long]")];
    const open = (whether) => () => long.forEach((one) => { one.open = whether; });
    open(false)();
    window.addEventListener("beforeprint", open(true));
    window.addEventListener("afterprint", open(false));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
