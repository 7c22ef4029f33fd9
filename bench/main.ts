import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { tableOf } from './table.ts';
import { writeDocs } from './write-docs.ts';

/** Every measurement by its name, loaded when it is asked for: none shall run beside another's modules. */
const BENCHES: Readonly<Record<string, (scale: number) => Promise<readonly Figure[]>>> = {
  next: async () => (await import('./next.ts')).next(),
  preview: async () => (await import('./preview.ts')).preview(),
  arm: async () => (await import('./arm.ts')).arm(),
  idle: async () => (await import('./idle.ts')).idle(),
  herd: async () => (await import('./herd.ts')).herd(),
  hook: async (scale) => (await import('./hook.ts')).hook(scale),
  lateness: async () => (await import('./lateness.ts')).lateness(),
  load: async () => (await import('./load.ts')).load(),
  start: async () => (await import('./start.ts')).start(),
  memory: async () => (await import('./memory.ts')).memory(),
  grow: async () => (await import('./grow.ts')).grow(),
  loop: async (scale) => (await import('./loop.ts')).loop(scale),
  steady: async (scale) => (await import('./steady.ts')).steady(scale),
};

const USAGE = `npm run bench -- [--only NAME]… [--scale PART] [--json FILE] [--write-docs] [--from FILE]

  --only NAME    one of ${Object.keys(BENCHES).join(', ')}; may be repeated
  --scale PART   hook, loop and steady with less, and for less time: 0.1; by default 1
  --json FILE    writes the figures there as well
  --from FILE    shows the figures of that file instead of measuring
  --write-docs   writes the table into docs/performance.md and its translation
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      scale: { type: 'string', default: '1' },
      json: { type: 'string' },
      from: { type: 'string' },
      'write-docs': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = values.only ?? Object.keys(BENCHES);
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  const scale = Number(values.scale);
  const isWrong = unknown.length > 0 || !(scale > 0 && scale <= 1);
  if (values.help || isWrong) {
    process.stdout.write(USAGE);
    return isWrong ? 1 : 0;
  }
  const figures = values.from === undefined ? await measure(names, scale) : read(values.from);
  process.stdout.write(tableOf(figures));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (values['write-docs']) writeDocs(figures);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}

async function measure(names: readonly string[], scale: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    const start = performance.now();
    process.stderr.write(`${name} …`);
    figures.push(...((await BENCHES[name]?.(scale)) ?? []));
    process.stderr.write(` ${Math.round((performance.now() - start) / 1_000)} s\n`);
  }
  return figures;
}

function read(file: string): readonly Figure[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Figure[];
}
