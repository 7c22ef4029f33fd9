/*
 * When the daemon says that something changed, and twice a minute because time passes, each part of the page is fetched
 * again, and what differs is put in place.
 */

import { Idiomorph } from 'idiomorph';

const REFRESH_MS = 30_000;
/** A screen reader is told of one thing at a time, and not of the next before it has said that. */
const ANNOUNCE_MS = 10_000;

/** Whether a disclosure is open, and what was typed, is no business of ours. */
const THE_READERS_OWN = {
  beforeAttributeUpdated: (name) => name !== 'open',
  beforeNodeMorphed: (node) => !('defaultValue' in node) || node.value === node.defaultValue,
};

const live = document.querySelector('#live');
const announcement = document.querySelector('#announcement');
const sections = [...document.querySelectorAll('[data-fragment]')];
const shown = new Map();

let events;
let refreshing = false;
let wantedAgain = false;
let announcedAt = Number.NEGATIVE_INFINITY;

export function keepUpToDate() {
  for (const log of document.querySelectorAll('[data-follow]')) scrollToEnd(log);
  // Six connections per site are all that a browser has over HTTP/1.1: a hidden tab gives its one back.
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);
  setInterval(tick, REFRESH_MS);
  listen();
}

/**
 * One at a time, and then a rest twice as long: in a crowd of messages the daemon has better things to do than to draw.
 * Asked for meanwhile, it runs once more afterwards.
 */
export async function refresh() {
  wantedAgain = refreshing;
  if (refreshing) return;
  refreshing = true;
  const startedAt = performance.now();
  try {
    await Promise.all(sections.map(refreshSection));
  } catch {
    showLive(false);
  }
  const rest = 2 * (performance.now() - startedAt);
  setTimeout(() => {
    refreshing = false;
    if (wantedAgain) void refresh();
  }, rest);
}

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

async function refreshSection(section) {
  const address = section.dataset.fragment;
  const answer = await fetch(address);
  if (answer.status === 401) location.reload();
  if (!answer.ok) return;
  const markup = await answer.text();
  if (shown.get(section) === markup) return;
  const isFirst = !shown.has(section);
  shown.set(section, markup);
  update(section, markup);
  if (!isFirst) announce(section);
}

/** A log that was read to its end stays at its end; where the focus was on something that is gone, it stays near. */
function update(section, markup) {
  const reading = section.querySelector('[data-follow]');
  const wasAtEnd = !reading || isAtEnd(reading);
  const hadFocus = section.contains(document.activeElement);
  void Idiomorph.morph(section, markup, { morphStyle: 'innerHTML', callbacks: THE_READERS_OWN });
  const log = section.querySelector('[data-follow]');
  if (log && wasAtEnd) scrollToEnd(log);
  if (hadFocus && !section.contains(document.activeElement)) {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 24;
}

function scrollToEnd(log) {
  log.scrollTop = log.scrollHeight;
}

function announce(section) {
  const text = section.querySelector('[data-announce]')?.textContent.trim();
  if (!text || announcement.textContent === text || performance.now() - announcedAt < ANNOUNCE_MS) return;
  announcedAt = performance.now();
  announcement.textContent = text;
}
