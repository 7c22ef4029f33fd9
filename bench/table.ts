import { Table, widest } from '../src/cli/table.ts';
import type { Figure } from './figure.ts';

const TITLES = ['name', 'ours', 'peer', 'unit', 'ratio', 'spread', 'goal', '', 'against'];

/** The figures as text for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf);
  const columns = TITLES.map((title, index) => ({ title, width: widest(rows.map((row) => row[index] ?? '')) }));
  const table = new Table(columns);
  return [table.header, ...rows.map((row) => table.row(row)), ''].join('\n');
}

function cellsOf({ name, ours, peer, peerName, unit, ratio, spread, goal, ok }: Figure): readonly string[] {
  const measured = [ours, peer].map(formatNumber);
  return [
    name,
    ...measured,
    unit,
    formatNumber(ratio),
    spread.map(formatNumber).join('–'),
    goal,
    ok ? '✓' : '✗',
    peerName,
  ];
}

/** `7,450,000`, `0.0123`: figures come with three digits. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
