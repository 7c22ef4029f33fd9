import type { JsonSchema } from '../../src/config/decode/decoder.ts';
import { parsePage } from './markdown.ts';

/** Every key that may be written, by its path `reminders.*.markdown.title`, with what its declaration says of it. */
export function declaredKeys(schema: JsonSchema, path = ''): ReadonlyMap<string, string> {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  const at = path === '' ? '' : `${path}.`;
  const own = Object.entries(properties).flatMap(([key, each]) => [
    [`${at}${key}`, each.description ?? ''] as const,
    ...declaredKeys(each, `${at}${key}`),
  ]);
  return new Map([
    ...own,
    ...(additionalProperties ? declaredKeys(additionalProperties, `${at}*`) : []),
    ...[...(items ? [items] : []), ...anyOf].flatMap((each) => [...declaredKeys(each, path)]),
  ]);
}

/**
 * The page with a row for every key that is declared, and for no other, in the tables below `<!-- keys: robots.* -->`.
 * What stands in a row stays; a key that has none gets the words of its declaration, `Chinese · English`.
 */
export function withKeyTables(text: string, schema: JsonSchema, language: 'zh-CN' | 'en'): string {
  const declared = declaredKeys(schema);
  const tables = parsePage('', text).tables.filter(({ label }) => label !== undefined);
  const lines: (string | undefined)[] = text.split('\n');
  const told = new Set<string>();
  for (const { line, label = '', rows } of tables) {
    for (const [index, [cell = '']] of rows.entries()) {
      const paths = [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => pathOf(label, key));
      for (const path of paths) told.add(path);
      if (!paths.some((path) => declared.has(path))) lines[line + index] = undefined;
    }
  }
  const missing = [...declared].filter(([path]) => !path.endsWith('*') && !told.has(path));
  const added = new Map<number, string[]>();
  for (const [path, description] of missing) {
    const table = tables.findLast(({ label = '' }) => isWithin(path, label));
    const [chinese = '', english = chinese] = description.split(' · ');
    const meaning = language === 'en' ? english : chinese;
    if (table) {
      const key = table.label === 'file' ? path : path.slice((table.label?.length ?? 0) + 1);
      const others = Array.from({ length: Math.max(0, (table.rows[0]?.length ?? 2) - 2) }, () => '');
      const row = `| ${[`\`${key}\``, meaning, ...others].join(' | ')} |`;
      const end = table.line + table.rows.length;
      added.set(end, [...(added.get(end) ?? []), row]);
    } else {
      const label = path.split('.').slice(0, -1).join('.');
      const isNew = !added.get(lines.length)?.includes(`<!-- keys: ${label} -->`);
      const head = isNew
        ? ['', `## \`${path.split('.')[0]}\``, '', `<!-- keys: ${label} -->`, '', ...HEADS[language]]
        : [];
      const row = `| \`${path.slice(label.length + 1)}\` | ${meaning} |`;
      added.set(lines.length, [...(added.get(lines.length) ?? []), ...head, row]);
    }
  }
  const written = lines.flatMap((each, index) => [
    ...(each === undefined ? [] : [each]),
    ...(added.get(index + 1) ?? []),
  ]);
  return written.join('\n');
}

const HEADS = {
  en: ['| Key | Meaning |', '| --- | ------- |'],
  'zh-CN': ['| 键 | 意思 |', '| --- | ---- |'],
} as const;

function pathOf(label: string, key: string): string {
  return label === 'file' ? key : `${label}.${key}`;
}

function isWithin(path: string, label: string): boolean {
  return label === 'file' ? !path.includes('.') : path.startsWith(`${label}.`);
}
