import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MarkdownMessage } from '../../../src/message/message.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { NOON_BEFORE, sandboxRobot } from '../test-daemon.ts';
import { startSite, type TestSite } from '../test-site.ts';

function quietRobot(name: string, except: readonly string[]) {
  const window = { kind: 'window', fromSecond: 9 * 3_600, untilSecond: 11 * 3_600 } as const;
  return { ...sandboxRobot(name), quiet: { window, daysOff: false, except } };
}

let site: TestSite;
let now: EpochMs;

beforeEach(async () => {
  now = NOON_BEFORE;
  site = await startSite({
    now: () => now,
    // It is 10:00.
    robots: [sandboxRobot('ops'), quietRobot('quiet', []), quietRobot('awake', ['alert'])],
    people: [{ id: 'lili', name: '莉莉', mobile: '13800000001' }],
  });
});

afterEach(() => site.stop());

const NEVER = '0001-01-01T00:00:00Z';

function alert(instance: string, more: object = {}) {
  return {
    status: 'firing',
    labels: { alertname: 'DiskFull', instance, severity: 'critical' },
    annotations: { summary: `disk of ${instance} is full`, description: 'no space is left' },
    startsAt: '2026-11-24T01:50:00.123456789Z',
    endsAt: NEVER,
    generatorURL: 'http://prometheus.example:9090/graph?g0.expr=up',
    fingerprint: `fp-${instance}`,
    ...more,
  };
}

/** What Alertmanager posts: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function group(alerts: readonly object[], more: object = {}) {
  return {
    version: '4',
    groupKey: '{}/{severity="critical"}:{alertname="DiskFull"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'dingtalk',
    groupLabels: { alertname: 'DiskFull' },
    commonLabels: { alertname: 'DiskFull', severity: 'critical' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts,
    ...more,
  };
}

const RESOLVED = { status: 'resolved', endsAt: '2026-11-24T02:00:00Z' };

async function messageOf(body: object, query = ''): Promise<MarkdownMessage> {
  const answer = await site.post(`/api/alertmanager/ops${query}`, body);
  expect(answer.status).toBe(202);
  const found = await site.daemon.history.find(answer.json().id);
  return found?.delivery.message as MarkdownMessage;
}

describe('the message', () => {
  it('of one alert', async () => {
    expect(await messageOf(group([alert('db-1')]))).toEqual({
      kind: 'markdown',
      title: '🔥 告警 DiskFull',
      text: [
        '### 🔥 告警 DiskFull',
        '- 🔥 **db-1** disk of db-1 is full · critical · 11月24日 09:50 起 [↗](http://prometheus.example:9090/graph?g0.expr=up)',
        '[Alertmanager](http://alertmanager.example:9093)',
      ].join('\n\n'),
    });
  });

  it('of several: what fires first, what is resolved marked', async () => {
    const { title, text } = await messageOf(group([alert('db-1', RESOLVED), alert('db-2'), alert('db-3')]));
    expect(title).toBe('🔥 告警 DiskFull（2 条）');
    expect(text.split('\n\n').map((line) => line.slice(0, 14))).toMatchObject([
      '### 🔥 告警 Disk',
      '- 🔥 **db-2** ',
      '- 🔥 **db-3** ',
      '- ✅ **db-1** d',
      '[Alertmanager]',
    ]);
    expect(text).toContain('11月24日 10:00 恢复');
  });

  it('of what is over', async () => {
    const { title } = await messageOf(group([alert('db-1', RESOLVED)], { status: 'resolved' }));
    expect(title).toBe('✅ 已恢复 DiskFull');
  });

  it('of very many counts those that it does not tell, and those that were cut before', async () => {
    const alerts = Array.from({ length: 30 }, (_, index) => alert(`db-${index}`));
    const { text } = await messageOf(group(alerts, { truncatedAlerts: 5 }));
    expect(text).toContain('……另有 15 条');
  });

  it('of different alerts in one group names each', async () => {
    const labels = { alertname: 'Slow', instance: 'web-1' };
    const { title, text } = await messageOf(
      group([alert('db-1'), alert('web-1', { labels })], { groupLabels: { cluster: 'sh' } }),
    );
    expect(title).toBe('🔥 告警 sh（2 条）');
    expect(text).toContain('**Slow web-1**');
  });

  it('holds no lines, links and addresses of its own making', async () => {
    const annotations = { summary: 'a\n\n# b\r\nc' };
    const generatorURL = 'javascript:alert(1)';
    const { text } = await messageOf(
      group([alert('db-1', { annotations, generatorURL })], { externalURL: 'http://x) [y](z' }),
    );
    expect(text).toContain('a # b c');
    expect(text).not.toContain('javascript');
    expect(text).not.toContain('[y]');
  });

  it('is text, whatever labels say, and tells no time that is none', async () => {
    const labels = { alertname: '# ![i](http://x)', instance: '[a](javascript:alert(1)) <b>' };
    const { title, text } = await messageOf(
      group([alert('db-1', { labels, annotations: {}, startsAt: NEVER })], { groupLabels: labels }),
    );
    expect(title).toBe('🔥 告警 ＃ ! [i] (http://x)');
    expect(text).not.toMatch(/\]\((?!http:\/\/(?:prometheus|alertmanager)\.example)|!\[|<b>|Invalid|0001|年/);
  });

  it('calls people while something fires', async () => {
    const query = '?mention=lili&mention=13900000000';
    expect(await messageOf(group([alert('db-1')]), query)).toMatchObject({
      text: expect.stringMatching(/@13800000001 @13900000000$/),
      mentions: { mobiles: ['13800000001', '13900000000'] },
    });
    const over = group([alert('db-1', RESOLVED)], { status: 'resolved' });
    expect(await messageOf(over, query)).not.toHaveProperty('mentions');
    expect(await messageOf(group([alert('db-2')]), '?atAll=true')).toMatchObject({ mentions: { all: true } });
  });

  it('takes what Grafana sends', async () => {
    const { title } = await messageOf({
      ...group([alert('db-1', { valueString: '[ x=1 ]', values: { B: 1 }, silenceURL: '', dashboardURL: '' })]),
      version: '1',
      orgId: 1,
      title: '[FIRING:1]',
      state: 'alerting',
      message: '…',
    });
    expect(title).toBe('🔥 告警 DiskFull');
  });
});

describe('the same news', () => {
  const post = (body: object) => site.post('/api/alertmanager/ops', body);

  it.each([0, 1_000, 3 * MINUTE, 4 * MINUTE - 1])('after %i ms is a retry, and is sent once', async (later) => {
    // Whatever the clock shows when the first comes.
    for (const start of [0, 1, MINUTE, 3 * MINUTE + 59_999]) {
      now = toEpochMs(NOON_BEFORE + HOUR + start);
      const key = { groupKey: `group ${start}` };
      const first = await post(group([alert('db-1'), alert('db-2')], key));
      now = toEpochMs(now + later);
      const second = await post(group([alert('db-2'), alert('db-1')], key));
      expect([first.status, second.status, second.json().id]).toEqual([202, 200, first.json().id]);
    }
  });

  it.each([4 * MINUTE, 5 * MINUTE, 4 * HOUR])('after %i ms is a reminder, and is sent again', async (later) => {
    const first = await post(group([alert('db-1')]));
    now = toEpochMs(now + later);
    const second = await post(group([alert('db-1')]));
    expect([second.status, second.json().id === first.json().id]).toEqual([202, false]);
  });

  it.each<[string, object]>([
    ['what is resolved', group([alert('db-1', RESOLVED)], { status: 'resolved' })],
    ['one more alert', group([alert('db-1'), alert('db-2')])],
    ['one that began anew', group([alert('db-1', { startsAt: '2026-11-24T02:00:00Z' })])],
    ['another group', group([alert('db-1')], { groupKey: 'other' })],
  ])('is not %s', async (_, other) => {
    await post(group([alert('db-1')]));
    expect((await post(other)).status).toBe(202);
  });
});

describe('what is refused', () => {
  it.each<[string, string, string | object, number, string]>([
    ['an unknown robot', 'osp', group([alert('db-1')]), 404, 'did you mean "ops"?'],
    ['nobody to call', 'ops?mention=lily', group([alert('db-1')]), 422, 'lili'],
    ['a query that is none', 'ops?atAll=yes', group([alert('db-1')]), 400, 'atAll'],
    ['a key that is none', 'ops?metion=lili', group([alert('db-1')]), 400, '"metion"'],
    ['no alerts', 'ops', group([]), 400, 'alerts'],
    ['something else', 'ops', { text: 'hello' }, 400, 'Alertmanager'],
    ['a time that is none', 'ops', group([alert('db-1', { startsAt: 'soon' })]), 400, 'alerts.0.startsAt'],
    ['labels that are numbers', 'ops', group([alert('db-1', { labels: { a: 1 } })]), 400, 'labels'],
  ])('%s', async (_, path, body, status, words) => {
    const answer = await site.post(`/api/alertmanager/${path}`, body);
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining(words) }]);
    expect(await site.daemon.history.list({})).toEqual([]);
  });

  it('not five hundred alerts at once, which are well over 64 KiB', async () => {
    const alerts = Array.from({ length: 500 }, (_, index) => alert(`db-${index}`));
    expect((await site.post('/api/alertmanager/ops', group(alerts))).status).toBe(202);
    const tooMany = Array.from({ length: 5_000 }, (_, index) => alert(`db-${index}`));
    expect((await site.post('/api/alertmanager/ops', group(tooMany))).status).toBe(413);
  });
});

it('quiet hours of the robot hold alerts unless these are excepted', async () => {
  const dueAt = async (robot: string, more: object = {}) => {
    const answer = await site.post(`/api/alertmanager/${robot}`, group([alert('db1')], more));
    return (await site.daemon.history.find(answer.json().id))?.delivery.dueAt;
  };
  expect(await dueAt('quiet')).toBe(NOON_BEFORE + HOUR);
  expect(await dueAt('awake')).toBe(NOON_BEFORE);
  expect(await dueAt('awake', { status: 'resolved' })).toBe(NOON_BEFORE);
});
