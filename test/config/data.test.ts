import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigData } from '../../src/config/config.ts';
import { runConfig } from '../../src/config/run-config.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { parsePage } from '../docs/markdown.ts';
import { ROOT } from '../support/workspace.ts';
import { NOW, readFiles } from './folder.ts';

const BESIDE = `robots: { team: { webhook: "https://oapi.dingtalk.com/robot/send?access_token=dummy", secret: SECdummy }, ops: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: "13800000000", birthday: { lunar: 1990-08-15, count: xusui } }
  lili: { name: 丽丽, userId: manager456, birthday: 1992-02-29 }
  laowang: { name: 老王 }
calendars: { office: { off: [2026-12-31], week: [mon, tue, wed, thu, fri, sat] } }
defaults: { robot: team, spread: 2m }
`;

/** The examples of the reference that are about reminders alone. */
const examples = parsePage('', readFileSync(join(ROOT, 'docs/yaml.md'), 'utf8'))
  .fences.filter(({ language, text, marks }) => language === 'yaml' && text.startsWith('reminders:') && !marks.length)
  .map(({ line, text }) => [`docs/yaml.md:${line}`, text] as const);

async function dataOf(text: string): Promise<ConfigData> {
  const result = await readFiles({ 'all.yaml': text, 'beside.yaml': BESIDE });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.data;
}

describe.each(examples)('what %s says', (_, text) => {
  it('is plain data, which JSON and a structured clone take', async () => {
    const data = await dataOf(text);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(structuredClone(data)).toEqual(data);
  });

  it('runs the same wherever it was sent', async () => {
    const data = await dataOf(text);
    const [here, there] = [data, JSON.parse(JSON.stringify(data)) as ConfigData].map((each) =>
      runConfig(each, { countries: new Map() }).reminders.map((reminder) => {
        const due = reminder.timetable.next(toEpochMs(NOW));
        return [reminder.id, due, due?.occurrences.map((each) => reminder.render(each, { lateMinutes: 0 }))];
      }),
    );
    expect(there).toEqual(here);
  });
});

it('robots hold their parsed address and its lane', async () => {
  const { robots } = await dataOf('reminders: { lunch: { at: "11:50", text: 午饭 } }\n');
  expect(robots[0]?.webhook).toEqual({
    kind: 'dingtalk',
    url: 'https://oapi.dingtalk.com/robot/send?access_token=dummy',
    origin: 'https://oapi.dingtalk.com',
    token: 'dummy',
    lane: expect.stringMatching(/^[\da-f]+$/) as string,
  });
});

describe('names', () => {
  it('are the same however their accents were typed', async () => {
    const [composed, decomposed] = ['café'.normalize('NFC'), 'café'.normalize('NFD')];
    const text = `people: { ${decomposed}: { mobile: "13900000000" } }\nreminders: { a: { at: "08:00", mention: ${composed}, text: x } }\n`;
    const result = await readFiles({
      'a.yaml': text,
      'b.yaml': 'robots: { team: { webhook: sandbox } }\ndefaults: { robot: team }\n',
    });
    expect(result).toMatchObject({ kind: 'config', warnings: [] });
  });
});
