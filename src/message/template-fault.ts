import type { Liquid, Template as ParsedTemplate } from 'liquidjs';
import { LiquidError } from 'liquidjs';
import { type KnownFields, wrongStep } from './known-values.ts';
import { nearest } from './nearest.ts';
import type { TagSlip } from './tag-slips.ts';
import { DATE_EXAMPLE, engine, FilterMisuse } from './template-engine.ts';

/** Something wrong in a template, with the place where to mend it. */
export interface TemplateFault {
  /** Stable, for translations. */
  readonly code:
    | 'template-syntax'
    | 'template-full-width'
    | 'template-missing-pipe'
    | 'template-unknown-value'
    | 'template-unknown-filter'
    | 'template-unknown-tag'
    | 'template-empty'
    | 'template-failed';
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  /** Where, 0-based in the source, in UTF-16 units. */
  readonly offset: number;
  /** What is wrong, as it stands there. */
  readonly name?: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  /** What could stand there, of a value that is not known. */
  readonly choices?: readonly string[];
}

/** Every value that a template looks at, by its name, with where it does. */
export function valuesIn(parsed: ParsedTemplate[], by = engine) {
  return by.analyzeSync(parsed, { partials: false }).globals;
}

/** Every path that leads to nothing we know, in the order of the text. */
export function unknownValues(
  values: ReturnType<typeof valuesIn>,
  source: string,
  known?: KnownFields,
): readonly TemplateFault[] {
  return Object.values(values)
    .flat()
    .flatMap(({ segments, location }) =>
      unknownValue(segments, { start: offsetAt(source, location.row, location.col), source, known }),
    )
    .toSorted((a, b) => a.offset - b.offset);
}

function unknownValue(
  segments: readonly unknown[],
  {
    start,
    source,
    known,
  }: { readonly start: number; readonly source: string; readonly known: KnownFields | undefined },
): readonly TemplateFault[] {
  const wrong = wrongStep(segments, known);
  if (wrong === undefined) return [];
  const path = segments.slice(0, wrong.index + 1).map(String);
  const name = path.at(-1) ?? '';
  const owner = path.slice(0, -1).join('.');
  // The analysis knows where the path begins; the wrong step stands somewhere after that.
  const offset = wrong.index === 0 ? start : Math.max(start, source.indexOf(name, start + owner.length));
  const said = owner === '' && known === undefined && Object.hasOwn(SAID, name) ? SAID[name] : undefined;
  const suggestion = said ?? nearest(name, wrong.choices);
  const prefix = owner === '' ? '' : `${owner}.`;
  return [
    {
      code: 'template-unknown-value',
      message: owner === '' ? `there is no value ${name}` : `${owner} has no ${name}`,
      ...hinted(suggestion === undefined ? listed(wrong.choices, prefix) : `did you mean ${prefix}${suggestion}?`),
      offset,
      name: path.join('.'),
      choices: wrong.choices.map((choice) => prefix + choice),
      ...(suggestion === undefined ? {} : { suggestion: `${prefix}${suggestion}` }),
    },
  ];
}

/** What people call values of a reminder. */
const SAID: Readonly<Record<string, string>> = {
  today: 'date',
  now: 'at',
  time: 'at',
  weekday: 'date | date: "EEEE"',
  week: 'date | date: "W"',
  name: 'person.name',
  days: 'days_left',
  age: 'years',
  日期: 'date',
  今天: 'date',
  时间: 'at',
  星期: 'date | date: "EEEE"',
  姓名: 'person.name',
};

function listed(choices: readonly string[], prefix: string): string | undefined {
  return choices.length === 0 ? undefined : `known: ${choices.map((choice) => prefix + choice).join(', ')}`;
}

export function slipFault({ kind, offset, text }: TagSlip): TemplateFault {
  if (kind === 'full-width') {
    const suggestion = HALF_WIDTH[text] ?? '';
    return {
      code: 'template-full-width',
      message: `${text} is a full-width character`,
      hint: `inside {{ }} and {% %} write ${suggestion}`,
      offset,
      name: text,
      suggestion,
    };
  }
  return {
    code: 'template-missing-pipe',
    message: 'a filter needs | before its name',
    hint: DATE_EXAMPLE,
    offset,
  };
}

const HALF_WIDTH: Readonly<Record<string, string>> = {
  '｜': '|',
  '：': ':',
  '，': ',',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '（': '(',
  '）': ')',
  '｛': '{',
  '｝': '}',
};

/** What parsing or trying a template came to grief over. */
export function errorFault(error: unknown, source: string, by = engine): TemplateFault {
  if (!(error instanceof Error)) throw error;
  const cause = LiquidError.is(error) ? (error.originalError ?? error) : error;
  const begin = LiquidError.is(error) && error.token.input === source ? error.token.begin : 0;
  const message = cause.message.replace(/, line:\d+, col:\d+$/, '');
  if (cause instanceof FilterMisuse) return { code: 'template-failed', message, hint: cause.hint, offset: begin };
  return (
    namedFault(message, begin, source, by) ?? {
      code: 'template-syntax',
      message,
      ...hinted(syntaxHint(message)),
      offset: begin,
    }
  );
}

/** Liquid names what it does not know in its message only. */
function namedFault(message: string, begin: number, source: string, by: Liquid): TemplateFault | undefined {
  const [, filter] = /^undefined filter: (.*)$/.exec(message) ?? [];
  if (filter !== undefined) {
    const choices = Object.keys(by.filters);
    return unknownName(
      'template-unknown-filter',
      `there is no filter ${filter}`,
      filter,
      choices,
      filterOffset(source, begin, filter),
    );
  }
  const [, tag] = /^tag "(.*)" not found$/.exec(message) ?? [];
  if (tag !== undefined) {
    const what = tag.startsWith('end') ? `{% ${tag} %} closes nothing` : `there is no tag {% ${tag} %}`;
    return unknownName(
      'template-unknown-tag',
      what,
      tag,
      Object.keys(by.tags),
      Math.max(begin, source.indexOf(tag, begin)),
    );
  }
  const [, value] = /^undefined variable: (.*)$/.exec(message) ?? [];
  if (value !== undefined) return unknownName('template-unknown-value', `there is no value ${value}`, value, [], begin);
  if (message.endsWith('limit exceeded')) {
    return {
      code: 'template-failed',
      message: 'the template takes too long',
      hint: 'a loop over too many things?',
      offset: begin,
    };
  }
  return undefined;
}

function unknownName(
  code: TemplateFault['code'],
  message: string,
  name: string,
  choices: readonly string[],
  offset: number,
): TemplateFault {
  const suggestion = nearest(name, choices);
  if (suggestion === undefined) return { code, message, offset, name };
  return { code, message, hint: `did you mean ${suggestion}?`, offset, name, suggestion };
}

function filterOffset(source: string, begin: number, name: string): number {
  const pipe = source.slice(begin).search(new RegExp(`\\|\\s*${RegExp.escape(name)}(?![\\w-])`));
  return pipe < 0 ? begin : source.indexOf(name, begin + pipe);
}

function syntaxHint(message: string): string | undefined {
  if (/^output .* not closed$/s.test(message)) return 'close it with }}';
  const [, tag] = /^tag \{%-?\s*(\w+).* not closed$/s.exec(message) ?? [];
  if (tag !== undefined) return `close it with {% end${tag} %}`;
  if (message.startsWith('invalid value expression')) return 'something is missing here: a value, as in {{ date }}';
  return undefined;
}

/** Rows and columns count from 1, columns in UTF-16 units. */
function offsetAt(source: string, row: number, column: number): number {
  let lineStart = 0;
  for (let line = 1; line < row; line += 1) lineStart = source.indexOf('\n', lineStart) + 1;
  return lineStart + column - 1;
}

function hinted(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}
