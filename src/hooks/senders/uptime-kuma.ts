import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Alert, HookEvent } from '../hook-event.ts';
import { FILTER_KEYS, one, type Reading, type Sender } from '../sender.ts';
import { writtenTime } from '../written-time.ts';

/** https://github.com/louislam/uptime-kuma/wiki/Notification-Methods */
export const uptimeKuma: Sender = {
  name: 'uptime-kuma',
  kinds: ['alert', '!alert.nodata', 'token'],
  setup: {
    en: 'In Uptime Kuma: Settings → Notifications → Setup Notification, type Webhook. Post URL: the address, with the token in it.',
    'zh-CN': '在 Uptime Kuma：设置 → 通知 → 设置通知，类型选 Webhook。Post URL 填地址，口令就在里面。',
  },
  silentOf: FILTER_KEYS,
  duplicateKey: ({ body }) => {
    const beat = new Fields(body).at('heartbeat');
    const parts = ['monitorID', 'time', 'status'].map((name) => beat.text(name));
    return parts.includes(undefined) ? undefined : parts.join(' ');
  },
  read: ({ body }) => read(new Fields(body)),
};

const [DOWN, UP] = [0, 1];

function read(body: Fields): Reading {
  const text = body.text('msg')?.replace(/^\[[^\]]*\]\s*\[[^\]]*\]\s*/, '');
  const status = body.number('heartbeat.status');
  if (status === DOWN || status === UP) return one(beat(body, status === DOWN));
  if (body.has('heartbeat')) return { kind: 'nothing', event: `heartbeat ${status ?? ''}` };
  if (text === undefined) return { kind: 'unknown', event: 'heartbeat' };
  // Without a heartbeat the message is all there is: of a certificate, or of the button Test.
  const kind = /certificate|expire/i.test(text) ? 'token.expiring' : 'alert.test';
  const title = body.text('monitor.name');
  return one(
    compact<HookEvent>({ sender: 'uptime-kuma', kind, title, text, url: addressIn(body), alerts: testOf(kind, text) }),
  );
}

function testOf(kind: string, text: string): HookEvent['alerts'] {
  return kind === 'alert.test'
    ? { name: 'Uptime Kuma', list: [{ state: 'firing', what: '', summary: text }], more: 0 }
    : undefined;
}

function beat(body: Fields, isDown: boolean): HookEvent {
  const name = body.text('monitor.name') ?? body.text('monitor.pathName') ?? '';
  const at = writtenTime(body.text('heartbeat.time'));
  const summary = body.text('heartbeat.msg');
  const alert = compact<Alert>({
    state: isDown ? 'firing' : 'resolved',
    what: '',
    summary,
    since: isDown ? at : undefined,
    until: isDown ? undefined : at,
  });
  return compact<HookEvent>({
    sender: 'uptime-kuma',
    kind: isDown ? 'alert.firing' : 'alert.resolved',
    at,
    labels: body.list('monitor.tags').flatMap((tag) => tag.text('name') ?? []),
    url: addressIn(body),
    alerts: { name, list: [alert], more: 0 },
    memory: `monitor ${body.text('heartbeat.monitorID') ?? name}`,
  });
}

/** The page that is watched; new monitors that watch none have `https://` there. */
function addressIn(body: Fields): string | undefined {
  const url = body.text('monitor.url');
  return url !== undefined && /^https?:\/\/\S/.test(url) ? url : undefined;
}
