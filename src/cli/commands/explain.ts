import { existsSync } from 'node:fs';
import { saidFault, saidGuess } from '../../config/said-guess.ts';
import { wordsIn } from '../../message/language.ts';
import { type Cron, parseCron } from '../../schedule/cron.ts';
import type { DayMatch } from '../../schedule/cron-days.ts';
import type { CronFault } from '../../schedule/cron-faults.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { wallTrigger } from '../../schedule/wall-trigger.ts';
import { isTimeZone, type Zone, zone } from '../../schedule/zone.ts';
import { clockChangeAt } from '../clock-change.ts';
import { cronInWords } from '../cron-words.ts';
import { explainById, explainKeys, offsetText } from '../explain-reminder.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure, wrongUsage } from '../failure.ts';
import { isoTime } from '../../web/iso-time.ts';
import { timeForPeople } from '../format-time.ts';
import type { Session } from '../session.ts';
import { parseTimeArgument } from '../time-argument.ts';

export interface ExplainInput {
  /** A cron expression, keys of a reminder or the id of one; in words, if the shell has parted it. */
  readonly expression: readonly string[];
  /** Of expressions. Default Asia/Shanghai. */
  readonly timezone?: string;
  /** Inclusive. */
  readonly from?: string;
  readonly count: number;
  readonly dayMatch?: DayMatch;
  readonly dir: string;
}

/** When something fires, in words, what is doubtful about it, and its next times across clock changes. */
export async function explain(session: Session, input: ExplainInput): Promise<ExitCode> {
  const expression = input.expression.join(' ').trim();
  if (KEYS.test(expression)) return explainKeys(session, expression, input);
  // 每周一9点 is a time of day, and so hardly a name.
  const isNamed = ID.test(expression) && saidGuess(expression) === undefined;
  return isNamed ? explainById(session, expression, input) : explainCron(session, expression, input);
}

/** `every: 2 weeks, from: 2026-12-02`, with or without braces. */
const KEYS = /^\{?\s*[a-zA-Z]+\s*:(?:\s|$)/;
/** No cron expression is a single word, but for `@daily`. */
const ID = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;

async function explainCron(session: Session, expression: string, input: ExplainInput): Promise<ExitCode> {
  const { timezone = 'Asia/Shanghai', dayMatch } = input;
  if (!isTimeZone(timezone)) throw wrongUsage(session.texts.time.unknownZone(timezone));
  const cron = understand(session, input.expression, dayMatch);
  const text = cronInWords(expression, session.language, { dayMatch, warnings: cron.warnings });
  const where = zone(timezone);
  const from = parseTimeArgument(session, input.from, { option: '--from', timezone, bare: 'future' });
  const times = nextTimes(cron, where, from, input.count);
  if (session.json) {
    const next = times.map((at) => isoTime(at, where.id));
    const warnings = cron.warnings.map(({ message }) => wordsIn(session.language, message));
    await session.out.json({ expression, text, timezone: where.id, next, warnings });
  } else {
    await printExplanation(session, cron, where, text ?? expression, times);
  }
  return EXIT.fine;
}

/** @throws {Failure} saying everything that is wrong with the expression. */
function understand(session: Session, words: readonly string[], dayMatch: DayMatch | undefined): Cron {
  const parsed = parseCron(words.join(' '), { dayMatch });
  if (parsed.kind === 'cron') return parsed;
  // What the shell put in place of a star are names of files.
  if (words.length > 1 && words.some((word) => existsSync(word))) throw wrongUsage(session.texts.explain.quoteIt);
  const said = parsed.faults[0].lines ? undefined : saidFault(words.join(' '));
  throw new Failure((said ? [said] : parsed.faults).map((fault) => faultText(session, fault)).join('\n'));
}

function faultText(session: Session, { code, message, hint }: CronFault): string {
  const { tryThis, explain: texts } = session.texts;
  // The hint speaks of the YAML; here it is an option.
  const advice = code === 'cron-day-match' ? texts.dayMatch : wordsIn(session.language, hint);
  return `${wordsIn(session.language, message)}\n  ${tryThis} ${advice}`;
}

function nextTimes({ pattern }: Cron, where: Zone, from: EpochMs, count: number): readonly EpochMs[] {
  const trigger = wallTrigger(pattern, where);
  const times: EpochMs[] = [];
  for (let at = trigger.next(toEpochMs(from - 1)); at !== undefined && times.length < count; at = trigger.next(at)) {
    times.push(at);
  }
  return times;
}

async function printExplanation(
  session: Session,
  { pattern, warnings }: Cron,
  where: Zone,
  text: string,
  times: readonly EpochMs[],
): Promise<void> {
  const { out, texts, language } = session;
  await out.line(out.paint('bold', text));
  for (const { message, hint } of warnings) {
    await out.line(out.paint('yellow', texts.warning) + wordsIn(session.language, message));
    await out.line(`  ${texts.tryThis} ${wordsIn(session.language, hint)}`);
  }
  await out.line(texts.explain.next(where.id));
  for (const at of times) {
    const change = clockChangeAt(pattern, where, at);
    const remark = change && out.paint('yellow', `  ${texts.explain.clockChange(change)}`);
    await out.line(`  ${timeForPeople(at, where.id, language)} ${offsetText(at, where.id)}${remark ?? ''}`);
  }
}
