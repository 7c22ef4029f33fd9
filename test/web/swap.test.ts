import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, rotation, withRotation } from '../../src/schedule/rotation.ts';
import { dailyReminder } from './test-daemon.ts';
import { BEARER, startSite, type TestSite, TOKEN } from './test-site.ts';

const lunch = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭' });

let site: TestSite;

beforeEach(async () => {
  const text = parseRotation({ people: ['lili', 'xiaoming'], every: '1 day', from: '2026-11-25' });
  if (text.kind === 'fault' || !isByDate(text)) throw new Error('not understood');
  const timetable = withRotation(lunch.timetable, rotation(text));
  site = await startSite({
    reminders: [lunch, { ...lunch, id: 'duty', timetable }],
    people: [
      { id: 'lili', name: '丽丽' },
      { id: 'xiaoming', name: '小明' },
    ],
    http: { token: TOKEN },
  });
});

afterEach(() => site.stop());

async function press(action: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const headers = { ...BEARER, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answer = await site.ask(`/do/${action}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields).toString(),
  });
  return answer.json().text;
}

async function page(): Promise<string> {
  return (await site.ask('/', { headers: BEARER })).text;
}

it('the page has a button for the turn of a date, and one to take it back', async () => {
  expect(await page()).toContain('action="/do/swap"');
  const fields = { reminder: 'duty', date: '2026-11-25' };
  expect(await press('swap', { ...fields, person: 'xiaoming' })).toBe('duty 在 2026-11-25 换成 小明。');
  expect(await site.daemon.overrides.list()).toEqual([{ kind: 'swap', ...fields, people: ['xiaoming'] }]);
  expect(await page()).toContain('2026-11-25 换成 小明');
  const [first] = (await site.ask('/api/upcoming?reminder=duty&from=2026-11-25&count=1', { headers: BEARER })).json()
    .upcoming;
  expect(first).toMatchObject({ date: '2026-11-25', person: 'xiaoming' });
  await press('resume', fields);
  expect(await site.daemon.overrides.list()).toEqual([]);
});

it('programs swap too, and hear why not', async () => {
  const swap = async (reminder: string, body: object) => {
    const answer = await site.post(`/api/reminders/${reminder}/swap`, body);
    return [answer.status, answer.text] as const;
  };
  const asked = { date: '2026-11-25', person: 'xiaoming' };
  expect((await swap('duty', asked))[0]).toBe(200);
  for (const [reminder, body, status, why] of [
    ['lunch', asked, 409, 'no people who take turns'],
    ['duty', { ...asked, person: 'wang' }, 422, 'there is no person with that id'],
    ['duty', { ...asked, date: '2026-11-01' }, 422, 'not due on 2026-11-01'],
    ['duty', { date: '2026-11-25' }, 400, 'send the id of somebody'],
  ] as const) {
    const [found, said] = await swap(reminder, body);
    expect(said).toContain(why);
    expect(found).toBe(status);
  }
});
