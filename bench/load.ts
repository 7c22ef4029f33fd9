import { LineCounter, parseDocument } from 'yaml';
import { loadConfig } from '../src/config/load.ts';
import { Workspace } from '../test/support/workspace.ts';
import { atMost, type Figure, figureOf } from './figure.ts';
import { interleave, milliseconds } from './interleave.ts';
import { ROBOT_YAML } from './yaml-folder.ts';

const REMINDERS = 10_000;
/** No file may be larger than a megabyte. */
const FILES = 10;
const ROUNDS = 7;

const TRIGGERS = [
  (index: number) => `at: "${clock(index)}"\n    on: workdays`,
  (index: number) => `cron: "${index % 60} ${index % 24} * * 1-5"`,
  (index: number) => `every: ${(index % 50) + 10}m\n    between: "09:30-18:00"`,
  (index: number) => `monthly: ${(index % 28) + 1}\n    at: "${clock(index)}"`,
  (index: number) => `yearly: { date: 2016-05-${String((index % 28) + 1).padStart(2, '0')} }\n    advance: [3d, 0d]`,
];

/** From bytes to reminders, everything checked, against reading the same bytes as YAML and nothing more. */
export async function load(): Promise<readonly Figure[]> {
  using workspace = new Workspace();
  const files = Array.from({ length: FILES }, (_, file) => fileYaml(file));
  for (const [index, yaml] of [ROBOT_YAML, ...files].entries()) workspace.write(`schedules/${index}.yaml`, yaml);
  const folder = workspace.at('schedules');
  if ((await loadConfig(folder)).reminders.length !== REMINDERS) throw new Error('not every reminder was loaded');
  const { ours, peer } = await interleave(
    {
      ours: milliseconds(() => loadConfig(folder)),
      peer: milliseconds(() => files.map((yaml) => parseDocument(yaml, { lineCounter: new LineCounter() }))),
    },
    { rounds: ROUNDS, warmup: 2 },
  );
  return [figureOf({ name: 'load', unit: 'ms', ours, peer, peerName: 'yaml parseDocument alone', goal: atMost(1.5) })];
}

function fileYaml(file: number): string {
  const count = REMINDERS / FILES;
  return `reminders:\n${Array.from({ length: count }, (_, index) => reminderYaml(file * count + index)).join('')}`;
}

function reminderYaml(index: number): string {
  const trigger = TRIGGERS[index % TRIGGERS.length]?.(index);
  return `  reminder-${index}:\n    ${trigger}\n    text: |-\n      第 ${index} 个提醒：{{ date | date: "M月d日" }}\n`;
}

function clock(index: number): string {
  return `${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
}
