import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { problemIn } from '../../src/config/report.ts';
import { jsonSchema } from '../../src/config/schema.ts';
import { declaredKeys } from '../docs/key-tables.ts';
import { problemsOf, readFiles } from './folder.ts';

const SECRET = 'zzsecretzz';

/** Every way in which a value can be wrong, with the environment's value in place of it. */
const PLACES = [
  'daemon: { timezone: ${S}, locale: ${S}, retention: ${S}, http: { port: ${S}, host: ${S} } }',
  'daemon: ${S}',
  'daemon: { holidays: ${S} }',
  'daemon: { holidays: { urls: ["https://example.com/{year}", "${S}"] } }',
  '${S}: 1',
  'robots: { team: { webhook: ${S} } }',
  'robots: { team: { webhook: "https://${S}.example.com/robot/send?access_token=${S}" } }',
  'robots: { team: { webhook: "https://oapi.dingtalk.com/${S}" } }',
  'robots: { team: { webhook: sandbox, onFailure: ${S}, limit: { perMinute: ${S} }, secret: [${S}] } }',
  'people: { a: { mobile: ${S}, birthday: ${S} }, b: { birthday: { lunar: ${S} } }, c: { birthday: { date: ${S}, feb29: ${S} } } }',
  'calendars: { a: { country: ${S} }, b: { off: [${S}], unknownYear: ${S} } }',
  'defaults: { robot: ${S}, calendar: ${S}, timezone: ${S}, late: ${S}, catchUp: ${S} }',
  ...[
    'at: ${S}',
    'at: [${S}, ${S}]',
    'cron: ${S}',
    'cron: "* ${S} * * *"',
    'every: ${S}',
    'every: 1h\n    between: ${S}',
    'monthly: ${S}',
    'yearly: ${S}',
    'yearly: { date: ${S} }',
    'yearly: { lunar: ${S} }',
    'yearly: 05-20\n    since: ${S}',
    'once: ${S}',
    'birthdays: ${S}',
    'at: "08:50"\n    on: ${S}',
    'at: "08:50"\n    on: [mon, ${S}]',
    'at: "08:50"\n    skip: ${S}',
    'at: "08:50"\n    active: { from: ${S} }',
    'at: "08:50"\n    advance: ${S}',
    'at: "08:50"\n    paused: ${S}',
    'at: "08:50"\n    mention: ${S}',
    'at: "08:50"\n    timezone: ${S}',
    'at: "08:50"\n    spread: ${S}',
    'at: "08:50"\n    rotate: ${S}',
    'at: "08:50"\n    rotate: { people: ["${S}"], every: "${S}", from: "${S}" }',
    'at: "08:50"\n    rotate: { people: ["${S}"], every: "${S}", from: 2026-11-02 }',
    'at: "08:50"\n    rotate: { people: ["${S}"], from: 2026-11-02 }',
    'at: "08:50"\n    robot: ${S}',
    'at: "08:50"\n    calendar: ${S}',
    'at: "08:50"\n    priority: ${S}',
    'at: "08:50"\n    text: "{{ ${S} }}"',
    'at: "08:50"\n    text: "{% ${S} %}"',
    'at: "08:50"\n    text: "{{ date | ${S} }}"',
    'at: "08:50"\n    ${S}: 1',
  ].map((lines) => `reminders:\n  r:\n    ${lines}\n    text: x`.replace(/(text: "\{.*)\n {4}text: x/, '$1')),
];

describe.each(['zh-CN', 'en'] as const)('in %s, what came from the environment is never shown', (locale) => {
  it.each(PLACES)('%s', async (text) => {
    const result = await readFiles({ 'a.yaml': text }, { env: { S: SECRET }, locale });
    const problems = problemsOf(result);
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
    expect(new ConfigError(problems).message).not.toContain(SECRET);
  });
});

/** Every key that there is, with the environment's value below it: alone, in a list, in a text. */
const everywhere = [...declaredKeys(jsonSchema()).keys()].flatMap((path) => {
  const [first = '', ...steps] = path.split('.').map((step) => (step === '*' ? 'some' : step));
  // What else a reminder must have, where the key alone would not be looked at further.
  const beside =
    first === 'reminders' ? ['', 'at: "08:50", text: x, ', 'every: 45m, monthly: 1, yearly: 05-20, '] : [''];
  return ['${S}', '["${S}", x]', '"before ${S}"', '{ x: "${S}" }'].flatMap((value) =>
    beside.map((others) => {
      const inner = steps.slice(first === 'daemon' || first === 'defaults' ? 0 : 1);
      const written = inner.reduceRight((below, key) => `{ ${key}: ${below} }`, value);
      const entry = others === '' || inner.length === 0 ? written : written.replace('{ ', `{ ${others}`);
      return first === 'daemon' || first === 'defaults' ? `${first}: ${entry}` : `${first}: { some: ${entry} }`;
    }),
  );
});

/** Sections of names are looked at together; what may stand in one file only, one after the other. */
const [single, named] = [true, false].map((isSingle) =>
  everywhere.filter((text) => /^(?:daemon|defaults):/.test(text) === isSingle),
) as [string[], string[]];

it.each([
  ['single', single, 1],
  ['named', named, 20],
] as const)('under no key of a %s section is a value from the environment told', async (_, all, together) => {
  for (let index = 0; index < all.length; index += together) {
    const texts = all.slice(index, index + together).map((text, each) => text.replace(' some:', ` some${each}:`));
    const files = Object.fromEntries(texts.map((text, each) => [`${each}.yaml`, text]));
    const problems = problemsOf(await readFiles({ ...files, 'b.yaml': BESIDE }, { env: { S: SECRET } }));
    for (const locale of ['zh-CN', 'en'] as const) {
      const told = problems.map((problem) => JSON.stringify(problemIn(locale, problem)));
      expect(told.filter((each) => each.includes(SECRET))).toEqual([]);
    }
  }
});

const BESIDE = `people: { lili: { birthday: 1992-02-29 } }\n`;

describe('what is written in the file itself', () => {
  it('is masked when it is a secret', async () => {
    const text = `robots:\n  team:\n    webhook: https://oapi.dingtalk.com/robot/sent?access_token=${SECRET}\n    secret: SEC${SECRET}\n    limt: 1\n`;
    const problems = problemsOf(await readFiles({ 'a.yaml': text }));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
  });
});

describe('the expected outputs of the fixtures', () => {
  it('hold no value of the environment', async () => {
    const folder = join(import.meta.dirname, '../fixtures/config/bad');
    const outputs = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
    const texts = await Promise.all(outputs.map((name) => readFile(join(folder, name), 'utf8')));
    expect(outputs.length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.includes('secret-value'))).toEqual([]);
  });
});
