/** The looks of a conversation; every class begins with `ding-`, so that it can stand inside another page. */
export const CONVERSATION_CSS = `
.ding-chat {
  --ding-ink: #1f2329;
  --ding-quiet: #8a919c;
  --ding-line: #e6e9ee;
  --ding-ground: #f3f5f9;
  --ding-paper: #ffffff;
  --ding-blue: #1677ff;
  --ding-tag: #e8f1ff;
  --ding-shadow: 0 1px 2px rgb(31 35 41 / 6%), 0 4px 16px rgb(31 35 41 / 4%);
  list-style: none;
  margin: 0;
  padding: 20px;
  border-radius: 16px;
  background: var(--ding-ground);
  color: var(--ding-ink);
  font: 15px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
@media (prefers-color-scheme: dark) {
  .ding-chat {
    --ding-ink: #e4e7ec;
    --ding-quiet: #868e9b;
    --ding-line: #33383f;
    --ding-ground: #16181c;
    --ding-paper: #24272d;
    --ding-blue: #5aa2ff;
    --ding-tag: #1f3353;
    --ding-shadow: none;
  }
}
.ding-chat-empty { display: grid; justify-items: center; gap: 6px; padding: 56px 24px; text-align: center; }
.ding-chat-empty p { margin: 0; color: var(--ding-quiet); }
.ding-day { margin: 4px 0 18px; text-align: center; font-size: 12px; color: var(--ding-quiet); }
.ding-post + .ding-day { margin-top: 26px; }
.ding-post { display: flex; gap: 10px; align-items: flex-start; }
.ding-post + .ding-post { margin-top: 18px; }
.ding-post > article { min-width: 0; max-width: min(460px, 100%); }
.ding-post header { display: flex; align-items: center; gap: 6px; margin-bottom: 5px; font-size: 12px; color: var(--ding-quiet); }
.ding-post header b { font-weight: 500; }
.ding-tag { padding: 0 5px; border-radius: 4px; background: var(--ding-tag); color: var(--ding-blue); font-size: 11px; line-height: 16px; }
.ding-avatar {
  display: grid; flex: none; place-items: center; width: 38px; height: 38px; border-radius: 10px;
  background: #1677ff; color: #fff; font: 600 17px/1 system-ui, -apple-system, "PingFang SC", sans-serif; text-transform: uppercase; user-select: none;
}
.ding-avatar-0 { background: #1677ff; }
.ding-avatar-1 { background: #13a28b; }
.ding-avatar-2 { background: #7a5af8; }
.ding-avatar-3 { background: #e0793a; }
.ding-avatar-4 { background: #d3568c; }
.ding-avatar-5 { background: #4a6fa5; }
.ding-bubble {
  overflow: hidden; width: fit-content; max-width: 100%; box-sizing: border-box; padding: 10px 14px;
  border-radius: 4px 14px 14px 14px; background: var(--ding-paper); box-shadow: var(--ding-shadow); overflow-wrap: anywhere;
}
.ding-text { white-space: pre-wrap; }
.ding-at, .ding-chat a { color: var(--ding-blue); text-decoration: none; }
.ding-md a:hover { text-decoration: underline; }
.ding-md p, .ding-md ul, .ding-md ol, /* What could not be loaded is a quiet field with its words, as it would be in the app. */
.ding-chat img { position: relative; }
.ding-chat img::after {
  content: attr(alt); position: absolute; inset: 0; display: grid; place-items: center; border-radius: inherit;
  background: var(--ding-line); color: var(--ding-quiet); font-size: 13px;
}
.ding-md blockquote { margin: 8px 0; }
.ding-md ul, .ding-md ol { padding-left: 22px; }
.ding-md img { display: block; max-width: 100%; margin: 6px 0; border-radius: 8px; }
.ding-md blockquote { padding-left: 12px; border-left: 3px solid var(--ding-line); color: var(--ding-quiet); }
.ding-md .ding-h { margin: 12px 0 6px; font-weight: 600; line-height: 1.4; }
.ding-md > :first-child, .ding-md .ding-h:first-child { margin-top: 0; }
.ding-md > :last-child { margin-bottom: 0; }
.ding-md ul { list-style: disc; }
.ding-md ol { list-style: decimal; }
.ding-h1 { font-size: 21px; }
.ding-h2 { font-size: 19px; }
.ding-h3 { font-size: 17px; }
.ding-h4, .ding-h5, .ding-h6 { font-size: 15px; }
.ding-link, .ding-card, .ding-feed { width: 360px; }
.ding-link a, .ding-link .ding-dead { display: block; color: inherit; }
.ding-link-title { display: block; font-weight: 600; }
.ding-link-body { display: flex; gap: 12px; justify-content: space-between; margin-top: 4px; }
.ding-link-text { display: -webkit-box; overflow: hidden; font-size: 13px; color: var(--ding-quiet); -webkit-box-orient: vertical; -webkit-line-clamp: 3; }
.ding-link img { flex: none; width: 52px; height: 52px; border-radius: 6px; object-fit: cover; background: var(--ding-line); }
.ding-card { padding-bottom: 0; }
.ding-buttons { display: flex; margin: 12px -14px 0; border-top: 1px solid var(--ding-line); }
.ding-stacked { flex-direction: column; }
.ding-buttons > * { flex: 1; padding: 10px 12px; color: var(--ding-blue); text-align: center; }
.ding-stacked > * + * { border-top: 1px solid var(--ding-line); }
.ding-side-by-side > * + * { border-left: 1px solid var(--ding-line); }
.ding-feed { padding: 0; }
.ding-feed a, .ding-feed .ding-dead { color: inherit; }
.ding-feed-cover > * { position: relative; display: block; min-height: 56px; }
.ding-feed-cover img { display: block; width: 100%; aspect-ratio: 16 / 8; object-fit: cover; background: var(--ding-line); }
.ding-feed-cover span { position: absolute; inset: auto 0 0; padding: 28px 14px 10px; background: linear-gradient(transparent, rgb(0 0 0 / 65%)); color: #fff; font-weight: 600; }
.ding-feed-item { border-top: 1px solid var(--ding-line); }
.ding-feed-item > * { display: flex; flex-direction: row-reverse; gap: 12px; align-items: center; justify-content: space-between; padding: 10px 14px; }
.ding-feed-item img { flex: none; width: 44px; height: 44px; border-radius: 6px; object-fit: cover; background: var(--ding-line); }
`;

/** The sandbox's own page around it. */
export const SANDBOX_CSS = `${CONVERSATION_CSS}
:root { color-scheme: light dark; }
.ding-page {
  max-width: 760px; margin: 0 auto; padding: 28px 20px 64px; background: #fff; color: #1f2329;
  font: 15px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
.ding-top { display: flex; gap: 14px; align-items: center; margin-bottom: 20px; }
.ding-top .ding-avatar { width: 46px; height: 46px; border-radius: 13px; font-size: 21px; }
.ding-top h1 { margin: 0; font-size: 20px; line-height: 1.3; }
.ding-top p { margin: 2px 0 0; font-size: 13px; color: #8a919c; }
.ding-log { margin-top: 28px; font-size: 13px; }
.ding-log h2 { margin: 0 0 8px; font-size: 13px; font-weight: 600; color: #8a919c; }
.ding-log ul { margin: 0; padding: 0; list-style: none; }
.ding-log li { display: flex; gap: 10px; padding: 5px 0; border-top: 1px solid #8a919c33; }
.ding-log time { color: #8a919c; font-variant-numeric: tabular-nums; }
.ding-log b { flex: none; font-weight: 500; }
.ding-log span { min-width: 0; overflow-wrap: anywhere; color: #8a919c; }
.ding-log-shown span { color: #389e6c; }
.ding-log-refused span { color: #d4380d; }
@media (prefers-color-scheme: dark) {
  .ding-page { background: #0e1013; color: #e4e7ec; }
  .ding-log-refused span { color: #ff9c6e; }
}
`;

/** Fetches the live part again whenever something has arrived; keeps a reader at the end at the end. */
export const SANDBOX_JS = `
const live = document.getElementById('live');
let running = false;
let again = false;

async function refresh() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 80;
    try {
      const response = await fetch('/live');
      if (response.ok) live.innerHTML = await response.text();
    } catch {
      // The sandbox is gone; the event stream reconnects by itself and says hello when it is back.
    }
    if (atEnd) window.scrollTo({ top: document.body.scrollHeight, behavior: 'smooth' });
  }
  running = false;
}

const events = new EventSource('/events');
for (const kind of ['hello', 'shown', 'duplicate', 'refused']) events.addEventListener(kind, refresh);
`;
