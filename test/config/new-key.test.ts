import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JsonSchema } from '../../src/config/decode/decoder.ts';
import { withKeyTables } from '../docs/key-tables.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

/** A section of the file that nobody has thought of yet: one module. */
const DOORS = `import { duration } from './values.ts';
import { field, group, needed } from './decode/group.ts';
import { words } from './decode/scalars.ts';
import { named } from './decode/section.ts';

const hook = group('robot', {
  url: needed(words('url'), '叫哪个地址 · the address that is called'),
  patience: field(duration, '等多久 · how long it is waited for'),
});

export const doorsSection = named('robots', hook, '门 · doors');
`;

/** And a key of a reminder: one line. */
const KEY = `  loudness: field(integer('integer', 0, 11), '多大声 · how loud'),\n`;

const FILE = `doors:
  door: { url: "https://example.com", patience: 5m }
  gate: { patience: for ever }
  bell: { ulr: x }
reminders:
  lunch: { at: "11:50", text: 午饭, loudness: 12 }
  tea: { at: "15:00", text: 喝茶, loudnes: 3 }
`;

/** Prints the schema, and what \`check\` finds in the folder. */
const CHILD = `import { readConfig } from './src/config/load.ts';
import { jsonSchema } from './src/config/schema.ts';

const { problems } = await readConfig('schedules', { env: {}, locale: 'en' });
const told = problems.map(({ line, column, code, hint }) => [line, column, code, hint]);
console.log(JSON.stringify({ schema: jsonSchema(), told }));
`;

it('a new key is one declaration, a new section one module: schema, reference, completion and check know it', () => {
  using scratch = new Workspace();
  cpSync(join(ROOT, 'src'), scratch.at('src'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), scratch.at('node_modules'));
  scratch.write('package.json', '{ "type": "module" }');
  scratch.write('src/config/section-doors.ts', DOORS);
  edit(
    scratch,
    'src/config/sections.ts',
    '  reminders: remindersSection,',
    (line) => `${line}\n  doors: doorsSection,`,
  );
  edit(
    scratch,
    'src/config/sections.ts',
    'import { peopleSection }',
    (line) => `import { doorsSection } from './section-doors.ts';\n${line}`,
  );
  edit(scratch, 'src/config/section-reminders.ts', '  priority: field(', (line) => `${KEY}${line}`);
  mkdirSync(scratch.at('schedules'), { recursive: true });
  scratch.write('schedules/all.yaml', `robots: { team: { webhook: sandbox } }\ndefaults: { robot: team }\n${FILE}`);
  scratch.write('child.mts', CHILD);

  const { stdout, stderr } = spawnSync(process.execPath, ['child.mts'], { cwd: scratch.path, encoding: 'utf8' });
  expect(stderr).toBe('');
  const { schema, told } = JSON.parse(stdout) as { readonly schema: JsonSchema; readonly told: readonly unknown[] };
  expect(told).toEqual([
    [5, 3, 'missing-key', 'for example url: "https://example.com"'],
    [5, 21, 'wrong-value', 'for example patience: 15m'],
    [6, 11, 'unknown-key', 'did you mean url?'],
    [8, 45, 'wrong-value', 'for example loudness: 1'],
    [9, 33, 'unknown-key', 'did you mean loudness?'],
  ]);
  // What editors complete from.
  const { properties = {} } = schema;
  expect(entryOf(properties['doors'])?.properties).toHaveProperty(
    'url.description',
    '叫哪个地址 · the address that is called',
  );
  expect(entryOf(properties['reminders'])?.properties).toHaveProperty('loudness.maximum', 11);
  const reference = withKeyTables(readFileSync(join(ROOT, 'docs/yaml.md'), 'utf8'), schema, 'en');
  expect(reference).toMatch(/\| `loudness` \| how loud \|/);
  expect(reference).toContain('<!-- keys: doors.* -->');
  expect(reference).toContain('| `url` | the address that is called |\n| `patience` | how long it is waited for |');
  expect(reference).toContain('| `doors` | doors |');
});

function edit(scratch: Workspace, file: string, mark: string, change: (mark: string) => string): void {
  const text = readFileSync(scratch.at(file), 'utf8');
  expect(text.split(mark)).toHaveLength(2);
  writeFileSync(
    scratch.at(file),
    text.replace(mark, () => change(mark)),
  );
}

function entryOf(section: JsonSchema | undefined): JsonSchema | undefined {
  return section?.additionalProperties === false ? undefined : section?.additionalProperties;
}
