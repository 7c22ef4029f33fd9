/*
 * Keeps the page up to date: when the daemon says that something changed, and twice a minute because time passes,
 * each part is fetched again and swapped in if it differs. The page is complete without this script.
 */

const REFRESH_MS = 30_000;

const live = document.querySelector('#live');
const announcement = document.querySelector('#announcement');
const sections = [...document.querySelectorAll('[data-fragment]')];
const shown = new Map();

let events;
let refreshing = false;
let wantedAgain = false;

for (const log of document.querySelectorAll('[data-follow]')) scrollToEnd(log);
// Six connections per site are all that a browser has over HTTP/1.1: a hidden tab gives its one back.
document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
setInterval(tick, REFRESH_MS);
listen();

function tick() {
  if (document.hidden) return;
  // Refused (too many listeners, a new token), the browser does not try again by itself.
  if (events?.readyState === EventSource.CLOSED) leave();
  listen();
  void refresh();
}

function listen() {
  if (events || document.hidden) return;
  events = new EventSource('/events');
  events.addEventListener('open', () => {
    showLive(true);
    void refresh();
  });
  events.addEventListener('change', () => void refresh());
  events.addEventListener('error', () => showLive(false));
}

function leave() {
  events?.close();
  events = undefined;
}

function showLive(isLive) {
  live.hidden = false;
  live.classList.toggle('is-off', !isLive);
  live.textContent = isLive ? live.dataset.live : live.dataset.offline;
}

/** One at a time; asked for meanwhile, it runs once more afterwards. */
async function refresh() {
  wantedAgain = refreshing;
  if (refreshing) return;
  refreshing = true;
  try {
    await Promise.all(sections.map(refreshSection));
  } catch {
    showLive(false);
  } finally {
    refreshing = false;
  }
  if (wantedAgain) void refresh();
}

async function refreshSection(section) {
  const name = section.dataset.fragment;
  const answer = await fetch(`/fragment/${name}?lang=${document.documentElement.lang}`);
  if (answer.status === 401) location.reload();
  if (!answer.ok) return;
  const markup = await answer.text();
  if (shown.get(name) === markup) return;
  const isFirst = !shown.has(name);
  shown.set(name, markup);
  swap(section, markup);
  if (!isFirst) announce(section);
}

/** Keeps what the reader has opened, where the focus is, and how far a log has been read. */
function swap(section, markup) {
  const open = new Set([...section.querySelectorAll('details[open]')].map((details) => details.id));
  const focused = section.contains(document.activeElement) ? focusPath(document.activeElement) : undefined;
  const reading = section.querySelector('[data-follow]');
  const place = reading && { top: reading.scrollTop, atEnd: isAtEnd(reading) };

  const template = document.createElement('template');
  template.innerHTML = markup;
  for (const details of template.content.querySelectorAll('details')) details.open = open.has(details.id);
  section.replaceChildren(template.content);

  const log = section.querySelector('[data-follow]');
  if (log && (!place || place.atEnd)) scrollToEnd(log);
  else if (log) log.scrollTop = place.top;
  if (focused) section.querySelector(focused)?.focus({ preventScroll: true });
}

function focusPath(element) {
  const details = element.closest('details');
  if (details?.id) return `#${CSS.escape(details.id)} > summary`;
  return element.id ? `#${CSS.escape(element.id)}` : element.tagName;
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 24;
}

function scrollToEnd(log) {
  log.scrollTop = log.scrollHeight;
}

function announce(section) {
  const text = section.querySelector('[data-announce]')?.textContent.trim();
  if (text && announcement.textContent !== text) announcement.textContent = text;
}
