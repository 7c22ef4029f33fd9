import type { CronFault } from './cron-faults.ts';
import { ofAws, ofQuartz } from './cron-quartz.ts';
import { ofRrule } from './cron-rrule.ts';
import { ofSystemd } from './cron-systemd.ts';
import { elapsedLines, translated } from './cron-translated.ts';
import { fault } from './fault.ts';
import { isTimeZone } from './zone.ts';

/**
 * An expression of another program, which is none here, and how it is written here: with a zone in front or behind
 * (`TZ=`, `CRON_TZ=`), Jenkins' `H`, systemd's `Mon..Fri 09:00`, Quartz' seven fields, AWS' `cron(…)` and `rate(…)`, a calendar's `RRULE`,
 * Go's `@every 5m`.
 */
export function dialectFault(expression: string): CronFault | undefined {
  const text = expression.trim().replaceAll(/\s+/g, ' ');
  return (
    withZone(text) ??
    ofRrule(text) ??
    ofElapsed(text) ??
    ofSystemd(text) ??
    ofJenkins(text) ??
    ofAws(text) ??
    ofQuartz(text)
  );
}

function withZone(text: string): CronFault | undefined {
  const found = /^(?:CRON_)?TZ=["']?(?<zone>[^\s"']+)["']? (?<rest>.+)$/i.exec(text) ?? BEHIND.exec(text);
  const { zone = '', rest = '' } = found?.groups ?? {};
  const isOurs = isTimeZone(zone);
  if (!found || (!isOurs && text.endsWith(zone))) return undefined;
  const inner = dialectFault(rest)?.lines ?? [`cron: "${rest}"`];
  const message = { zh: '时区不写在 cron 表达式里', en: 'the zone does not stand in a cron expression' };
  if (isOurs) return translated('cron-zone', message, text, [...inner, `timezone: ${zone}`]);
  const lines = { zh: inner.join('，并在旁边写 '), en: inner.join(', and beside it ') };
  return {
    ...fault('cron-zone', message, {
      zh: `写 ${lines.zh}，时区另写一行，例如 timezone: Asia/Shanghai`,
      en: `write ${lines.en}, and the zone as a line of its own, for example timezone: Asia/Shanghai`,
    }),
    value: text,
  };
}

/** `0 9 * * * Asia/Tokyo`, `Mon 09:00 UTC`. */
const BEHIND = /^(?<rest>.+) (?<zone>[A-Za-z]+\/[\w/+-]+|UTC)$/;

/** `@every 1h30m` of Go, `rate(5 minutes)` and `at(2026-12-31T09:00:00)` of AWS. */
function ofElapsed(text: string): CronFault | undefined {
  const once = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::00)?\)$/i.exec(text)?.[1];
  const message = { zh: `“${text}”不是 cron 表达式`, en: `"${text}" is no cron expression` };
  if (once !== undefined) return translated('cron-aws', message, text, [`once: ${once}`]);
  const [, rate, every] = /^(?:rate\((.+)\)|@every (.+))$/i.exec(text) ?? [];
  const lines = elapsedLines(rate ?? every ?? '');
  if (!lines) return undefined;
  return translated(every === undefined ? 'cron-aws' : 'cron-nickname', message, text, lines);
}

function ofJenkins(text: string): CronFault | undefined {
  const fields = text.split(' ');
  if (fields.length !== 5 || !fields.some((field) => /(?:^|,)H(?:[/(]|$|,)/.test(field))) return undefined;
  const plain = fields.map(withoutHash).join(' ');
  const within = hashedMinutes(fields[0] ?? '');
  return {
    ...fault(
      'cron-jenkins',
      { zh: 'H 是 Jenkins 的写法', en: 'H is how Jenkins writes it' },
      {
        zh: `写 cron: "${plain}"，用 spread: ${within} 错开`,
        en: `write cron: "${plain}", spread out by spread: ${within}`,
      },
    ),
    value: text,
  };
}

/** Within how long `H` lets the minute be any. */
function hashedMinutes(minute: string): string {
  const [, from, until, step] = /^H(?:\((\d+)-(\d+)\))?(?:\/(\d+))?$/.exec(minute) ?? [];
  if (step !== undefined) return `${step}m`;
  return from === undefined ? '1h' : `${Number(until) - Number(from) + 1}m`;
}

/** `H` is some fixed value, `H/15` steps, `H(0-29)/10` steps within a range. */
function withoutHash(field: string, index: number): string {
  const first = index < 2 ? '0' : '1';
  return field
    .replaceAll(/H\((\d+-\d+)\)(?=\/)/g, '$1')
    .replaceAll(/H\((\d+)-\d+\)/g, '$1')
    .replaceAll(/H(?=\/)/g, '*')
    .replaceAll('H', first);
}
