import { stripVTControlCharacters } from 'node:util';
import { escaped } from '../message/escaped.ts';
import { inOneLine } from './one-line.ts';
import type { JunitReport, JunitTrouble } from './junit-read.ts';
import type { Texts } from './texts/catalogue.ts';

export interface JunitSummary {
  readonly title: string;
  /** Markdown that fits into one message. */
  readonly text: string;
}

/** A message has 20,000 bytes; half of them is more than anybody reads in a chat. */
const MAX_BYTES = 8_000;
const MESSAGE_LINES = 3;
const LINE_CHARACTERS = 160;
const NAME_CHARACTERS = 120;

/** A test report as a chat message: the count, then what failed, the first lines of each, as much as fits. */
export function summariseJunit(report: JunitReport, texts: Pick<Texts, 'junit'>): JunitSummary {
  const { junit } = texts;
  const failed = report.failures + report.errors;
  const title = failed > 0 ? junit.failed(failed, Math.max(report.tests, failed)) : junit.passed(passedOf(report));
  const head = `### ${title}\n\n${countsOf(report, junit)}`;
  const lines = [head];
  let bytes = Buffer.byteLength(head);
  for (const [index, trouble] of report.troubles.entries()) {
    const entry = entryOf(trouble, junit);
    bytes += Buffer.byteLength(entry) + 2;
    if (bytes > MAX_BYTES) {
      lines.push(junit.more(report.troubles.length - index));
      break;
    }
    lines.push(entry);
  }
  return { title, text: lines.join('\n\n') };
}

function passedOf({ tests, failures, errors, skipped }: JunitReport): number {
  return Math.max(0, tests - failures - errors - skipped);
}

function countsOf(report: JunitReport, junit: Texts['junit']): string {
  const { failures, errors, skipped, seconds } = report;
  return [
    junit.counts.passed(passedOf(report)),
    failures > 0 && junit.counts.failed(failures),
    errors > 0 && junit.counts.errors(errors),
    skipped > 0 && junit.counts.skipped(skipped),
    seconds !== undefined && junit.time(seconds),
  ]
    .filter(Boolean)
    .join(' · ');
}

function entryOf({ kind, name, place, message }: JunitTrouble, junit: Texts['junit']): string {
  const who = [place, name]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => escaped(inOneLine(part ?? '', NAME_CHARACTERS)));
  const label = kind === 'error' ? ` (${junit.error})` : '';
  // DingTalk wants two spaces before a line break.
  const quote = firstLines(message)
    .map((line) => `> ${line}`)
    .join('  \n');
  return [`- **${who.join(' › ')}**${label}`, ...(quote === '' ? [] : [quote])].join('\n\n');
}

function firstLines(message: string): readonly string[] {
  const lines = stripVTControlCharacters(message)
    .split(/\r?\n/)
    .map((line) => escaped(inOneLine(line, LINE_CHARACTERS)));
  return lines.filter((line) => line !== '').slice(0, MESSAGE_LINES);
}
