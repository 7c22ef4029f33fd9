import type { Report } from './report.ts';
import type { Source } from './source.ts';

/** The markers that git leaves where it cannot merge. Other mistakes there come from having both versions. */
export function reportConflict(source: Source, report: Report): boolean {
  const marker = /^(?:<{7} .*|={7}|>{7} .*)$/m.exec(source.text);
  if (!marker) return false;
  report.error({ source, start: marker.index, end: marker.index + marker[0].length }, 'yaml-conflict', {});
  return true;
}
