"use strict";

// Asks for the view every few seconds and draws it. Texts go in as text, never as HTML.

const REFRESH_MILLIS = 5000;
const WIDTH = 300;
const HEIGHT = 80;
const SVG = "http://www.w3.org/2000/svg";
const MOST_LINES = 4;

const $ = (id) => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function figure(value) {
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function duration(seconds) {
  if (seconds >= 86400) return Math.floor(seconds / 86400) + " d";
  if (seconds >= 3600) return Math.floor(seconds / 3600) + " h";
  if (seconds >= 60) return Math.floor(seconds / 60) + " min";
  return seconds + " s";
}

const last = (line) => (line.points.length ? line.points[line.points.length - 1][1] : 0);

/** The lines that are worth ink: the largest ones that ever had a value, or a single one. */
function shownLines(chart) {
  const seen = chart.lines.filter((line) => line.points.length > 0);
  const alive = seen.filter((line) => line.points.some((point) => point[1] > 0));
  return (alive.length ? alive : seen.slice(0, 1)).sort((a, b) => last(b) - last(a)).slice(0, MOST_LINES);
}

function picture(chart, lines, view) {
  const end = view.time / 1000;
  const begin = end - view.span;
  const highest = Math.max(...lines.flatMap((line) => line.points.map((point) => point[1])), chart.worrying > 0 ? chart.worrying * 0.4 : 0, 1e-9);
  const top = highest * 1.1;
  const x = (time) => ((time - begin) / view.span) * WIDTH;
  const y = (value) => HEIGHT - (value / top) * HEIGHT;
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  const words = lines.map((line) => `${line.name || "now"} ${figure(last(line))} ${chart.unit}`).join(", ");
  svg.setAttribute("aria-label", `${chart.title} over the last 15 minutes: ${words || "no data"}; highest ${figure(highest)}`);
  svg.append(drawn("line", { class: "ground", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }));
  if (chart.worrying && chart.worrying < top) {
    svg.append(drawn("line", { class: "limit", x1: 0, x2: WIDTH, y1: y(chart.worrying), y2: y(chart.worrying) }));
  }
  lines.forEach((line, index) => {
    const path = line.points.map((point) => `${x(point[0]).toFixed(1)},${y(point[1]).toFixed(1)}`).join(" L");
    if (lines.length === 1 && line.points.length > 1) {
      const left = x(line.points[0][0]).toFixed(1);
      const right = x(line.points[line.points.length - 1][0]).toFixed(1);
      svg.append(drawn("path", { class: "area", d: `M${left},${HEIGHT} L${path} L${right},${HEIGHT} Z` }));
    }
    svg.append(drawn("path", { class: `line line-${index + 1}`, d: "M" + path }));
  });
  return svg;
}

function card(chart, view) {
  const lines = shownLines(chart);
  const sum = lines.reduce((all, line) => all + last(line), 0);
  const isWorrying = chart.worrying !== undefined && sum >= chart.worrying;
  const made = element("article", { class: isWorrying ? "chart worrying" : "chart", id: "chart-" + chart.id });
  made.append(element("h3", {}, chart.title), element("p", { class: "question" }, chart.question));
  const now = element("p", { class: "now" });
  if (lines.length) {
    now.append(figure(sum) + " ", element("small", {}, chart.unit));
  } else {
    now.append(element("span", { class: "quiet" }, "nothing yet"));
  }
  made.append(now, picture(chart, lines, view));
  made.append(element("div", { class: "axis", "aria-hidden": "true" }, element("span", {}, "15 min ago"), element("span", {}, "now")));
  if (lines.length > 1) {
    made.append(element("ul", { class: "legend" }, ...lines.map((line) => element("li", {}, `${line.name} ${figure(last(line))}`))));
  }
  return made;
}

const BREAKER_WORDS = { closed: ["closed", ""], open: ["open", "bad"], half_open: ["trying", "warn"] };

function breaker(one) {
  const [word, look] = BREAKER_WORDS[one.state] || [one.state, "warn"];
  return element("li", {}, element("span", {}, `${one.service} → ${one.name}`), element("span", { class: "pill " + look }, word));
}

function alertLine(one) {
  const text = one.state === "pending" ? " (waits to be sure)" : "";
  return element("li", { class: one.severity }, element("strong", {}, one.name), one.summary + text + " ", element("code", {}, one.page));
}

function partRow(part) {
  const look = part.isWell ? "" : part.isOff ? "off" : part.state === "unhealthy" || part.state === "failed" || part.state === "stopped" ? "bad" : "warn";
  const state = element("td", {}, element("span", { class: "pill " + look }, part.state));
  if (part.reason) state.append(element("span", { class: "reason" }, part.reason));
  const runs = part.upSeconds > 0 || part.memoryMib > 0;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, part.name),
    state,
    element("td", {}, part.address),
    element("td", { class: "number" }, runs ? part.memoryMib + " MB" : "–"),
    element("td", { class: "number" }, runs ? duration(part.upSeconds) : "–"),
    element("td", { class: "number" }, String(part.restarts)),
  );
}

function judge(view) {
  const bad = view.parts.filter((part) => !part.isWell && !part.isOff);
  const firing = (view.alerts || []).filter((one) => one.state === "firing");
  if (!view.parts.length) return ["The platform is down. ./moalog up starts it.", "bad"];
  if (bad.length) return [`Not well: ${bad.map((part) => part.name).join(", ")}`, "bad"];
  if (firing.length) return [`Everything runs, ${firing.length} alert${firing.length > 1 ? "s" : ""}`, "bad"];
  return ["Everything works", "good"];
}

function show(view) {
  const [words, look] = judge(view);
  $("verdict").textContent = words;
  $("verdict").className = "verdict " + look;
  $("fresh").textContent = "as of " + new Date(view.time).toLocaleTimeString("en-GB");
  $("hint").hidden = view.measured || !view.parts.length;
  $("measured").hidden = !view.measured;
  $("breakers-section").hidden = !view.measured;
  $("alerts").hidden = !view.alerts || !view.alerts.length;
  $("alerts").querySelector("ul").replaceChildren(...(view.alerts || []).map(alertLine));
  $("charts").replaceChildren(...(view.measured ? view.charts.map((chart) => card(chart, view)) : []));
  $("breakers").replaceChildren(...(view.breakers || []).map(breaker));
  $("parts").replaceChildren(...view.parts.map(partRow));
  document.body.dataset.shown = "true";
}

async function refresh() {
  try {
    const answer = await fetch("/api/view");
    show(await answer.json());
  } catch (gone) {
    $("verdict").textContent = "The console has ended. ./moalog console starts it.";
    $("verdict").className = "verdict bad";
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
