import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Figure } from './figure.ts';
import { formatNumber } from './table.ts';

const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];

const PAGES = [
  {
    file: 'performance.md',
    titles: ['name', 'ours', 'peer', 'unit', 'ratio', 'spread', 'goal', 'met', 'against'],
    machine: (facts: string) => `Measured on ${facts}.`,
  },
  {
    file: 'performance.zh-CN.md',
    titles: ['名称', '钉铃', '对照', '单位', '比值', '波动', '目标', '达到', '对照是谁'],
    machine: (facts: string) => `测量环境：${facts}。`,
  },
];

/** Puts the figures between the markers of the pages about performance. */
export function writeDocs(figures: readonly Figure[]): void {
  for (const { file, titles, machine } of PAGES) {
    const path = new URL(`../docs/${file}`, import.meta.url);
    const page = readFileSync(path, 'utf8');
    const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
    if (begin === -1 || end < begin) throw new Error(`${file} has no place for the figures: ${BEGIN} … ${END}`);
    const text = [BEGIN, '', machine(machineFacts()), '', ...tableOf(figures, titles), '', ''].join('\n');
    writeFileSync(path, page.slice(0, begin) + text + page.slice(end));
  }
}

function machineFacts(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, ${process.platform}`;
}

function tableOf(figures: readonly Figure[], titles: readonly string[]): readonly string[] {
  const rows = figures.map(({ name, ours, peer, unit, ratio, spread, goal, ok, peerName }) => [
    name,
    formatNumber(ours),
    formatNumber(peer),
    unit,
    `**${formatNumber(ratio)}**`,
    spread.map(formatNumber).join('–'),
    goal,
    ok ? '✓' : '✗',
    peerName,
  ]);
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
