import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** What a JUnit XML report says, however its writer nests suites. */
export interface JunitReport {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** How long it took; `undefined` when it does not say. */
  readonly seconds?: number;
  /** Tests that failed or could not run, in the order of the report. */
  readonly troubles: readonly JunitTrouble[];
}

export interface JunitTrouble {
  readonly kind: 'failure' | 'error';
  readonly name: string;
  /** The class, file or suite it belongs to. */
  readonly place?: string;
  /** What the test said: its message, or the first lines of its output. May be empty. */
  readonly message: string;
}

export type JunitReading =
  | { readonly kind: 'report'; readonly report: JunitReport }
  | { readonly kind: 'not-xml'; readonly line?: number; readonly reason: string }
  /** XML, but no test report. */
  | { readonly kind: 'not-junit'; readonly root: string };

/**
 * Reads a report as Maven Surefire, pytest, vitest, Jest, Go's converters and others write it. There is no standard:
 * test cases are counted where there are any, and a suite's own numbers believed where there are none.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function readJunit(xml: string): JunitReading {
  const text = xml.replace(/^\uFEFF/, '').trimStart();
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { line, msg } = valid.err;
    return { kind: 'not-xml', ...(Number.isInteger(line) && { line }), reason: msg };
  }
  try {
    return readDocument(PARSER.parse(text) as Element);
  } catch (error) {
    // It refuses what no report needs: nesting without end, entities that multiply.
    return { kind: 'not-xml', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Several reports as one: their times add up. */
export function mergeJunit(reports: readonly JunitReport[]): JunitReport {
  const times = reports.flatMap(({ seconds }) => seconds ?? []);
  return {
    tests: sum(reports.map(({ tests }) => tests)),
    failures: sum(reports.map(({ failures }) => failures)),
    errors: sum(reports.map(({ errors }) => errors)),
    skipped: sum(reports.map(({ skipped }) => skipped)),
    ...(times.length > 0 && { seconds: sum(times) }),
    troubles: reports.flatMap(({ troubles }) => troubles),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** An element without attributes and children comes as its text. */
type Element = string | { readonly [name: string]: unknown };

const LISTS: ReadonlySet<string> = new Set(['testsuite', 'testcase', 'failure', 'error', 'skipped']);

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  trimValues: false,
  // Line breaks in attributes are written as numbers.
  htmlEntities: true,
  isArray: (name) => LISTS.has(name),
});

function readDocument(document: Element): JunitReading {
  const root = Object.keys(document).find((name) => name !== '?xml') ?? '';
  const suites = children(document, 'testsuite');
  const whole = childOf(document, 'testsuites');
  if (whole === undefined && suites.length === 0) return { kind: 'not-junit', root };
  const top = whole === undefined ? suites : children(whole, 'testsuite');
  const report = mergeJunit(top.map((suite) => readSuite(suite)));
  const seconds = whole === undefined ? undefined : numberIn(whole, 'time');
  return { kind: 'report', report: { ...report, ...(seconds !== undefined && { seconds }) } };
}

function readSuite(suite: Element): JunitReport {
  const place = attribute(suite, 'name');
  const cases = children(suite, 'testcase').map((each) => readCase(each, place));
  const inner = children(suite, 'testsuite').map((each) => readSuite(each));
  // A suite that could not be set up says so itself, beside its cases.
  const own = troubleOf(suite, { name: place ?? '', place: undefined });
  const parts = [...cases, ...inner, ...(own ? [reportOf(own, 0)] : [])];
  const counted = parts.length > 0 ? mergeJunit(parts) : numbersOf(suite);
  const seconds = numberIn(suite, 'time') ?? counted.seconds;
  return { ...counted, ...(seconds !== undefined && { seconds }) };
}

function readCase(element: Element, suite: string | undefined): JunitReport {
  const place = attribute(element, 'classname') ?? attribute(element, 'file') ?? suite;
  const trouble = troubleOf(element, { name: attribute(element, 'name') ?? '', place });
  const seconds = numberIn(element, 'time');
  const time = seconds === undefined ? {} : { seconds };
  if (trouble) return { ...reportOf(trouble, 1), ...time };
  const skipped = children(element, 'skipped').length > 0 || attribute(element, 'status') === 'skipped' ? 1 : 0;
  return { tests: 1, failures: 0, errors: 0, skipped, ...time, troubles: [] };
}

function reportOf(trouble: JunitTrouble, tests: number): JunitReport {
  const isFailure = trouble.kind === 'failure';
  return { tests, failures: isFailure ? 1 : 0, errors: isFailure ? 0 : 1, skipped: 0, troubles: [trouble] };
}

function troubleOf(
  element: Element,
  { name, place }: { readonly name: string; readonly place: string | undefined },
): JunitTrouble | undefined {
  for (const kind of ['failure', 'error'] as const) {
    const [first] = children(element, kind);
    if (first === undefined) continue;
    return { kind, name, ...(place !== undefined && place !== name && { place }), message: messageOf(first) };
  }
  return undefined;
}

/** The output often begins with the message; where there is none, it is all there is. */
function messageOf(element: Element): string {
  const message = attribute(element, 'message')?.trim() ?? '';
  return message === '' ? textOf(element).trim() : message;
}

function numbersOf(suite: Element): JunitReport {
  const count = (name: string): number => numberIn(suite, name) ?? 0;
  return {
    tests: count('tests'),
    failures: count('failures'),
    errors: count('errors'),
    skipped: count('skipped') || count('disabled'),
    troubles: [],
  };
}

function children(element: Element, name: string): readonly Element[] {
  const found = typeof element === 'string' ? undefined : element[name];
  return Array.isArray(found) ? (found as Element[]) : [];
}

function childOf(element: Element, name: string): Element | undefined {
  return typeof element === 'string' ? undefined : (element[name] as Element | undefined);
}

function attribute(element: Element, name: string): string | undefined {
  const value = typeof element === 'string' ? undefined : element[`@${name}`];
  return typeof value === 'string' ? value : undefined;
}

function textOf(element: Element): string {
  const text = typeof element === 'string' ? element : element['#text'];
  return typeof text === 'string' ? text : '';
}

/** Some write `1,234.5`. */
function numberIn(element: Element, name: string): number | undefined {
  const value = Number((attribute(element, name) ?? '').replaceAll(',', '') || Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
