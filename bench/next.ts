import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { createTask } from 'node-cron';
import { seededRandom } from '../src/daemon/seeded-random.ts';
import { cron } from '../src/index.ts';
import { atLeast, type Figure, figureOf } from './figure.ts';
import { interleave, perSecond } from './interleave.ts';
import { geometricMean, median } from './statistics.ts';

/** What people write, from the busiest to the rarest. All three peers understand all of it. */
const CLASSES = {
  'every 10 seconds': '*/10 * * * * *',
  'every minute': '* * * * *',
  'every quarter': '*/15 * * * *',
  hourly: '7 * * * *',
  daily: '50 8 * * *',
  weekdays: '30 18 * * 1-5',
  'three evenings a week': '30 19 * * 1,3,5',
  'office hours': '*/20 9-17 * * 1-5',
  monthly: '0 10 15 * *',
  'last day of the month': '0 18 L * *',
  'second Friday': '0 10 * * 5#2',
  yearly: '0 9 20 5 *',
} as const;

/** Three whose clocks never change, three whose do: one by half an hour. */
const ZONES = ['Asia/Shanghai', 'UTC', 'Asia/Kolkata', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

const [FROM, UNTIL] = [Date.UTC(2020, 0), Date.UTC(2036, 0)];
/** A prime, so that every instant meets every zone. */
const INSTANTS = 997;
const ROUNDS = 9;
const SAMPLE_MS = 25;
const DAY = 86_400_000;

/** The next fire time from random instants, against the fastest peer of each class. */
export async function next(): Promise<readonly Figure[]> {
  const random = seededRandom(1);
  const instants = Array.from({ length: INSTANTS }, () => Math.floor(FROM + random() * (UNTIL - FROM)));
  const classes: ClassRates[] = [];
  for (const [name, expression] of Object.entries(CLASSES)) classes.push(await measure(name, expression, instants));
  const figures = classes.map(({ name, ours, peer, peerName }) =>
    figureOf({ name: `next: ${name}`, unit: 'calls/s', ours, peer, peerName, goal: atLeast(30) }),
  );
  const mean = (rates: (each: ClassRates) => readonly number[]): readonly number[] =>
    Array.from({ length: ROUNDS }, (_, round) =>
      geometricMean(classes.map((each) => rates(each)[round] ?? Number.NaN)),
    );
  const overall = figureOf({
    name: 'next',
    unit: 'calls/s',
    ours: mean(({ ours }) => ours),
    peer: mean(({ peer }) => peer),
    peerName: 'the fastest peer of each class (geometric mean)',
    goal: atLeast(100),
  });
  return [overall, ...figures];
}

interface ClassRates {
  readonly name: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly peerName: string;
}

async function measure(name: string, expression: string, instants: readonly number[]): Promise<ClassRates> {
  const searches = searchesFor(expression);
  checkAgreement(expression, searches, instants);
  const work = (search: Search) => (index: number) =>
    search[index % ZONES.length]!(instants[index % INSTANTS] as number);
  const contenders = Object.fromEntries(
    Object.entries(searches).map(([who, search]) => [who, perSecond(work(search), SAMPLE_MS)]),
  ) as Record<keyof typeof searches, () => number>;
  const { ours, ...peers } = await interleave(contenders, { rounds: ROUNDS, warmup: 4 });
  const [peerName, peer] = Object.entries(peers).reduce((best, each) =>
    median(each[1]) > median(best[1]) ? each : best,
  );
  return { name, ours, peer, peerName };
}

/** One function per zone. Everything that can be done once is done before. */
type Search = readonly ((after: number) => number)[];

function searchesFor(expression: string): Record<'ours' | 'croner' | 'cron-parser' | 'node-cron', Search> {
  return {
    ours: ZONES.map((timezone) => {
      const trigger = cron(expression, { timezone });
      return (after) => trigger.next(after) ?? Number.NaN;
    }),
    croner: ZONES.map((timezone) => {
      const job = new Cron(expression, { timezone });
      return (after) => job.nextRun(new Date(after))?.getTime() ?? Number.NaN;
    }),
    'cron-parser': ZONES.map((tz) => {
      const interval = CronExpressionParser.parse(expression, { tz });
      return (after) => {
        interval.reset(new Date(after));
        return interval.next().getTime();
      };
    }),
    'node-cron': ZONES.map((timezone) => {
      const matcher = matcherOf(createTask(expression, () => {}, { timezone }));
      return (after) => matcher.getNextMatch(new Date(after)).getTime();
    }),
  };
}

interface TimeMatcher {
  getNextMatch(date: Date): Date;
}

/** What its `getNextRun()` asks; that one starts at now only, and so does every other public way. */
function matcherOf(task: object): TimeMatcher {
  return (task as { readonly timeMatcher: TimeMatcher }).timeMatcher;
}

/** Away from clock changes there is one right answer. Near them each has its own rule. */
function checkAgreement(
  expression: string,
  searches: Readonly<Record<string, Search>>,
  instants: readonly number[],
): void {
  const { ours, ...peers } = searches;
  for (const [zoneIndex, zone] of ZONES.entries()) {
    for (const instant of instants.slice(0, 200)) {
      const expected = ours?.[zoneIndex]?.(instant) ?? Number.NaN;
      if (changesNear(zone, instant) || changesNear(zone, expected)) continue;
      for (const [peer, search] of Object.entries(peers)) {
        const found = search[zoneIndex]?.(instant) ?? Number.NaN;
        if (found === expected) continue;
        const [asked, answers] = [new Date(instant), [expected, found].map((at) => new Date(at).toISOString())];
        throw new Error(
          `${expression} ${zone} after ${asked.toISOString()}: ours and ${peer} say ${answers.join(', ')}`,
        );
      }
    }
  }
}

function changesNear(zone: string, instant: number): boolean {
  const before = Temporal.Instant.fromEpochMilliseconds(instant - 2 * DAY).toZonedDateTimeISO(zone);
  const change = before.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return change < instant + 2 * DAY;
}
