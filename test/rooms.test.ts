import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAY_IMPORT } from '../oxlint.config.ts';

const root = resolve(import.meta.dirname, '..');
const oxlint = join(root, 'node_modules/.bin/oxlint');

const rooms = Object.keys(MAY_IMPORT);

interface Plant {
  readonly file: string;
  readonly source: string;
  readonly allowed: boolean;
}

function importPlants(): Plant[] {
  return rooms.flatMap((room) => {
    const may = MAY_IMPORT[room] ?? [];
    const others = rooms.filter((other) => other !== room);
    const plantsIn = (other: string): readonly Plant[] => [
      plant(room, `${other}/planted.ts`, may.includes(other)),
      plant(room, `${other}/deeper/planted.ts`, may.includes(other)),
      ...may.filter((path) => path.startsWith(`${other}/`)).map((path) => plant(room, path, true)),
    ];
    return others.flatMap(plantsIn).concat(plant(room, 'index.ts', false), plant(room, 'main.ts', false));
  });
}

function plant(room: string, target: string, allowed: boolean): Plant {
  return {
    file: `src/${room}/planted-${target.replaceAll('/', '-')}`,
    source: `import * as planted from '../${target}';\nexport const used = planted;\n`,
    allowed,
  };
}

const otherPlants: Plant[] = [
  { file: 'src/index.ts', source: `export * as x from './daemon/planted.ts';\n`, allowed: false },
  {
    file: 'src/main.ts',
    source: `import * as x from './daemon/planted.ts';\nexport const used = x;\n`,
    allowed: false,
  },
  { file: 'src/cli/sql.ts', source: `export { DatabaseSync } from 'node:sqlite';\n`, allowed: false },
  { file: 'src/store/sql.ts', source: `export { DatabaseSync } from 'node:sqlite';\n`, allowed: true },
  { file: 'src/schedule/io.ts', source: `export { readFileSync } from 'node:fs';\n`, allowed: false },
  { file: 'src/schedule/now.ts', source: `export const now = Date.now();\n`, allowed: false },
  { file: 'src/hooks/io.ts', source: `export { readFileSync } from 'node:fs';\n`, allowed: false },
  { file: 'src/hooks/hash.ts', source: `export { createHash } from 'node:crypto';\n`, allowed: true },
  { file: 'src/hooks/now.ts', source: `export const now = Date.now();\n`, allowed: false },
  {
    file: 'src/schedule/instant-by-temporal.ts',
    source: `export const at = Temporal.Now.instant();\n`,
    allowed: false,
  },
  { file: 'src/schedule/zone.ts', source: `export const zone = Temporal.Now.timeZoneId();\n`, allowed: true },
  { file: 'src/web/words.ts', source: `export { DateTime } from 'luxon';\n`, allowed: false },
  { file: 'src/message/words.ts', source: `export { DateTime } from 'luxon';\n`, allowed: true },
  { file: 'src/message/wait.ts', source: `export const wait = setTimeout;\n`, allowed: false },
  {
    file: 'src/daemon/circle-a.ts',
    source: `export { b } from './circle-b.ts';\nexport const a = 1;\n`,
    allowed: false,
  },
  {
    file: 'src/daemon/circle-b.ts',
    source: `import { a } from './circle-a.ts';\nexport const b = a;\n`,
    allowed: false,
  },
];

describe('the import rules between the rooms', () => {
  const plants = [...importPlants(), ...otherPlants];
  let tree: string;
  let complaints: Set<string>;

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'rooms-'));
    cpSync(join(root, 'oxlint.config.ts'), join(tree, 'oxlint.config.ts'));
    for (const { file, source } of plants) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), source);
    }
    const { stdout, error } = spawnSync(process.execPath, [oxlint, '--format', 'json', 'src'], {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (error) throw error;
    const report = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
    const rules = /no-restricted-imports|no-restricted-globals|no-cycle/;
    complaints = new Set(report.diagnostics.filter((d) => rules.test(d.code)).map((d) => d.filename));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(plants.filter((p) => !p.allowed))('refuses $file', ({ file }) => {
    expect(complaints).toContain(file);
  });
  it.each(plants.filter((p) => p.allowed))('lets $file pass', ({ file }) => {
    expect(complaints).not.toContain(file);
  });
});
