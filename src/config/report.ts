import type { Fault, Words } from '../schedule/fault.ts';
import { frame } from './frame.ts';
import type { Problem } from './problem.ts';
import { positionAt } from './source.ts';
import type { Place } from './source.ts';
import { catalogueIn } from './texts/catalogue.ts';
import type { Catalogue, Locale, ProblemText } from './texts/catalogue.ts';
import type { ErrorParams, WarningParams } from './texts/params.ts';

/** Collects what is wrong, language undecided: the language is itself part of what is being read. */
export interface Report {
  error<Code extends keyof ErrorParams>(place: Place, code: Code, params: ErrorParams[Code]): void;
  warning<Code extends keyof WarningParams>(place: Place, code: Code, params: WarningParams[Code]): void;
  /** What another room found wrong, in its own words. */
  fault(place: Place, fault: SpokenFault, severity?: Problem['severity']): void;
  readonly hasErrors: boolean;
  /** Where they are. */
  errorPlaces(): readonly Place[];
  /** In the order of the files and their lines. */
  problems(locale: Locale): readonly Problem[];
}

export type SpokenFault = Pick<Fault, 'code'> & { readonly message: Words; readonly hint?: Words };

interface Finding {
  readonly place: Place;
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly words: (locale: Locale) => ProblemText;
}

/** Of each severity. Beyond so many, nobody reads on; a file that is no YAML at all could have one per character. */
const MOST = 200;
const MOST_KEPT = 2_000;

export function createReport(): Report {
  const findings: Finding[] = [];
  const add = (finding: Finding): void => {
    if (findings.length < MOST_KEPT && !isConsequence(finding, findings)) findings.push(finding);
  };
  return {
    error: (place, code, params) => add({ place, severity: 'error', code, words: say(code, params) }),
    warning: (place, code, params) => add({ place, severity: 'warning', code, words: say(code, params) }),
    fault: (place, { code, message, hint }, severity = 'error') => {
      const words = (locale: Locale): ProblemText => ({
        message: inLocale(message, locale),
        ...(hint ? { hint: inLocale(hint, locale) } : {}),
      });
      add({ place, severity, code, words });
    },
    get hasErrors() {
      return findings.some(({ severity }) => severity === 'error');
    },
    errorPlaces: () => findings.flatMap(({ severity, place }) => (severity === 'error' ? [place] : [])),
    problems: (locale) =>
      (['error', 'warning'] as const)
        .flatMap((severity) => findings.filter((finding) => finding.severity === severity).slice(0, MOST))
        .toSorted(inReadingOrder)
        .map((finding) => toProblem(finding, locale)),
  };
}

const VARIABLE_CODES: ReadonlySet<string> = new Set([
  'unset-variable',
  'variable-gone',
  'malformed-variable',
  'unclosed-quote-in-env',
]);

/** What is wrong with a value of which a part is not known follows from that alone; and merging is explained once. */
function isConsequence({ place, code }: Finding, findings: readonly Finding[]): boolean {
  if (VARIABLE_CODES.has(code)) return false;
  // A person who uses merging uses it many times.
  if (code === 'yaml-merge-key') return findings.some((each) => each.code === code);
  return findings.some(
    (each) =>
      VARIABLE_CODES.has(each.code) &&
      each.place.source === place.source &&
      each.place.start <= place.start &&
      place.end <= each.place.end,
  );
}

function say(code: keyof Catalogue, params: unknown): Finding['words'] {
  return (locale: Locale): ProblemText => {
    // The catalogue's type ties each code to its params; the compiler cannot follow that through an index.
    const text = catalogueIn(locale)[code] as (params: unknown) => ProblemText;
    return text(params);
  };
}

function inLocale(words: Words, locale: Locale): string {
  return locale === 'en' ? words.en : words.zh;
}

function inReadingOrder(a: Finding, b: Finding): number {
  const [fileA, fileB] = [a.place.source.file, b.place.source.file];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return a.place.start - b.place.start;
}

/** The same problem in another language, for readers of another one than it was reported in. */
export function problemIn(locale: Locale, problem: Problem): Problem {
  return toldIn.get(problem)?.(locale) ?? problem;
}

/** Each problem in every language: it holds for as long as somebody has the problem. */
const toldIn = new WeakMap<Problem, (locale: Locale) => Problem>();

/** A problem in every language, to be sent to another thread. */
export type Carried = Readonly<Record<Locale, Problem>>;

export function carried(problem: Problem): Carried {
  return { 'zh-CN': problemIn('zh-CN', problem), en: problemIn('en', problem) };
}

export function received(problem: Carried, locale: Locale): Problem {
  toldIn.set(problem[locale], (other) => problem[other]);
  return problem[locale];
}

function toProblem(finding: Finding, locale: Locale): Problem {
  const { place, severity, code, words } = finding;
  const picture = frame(place);
  const problem: Problem = {
    file: place.source.file,
    ...positionAt(place.source, place.start),
    severity,
    code,
    ...words(locale),
    ...(picture === undefined ? {} : { frame: picture }),
  };
  toldIn.set(problem, (other) => toProblem(finding, other));
  return problem;
}
