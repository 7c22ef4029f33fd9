export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Reads Prometheus' text format 0.0.4 as strictly as its documentation is written, and adds what `promtool check
 * metrics` minds. Throws at the first thing that is wrong.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function parsePrometheus(text: string): readonly Family[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families: (Family & { samples: Sample[] })[] = [];
  let help: { readonly name: string; readonly text: string } | undefined;
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') help = { name, text: rest };
    else if (kind === 'TYPE') {
      if (help?.name !== name) throw new Error(`no HELP before ${line}`);
      if (families.some((family) => family.name === name)) throw new Error(`told in two places: ${name}`);
      families.push({ name, type: rest, help: help.text, samples: [] });
    } else {
      const family = families.at(-1);
      const sample = parseSample(line);
      if (!family || !namesOf(family).includes(sample.name)) throw new Error(`not in its family: ${line}`);
      family.samples.push(sample);
    }
  }
  for (const family of families) check(family);
  return families;
}

export function valueOf(families: readonly Family[], name: string, labels: Sample['labels'] = {}): number | undefined {
  return families
    .flatMap(({ samples }) => samples)
    .find((sample) => sample.name === name && key(sample) === key({ name, labels }))?.value;
}

const SAMPLE = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)$/;
const LABEL = /(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/gy;

function parseSample(line: string): Sample {
  const { name = '', labels = '', value = '' } = SAMPLE.exec(line)?.groups ?? {};
  const found = [...labels.matchAll(LABEL)];
  if (name === '' || found.map(([all]) => all).join('') !== labels) throw new Error(`no sample: ${line}`);
  const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
  if (Number.isNaN(number)) throw new Error(`no number: ${line}`);
  return {
    name,
    labels: Object.fromEntries(found.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? ''])),
    value: number,
  };
}

function namesOf({ name, type }: Family): readonly string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}

function check(family: Family): void {
  const { name, type, samples } = family;
  const mind = (wrong: boolean, what: string): void => {
    if (wrong) throw new Error(`${name}: ${what}`);
  };
  mind(!['counter', 'gauge', 'histogram'].includes(type), `type ${type}`);
  mind(type === 'counter' && !name.endsWith('_total'), 'a counter ends in _total');
  mind(type !== 'counter' && name.endsWith('_total'), 'only a counter ends in _total');
  mind(/_(?:ms|milliseconds|minutes|hours|days|kib|kilobytes)(?:_|$)/.test(name), 'base units are seconds and bytes');
  mind(/_(?:gauge|counter|histogram)(?:_|$)/.test(name), 'a type in the name');
  mind(new Set(samples.map(key)).size !== samples.length, 'the same sample twice');
  mind(type === 'counter' && samples.some(({ value }) => value < 0), 'a negative counter');
  if (type !== 'histogram') return;
  const buckets = samples.filter((sample) => sample.name.endsWith('_bucket'));
  const bounds = buckets.map(({ labels }) => (labels['le'] === '+Inf' ? Infinity : Number(labels['le'])));
  mind(bounds.at(-1) !== Infinity, 'no +Inf bucket');
  mind(
    bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0)),
    'bounds that do not increase',
  );
  mind(
    buckets.some(({ value }, index) => index > 0 && value < (buckets[index - 1]?.value ?? 0)),
    'not cumulative',
  );
  const count = samples.find((sample) => sample.name.endsWith('_count'))?.value;
  mind(count !== buckets.at(-1)?.value, '_count is not the +Inf bucket');
}

function key({ name, labels }: Pick<Sample, 'name' | 'labels'>): string {
  return JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
