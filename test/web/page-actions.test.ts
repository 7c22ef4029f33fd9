import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../src/config/problem.ts';
import { remindersGone } from '../../src/daemon/reminders-gone.ts';
import { FRAGMENTS } from '../../src/web/page/fragments.ts';
import { viewOf } from './page/view.ts';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { createTestDaemon, dailyReminder, NOON_BEFORE, sandboxRobot } from './test-daemon.ts';
import { type Answer, BEARER, startSite, type TestSite, TOKEN } from './test-site.ts';
import { dingtalk } from '../support/dingtalk.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const SCRIPT = { ...FORM, accept: 'application/json' };

/** Cut at any length, one of them is cut within a character. */
const LONG_IDS = ['🍜'.repeat(300), `a${'🍜'.repeat(300)}`];

let site: TestSite;

beforeEach(async () => {
  site = await startSite({
    robots: [
      sandboxRobot('team'),
      {
        ...sandboxRobot('real'),
        webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy'),
      },
    ],
    reminders: [
      dailyReminder('lunch', '11:50', text('午饭')),
      ...LONG_IDS.map((id) => dailyReminder(id, '12:00', text('面'))),
      dailyReminder('serious', '15:00', text('很多人会看到'), { robots: ['real'] }),
    ],
  });
});

afterEach(() => site.stop());

function press(action: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = FORM) {
  const body = new URLSearchParams(fields).toString();
  return site.ask(`/do/${action}`, { method: 'POST', headers: { ...BEARER, ...headers }, body });
}

function cookiesOf(answer: Answer): readonly string[] {
  return [answer.headers['set-cookie'] ?? []].flat();
}

describe('a form', () => {
  it('goes back to the page it came from, which says what came of it, once', async () => {
    const answer = await press('skip', { reminder: 'lunch', date: '2026-11-25', back: '/month?month=2026-11' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/month?month=2026-11']);
    const [cookie = ''] = cookiesOf(answer);
    expect(cookie).toMatch(/^dingbell_told=.*HttpOnly; SameSite=Strict$/);
    const headers = { ...BEARER, cookie: cookie.split(';')[0] ?? '' };
    const page = await site.ask('/month?month=2026-11', { headers });
    expect(page.text).toContain('lunch 在 2026-11-25 不会发。');
    expect(cookiesOf(page)).toEqual([expect.stringMatching(/^dingbell_told=; Max-Age=0/)]);
  });

  it.each(LONG_IDS)('says what has room in a cookie, in whole characters', async (id) => {
    const answer = await press('pause', { reminder: id });
    expect(answer.status).toBe(303);
    const [told = ''] = cookiesOf(answer);
    const shown = decodeURIComponent(/^dingbell_told=([^;]*)/.exec(told)?.[1] ?? '');
    expect(shown).toMatch(/🍜$/u);
    expect(shown.length).toBeGreaterThanOrEqual(299);
    expect(await site.daemon.overrides.list()).toHaveLength(1);
  });

  it.each(['%', '%ED%A0%BD', '%00%0D', 'a%F0%9F'])('a cookie of somebody else, %s, does no harm', async (written) => {
    const page = await site.ask('/', { headers: { ...BEARER, cookie: `dingbell_told=${written}` } });
    expect(page.status).toBe(200);
    expect(site.errors).toEqual([]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/api/reminders',
    '/month\r\nset-cookie: a=b',
    '/?lang=中文',
    '',
  ])('goes to no other place: %j', async (back) => {
    const answer = await press('pause', { reminder: 'lunch', back });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
  });

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['fire', {}],
    ['skip', { date: '2026-11-25' }],
    ['skip', { reminder: 'lunch', date: 'tomorrow' }],
    ['pause', { reminder: 'lunch', until: 'soon' }],
    ['resend', { reminder: 'lunch' }],
    ['explode', { reminder: 'lunch' }],
  ])('that cannot be read changes nothing: %s %j', async (action, fields) => {
    expect((await press(action, fields, SCRIPT)).json()).toMatchObject({ kind: 'told', ok: false });
    expect(await site.daemon.overrides.list()).toEqual([]);
    expect(await site.daemon.history.list({})).toEqual([]);
  });

  it('reads a date as the midnight of the clock of the reminder', async () => {
    await press('pause', { reminder: 'lunch', until: '2026-12-01' });
    expect(await site.daemon.overrides.list()).toEqual([
      { kind: 'pause', reminder: 'lunch', until: Date.UTC(2026, 10, 30, 16) },
    ]);
  });
});

describe('before real people are disturbed', () => {
  it('the script is told to ask', async () => {
    expect((await press('fire', { reminder: 'serious' }, SCRIPT)).json()).toEqual({
      kind: 'ask',
      text: '这条消息会马上发到真的钉钉群：real。',
      submit: '现在就发',
    });
    expect((await press('fire', { reminder: 'lunch' }, SCRIPT)).json()).toMatchObject({ kind: 'told', ok: true });
    expect(await site.daemon.history.list({})).toHaveLength(1);
  });

  it('a browser without it gets a page that asks', async () => {
    const page = await press('fire', { reminder: 'serious', back: '/reminders' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<input type="hidden" name="confirmed" value="yes" />');
    expect(page.text).toContain('href="/reminders"');
    expect(await site.daemon.history.list({})).toEqual([]);
    const sent = await press('fire', { reminder: 'serious', confirmed: 'yes' });
    expect(sent.status).toBe(303);
    expect(await site.daemon.history.list({})).toHaveLength(1);
  });

  it('the same with what is sent again', async () => {
    const id = await site.daemon.plan({ robot: 'real', state: 'missed' });
    expect((await press('resend', { delivery: id }, SCRIPT)).json()).toMatchObject({ kind: 'ask', submit: '重新发送' });
    expect(await site.daemon.history.list({})).toHaveLength(1);
  });
});

describe('nobody else', () => {
  it('presses a button', async () => {
    const body = 'reminder=lunch';
    const stranger = await site.ask('/do/fire', { method: 'POST', headers: FORM, body });
    expect(stranger.status).toBe(401);
    const login = { method: 'POST', headers: FORM, body: `token=${TOKEN}` } as const;
    const [cookie = ''] = cookiesOf(await site.ask('/login', login));
    const session = { ...FORM, cookie: cookie.split(';')[0] ?? '' };
    for (const headers of [
      session,
      { ...session, origin: 'https://evil.example' },
      { ...session, 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await site.ask('/do/fire', { method: 'POST', headers, body })).status).toBe(403);
    }
    expect(await site.daemon.history.list({})).toEqual([]);
    const origin = new URL(site.web.address).origin;
    expect((await site.ask('/do/fire', { method: 'POST', headers: { ...session, origin }, body })).status).toBe(303);
  });

  it('not by a link, nor in another form than ours', async () => {
    expect((await site.get('/do/fire?reminder=lunch')).status).toBe(405);
    expect((await press('fire', { reminder: 'lunch' }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(await site.daemon.history.list({})).toEqual([]);
  });

  it('not where no token is configured', async () => {
    const open = await startSite({ http: {}, reminders: [dailyReminder('lunch', '11:50', text('午饭'))] });
    const answer = await open.ask('/do/fire', { method: 'POST', headers: FORM, body: 'reminder=lunch' });
    expect(answer.status).toBe(403);
    expect(await open.daemon.history.list({})).toEqual([]);
    await open.stop();
  });
});

describe('what a visitor prefers', () => {
  it('is kept in cookies that hold nothing else', async () => {
    const cookies = cookiesOf(await site.get('/history?lang=en&theme=dark'));
    expect(cookies.map((cookie) => cookie.split(';')[0])).toEqual(['dingbell_language=en', 'dingbell_theme=dark']);
    expect(cookiesOf(await site.get('/?lang=<script>&theme=a;b'))).toEqual([]);
  });

  it('is heeded on every page, and overruled by the address', async () => {
    const headers = { ...BEARER, cookie: 'dingbell_language=en; dingbell_theme=dark', 'accept-language': 'zh-CN' };
    expect((await site.ask('/robots', { headers })).text).toContain('<html lang="en" data-theme="dark">');
    expect((await site.ask('/robots?lang=zh', { headers })).text).toContain('<html lang="zh-CN" data-theme="dark">');
    const odd = { ...BEARER, cookie: 'dingbell_language=%00; dingbell_theme="><script>' };
    expect((await site.ask('/robots', { headers: odd })).text).toContain('<html lang="zh-CN" data-theme="auto">');
  });

  it('holds for the login too, which leads to the page that was asked for', async () => {
    const login = await site.ask('/history?state=failed&lang=en&theme=dark');
    expect(login.status).toBe(401);
    expect(login.text).toContain('<html lang="en" data-theme="dark">');
    const action = /action="([^"]+)"/.exec(login.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await site.ask(action, { method: 'POST', headers: FORM, body: `token=${TOKEN}` });
    expect(answer.headers['location']).toBe('/history?state=failed&lang=en&theme=dark');
  });
});

describe('a folder that has no reminder left', () => {
  it('is confirmed by a button, which only those see who may act', async () => {
    const before = { reminders: site.daemon.config.reminders };
    const problem = remindersGone(before, { ...site.daemon.config, reminders: [] }, '/srv/schedules');
    const told = createTestDaemon({ problems: [problem as Problem] });
    const draw = async (mayAct: boolean) =>
      String(await FRAGMENTS.configuration.draw({ ...(await viewOf(told, { page: 'problems' })), mayAct }));
    expect(await draw(true)).toMatch(/全都不见了[^]*<form method="post" action="\/do\/allow-empty"/);
    expect(await draw(false)).not.toContain('<form');
    await told.stop();

    const reload = vi.spyOn(site.daemon, 'reload');
    expect((await press('allow-empty', {}, SCRIPT)).json()).toMatchObject({
      ok: true,
      text: '文件夹现在的内容已生效。',
    });
    expect(reload).toHaveBeenCalledExactlyOnceWith(true);
  });
});

describe('a message that somebody writes', () => {
  const AT = '2026-11-24T15:00';
  const told = async (action: string, fields: Readonly<Record<string, string>>) =>
    (await press(action, fields, SCRIPT)).json();
  const stored = () => site.daemon.history.list({});

  it('goes to the sandbox at once, to a real group only after a question', async () => {
    expect(await told('send', { robot: 'team', text: ' 开会 ', all: 'yes' })).toEqual({
      kind: 'told',
      ok: true,
      text: '消息正在发送：team（沙箱）。',
    });
    const [entry] = await stored();
    expect(entry?.delivery).toMatchObject({ message: { text: '开会', mentions: { all: true } }, origin: 'send' });
    expect(await told('send', { robot: 'real', text: '开会' })).toMatchObject({ kind: 'ask' });
    expect(await stored()).toHaveLength(1);
    expect(await told('send', { robot: 'real', text: '开会', confirmed: 'yes' })).toMatchObject({ ok: true });
    // It can be taken back until then: no question.
    expect(await told('send', { robot: 'real', text: '开会', at: AT })).toMatchObject({ kind: 'told', ok: true });
  });

  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['a time that has passed', 'send', { robot: 'team', text: 'a', at: '2026-11-24T10:00' }, '已经过去了'],
    ['a time that is none', 'send', { robot: 'team', text: 'a', at: 'soon' }, '写得不对'],
    ['nothing to say', 'send', { robot: 'team', text: ' ', at: AT }, '写得不对'],
    ['a robot that is not there', 'send', { robot: 'none', text: 'a' }, '写得不对'],
    ['a change of nothing', 'change', { delivery: 'none', text: 'a', at: AT }, '写得不对'],
    ['to take back what is not there', 'take-back', { delivery: 'none' }, '来不及了'],
  ])('is refused: %s', async (_, action, fields, words) => {
    expect(await told(action, fields)).toMatchObject({ ok: false, text: expect.stringContaining(words) });
    expect(await stored()).toEqual([]);
  });

  it('is changed as long as it waits: the words of a text, the time of anything', async () => {
    const card = { kind: 'markdown', title: '周报', text: '### 周报' } as const;
    const at = toEpochMs(NOON_BEFORE + 60 * MINUTE);
    const calls = { ...text('开会 @13800000000'), mentions: { mobiles: ['13800000000'] } };
    const ids = [];
    for (const message of [calls, card]) ids.push((await site.daemon.push({ robot: 'team', message, at })).id);
    for (const delivery of ids)
      expect(await told('change', { delivery, text: '三点 @13800000000', at: AT })).toMatchObject({ ok: true });
    const messages = (await stored()).map(({ delivery }) => delivery.message);
    expect(messages).toContainEqual({ ...calls, text: '三点 @13800000000' });
    expect(messages).toContainEqual(card);
    expect(await told('change', { delivery: ids[0] ?? '', text: '现在', at: '' })).toMatchObject({ ok: true });
    await site.daemon.deliver();
    expect(await told('change', { delivery: ids[0] ?? '', text: '太晚', at: AT })).toMatchObject({ ok: false });
  });
});
