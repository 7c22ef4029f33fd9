import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { tableOf } from './table.ts';
import { writeDocs } from './write-docs.ts';

/** Every measurement by its name, loaded when it is asked for: none shall run beside another's modules. */
const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  next: async () => (await import('./next.ts')).next(),
  preview: async () => (await import('./preview.ts')).preview(),
  arm: async () => (await import('./arm.ts')).arm(),
  idle: async () => (await import('./idle.ts')).idle(),
  herd: async () => (await import('./herd.ts')).herd(),
  lateness: async () => (await import('./lateness.ts')).lateness(),
  load: async () => (await import('./load.ts')).load(),
  start: async () => (await import('./start.ts')).start(),
  memory: async () => (await import('./memory.ts')).memory(),
  grow: async () => (await import('./grow.ts')).grow(),
};

const USAGE = `npm run bench -- [--only NAME]… [--json FILE] [--write-docs] [--from FILE]

  --only NAME    one of ${Object.keys(BENCHES).join(', ')}; may be repeated
  --json FILE    writes the figures there as well
  --from FILE    shows the figures of that file instead of measuring
  --write-docs   writes the table into docs/performance.md and its translation
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      from: { type: 'string' },
      'write-docs': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = values.only ?? Object.keys(BENCHES);
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(USAGE);
    return unknown.length > 0 ? 1 : 0;
  }
  const figures = values.from === undefined ? await measure(names) : read(values.from);
  process.stdout.write(tableOf(figures));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (values['write-docs']) writeDocs(figures);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}

async function measure(names: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    const start = performance.now();
    process.stderr.write(`${name} …`);
    figures.push(...((await BENCHES[name]?.()) ?? []));
    process.stderr.write(` ${Math.round((performance.now() - start) / 1_000)} s\n`);
  }
  return figures;
}

function read(file: string): readonly Figure[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Figure[];
}
