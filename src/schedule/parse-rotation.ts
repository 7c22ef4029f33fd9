import { type DayNumber, parseIsoDate } from './civil.ts';
import { type Fault, fault } from './fault.ts';
import type { Team } from './occurrence.ts';

/** `rotate:` as written. */
export interface WrittenRotation {
  /** Ids in `people:`, in the order of their turns, or lists of those who take a turn together. */
  readonly people: readonly (string | readonly string[])[];
  /** `1 week`, `day`, `2 weeks`, `1 month`, `1 workday`, `1 time`, `7d`. Default `1 week`. */
  readonly every?: string;
  /** The date on which the first turn of the first person begins. Only turns of `1 time` can do without. */
  readonly from?: string;
}

export interface RotationText {
  readonly kind: 'rotation';
  /** Who stands there twice takes two turns. */
  readonly people: readonly [Team, ...Team[]];
  readonly turn: Turn;
  /** Absent only where turns are counted by `time`: they begin when they are first seen. */
  readonly from?: DayNumber;
}

/** How long a turn lasts. */
interface Turn {
  /** 1-999 */
  readonly count: number;
  /** `time`: an occurrence, such as a meeting. */
  readonly unit: 'day' | 'week' | 'month' | 'workday' | 'time';
}

/** Reads `rotate: { people: [a, b, c], every: 1 week, from: 2026-11-02 }`. */
export function parseRotation({ people, every = '1 week', from }: WrittenRotation): RotationText | Fault {
  const [first, ...others] = people
    .map((each) => [each].flat())
    .filter((each): each is [string, ...string[]] => each.length > 0);
  if (first === undefined) return nobody();
  const turn = readTurn(every);
  if (turn === undefined) return unknownTurn(every);
  const roster = { kind: 'rotation', people: [first, ...others], turn } as const;
  if (from === undefined) return turn.unit === 'time' ? roster : noStart(every);
  const day = parseIsoDate(from.trim());
  return day === undefined ? unknownStart(from) : { ...roster, from: day };
}

function readTurn(text: string): Turn | undefined {
  const [, count = '1', unit] = TURN.exec(text.trim().toLowerCase()) ?? [];
  if (unit === undefined || Number(count) === 0) return undefined;
  return { count: Number(count), unit: unit === 'd' ? 'day' : (unit as Turn['unit']) };
}

/** Days may be written as everywhere else too: `7d`. */
const TURN = /^(?:(\d{1,3})\s*)?(day|week|month|workday|time|(?<=\d)d)s?$/;

function nobody(): Fault {
  return fault(
    'empty-rotation',
    { zh: 'rotate 的 people 里没有人', en: 'nobody stands in people of rotate' },
    { zh: '按轮到的顺序写，例如 people: [lili, xiaoming]', en: 'write them in their order: people: [lili, xiaoming]' },
  );
}

function unknownTurn(text: string): Fault {
  return fault(
    'unknown-turn',
    { zh: `rotate 的 every 不认识“${text}”`, en: `every of rotate does not understand "${text}"` },
    {
      zh: '写 1 day、1 week、2 weeks、1 month、1 workday 或 1 time（每次）这样的值',
      en: 'write such as 1 day, 1 week, 2 weeks, 1 month, 1 workday or 1 time',
    },
  );
}

function noStart(every: string): Fault {
  return fault(
    'no-start',
    { zh: `rotate 的 every: ${every} 要有 from`, en: `rotate every ${every} needs from` },
    {
      zh: '写第一个人从哪天开始：from: 2026-11-02',
      en: 'write the date on which the first one begins: from: 2026-11-02',
    },
  );
}

function unknownStart(text: string): Fault {
  return fault(
    'unknown-start',
    { zh: `rotate 的 from “${text}”不是日期，或没有这一天`, en: `from of rotate: "${text}" is no date that exists` },
    { zh: '写第一个人开始的日期，例如 2026-11-02', en: 'write the date on which the first one begins: 2026-11-02' },
  );
}
