import { isTimeZone } from '../schedule/zone.ts';
import { scalarAt } from './entry-fault.ts';
import { nearest } from '../message/nearest.ts';
import type { Report } from './report.ts';
import type { Tree } from './tree.ts';
import { shown } from './tree.ts';

/** Checks `timezone:` of an entry; `undefined` when there is none, or none that exists. */
export function resolveTimezone(written: string | undefined, tree: Tree, report: Report): string | undefined {
  if (written === undefined) return undefined;
  const text = written.trim();
  if (isTimeZone(text)) {
    warnOfSign(text, tree, report);
    return text;
  }
  const scalar = scalarAt(tree, ['timezone']);
  if (scalar.fromEnvironment) {
    report.error(scalar.place, 'bad-environment-value', { written: shown(scalar.place) });
    return undefined;
  }
  const meant = COMMON[text.normalize('NFKC').toLowerCase().replaceAll(' ', '')] ?? nearest(text, zoneNames());
  report.error(scalar.place, 'unknown-timezone', {
    name: shown(scalar.place),
    ...(meant === undefined ? {} : { nearest: meant }),
  });
  return undefined;
}

/** By POSIX, Etc/GMT+8 is eight hours behind. */
function warnOfSign(text: string, tree: Tree, report: Report): void {
  const [, sign = '', hours = ''] = /^etc\/gmt([+-])(\d{1,2})$/i.exec(text) ?? [];
  if (hours === '' || hours === '0') return;
  const { place } = scalarAt(tree, ['timezone']);
  const meant = sign === '+' && hours === '8' ? 'Asia/Shanghai' : `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`;
  report.warning(place, 'timezone-sign', { name: shown(place), meant, hours: Number(hours), isBehind: sign === '+' });
}

/** What people write for the zone of most of our readers. */
const COMMON: Readonly<Record<string, string>> = {
  'asia/beijing': 'Asia/Shanghai',
  beijing: 'Asia/Shanghai',
  shanghai: 'Asia/Shanghai',
  北京: 'Asia/Shanghai',
  北京时间: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  cst: 'Asia/Shanghai',
  '+08:00': 'Asia/Shanghai',
  'utc+8': 'Asia/Shanghai',
  'gmt+8': 'Asia/Shanghai',
};

function zoneNames(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'];
}
