import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/schedule/cron.ts';

function advice(expression: string): string {
  const parsed = parseCron(expression);
  if (parsed.kind === 'cron') throw new Error(`${expression} is understood`);
  return parsed.faults.map(({ hint }) => hint.en).join('; ');
}

describe('an expression of another program is told how it is written here', () => {
  it.each([
    ['TZ=Asia/Tokyo 0 9 * * *', 'write cron: "0 9 * * *", and beside it timezone: Asia/Tokyo'],
    ['CRON_TZ=UTC 0 9 * * 1', 'write cron: "0 9 * * 1", and beside it timezone: UTC'],
    ['Mon..Fri 09:00', 'write at: "09:00", and beside it on: weekdays'],
    ['Mon..Fri *-*-* 9:30:00', 'write at: "09:30", and beside it on: weekdays'],
    ['Sat..Sun 10:00', 'write at: "10:00", and beside it on: [sat, sun]'],
    ['Wed 18:00:30', 'write at: "18:00:30", and beside it on: wed'],
    ['*-*-* 08:00:00', 'write at: "08:00"'],
    ['H 9 * * *', 'write cron: "0 9 * * *", spread out by spread: 1h'],
    ['H/15 * * * *', 'write cron: "*/15 * * * *", spread out by spread: 15m'],
    ['H(0-29)/10 * * * *', 'write cron: "0-29/10 * * * *", spread out by spread: 10m'],
    ['H H(8-10) * * 1-5', 'write cron: "0 8 * * 1-5", spread out by spread: 1h'],
    ['0 30 9 ? * 2-6 *', 'write cron: "30 9 * * mon-fri"'],
    ['0 30 9 15 * ? 2027', 'write cron: "30 9 15 * *", and beside it active: { from: 2027-01-01, until: 2027-12-31 }'],
    [
      '0 0 12 ? * MON-FRI 2026-2028',
      'write cron: "0 12 * * MON-FRI", and beside it active: { from: 2026-01-01, until: 2028-12-31 }',
    ],
    ['30 0 12 * * ? *', 'write cron: "30 0 12 * * *"'],
  ])('%s: %s', (expression, hint) => {
    expect(advice(expression)).toBe(hint);
    const [, mended] = /cron: "([^"]+)"/.exec(hint) ?? [];
    if (mended !== undefined) expect(parseCron(mended)).toMatchObject({ kind: 'cron', warnings: [] });
  });

  it('numbered weekdays with seconds and ? mean others in Quartz', () => {
    expect(parseCron('0 0 9 ? * 2-6')).toMatchObject({
      kind: 'cron',
      warnings: [
        { code: 'cron-quartz-weekday', hint: { en: 'write names: Quartz means mon-fri, here it is tue-sat' } },
      ],
    });
  });

  it.each(['0 0 9 ? * MON-FRI', '0 9 ? * 1-5', '0 0 9 * * 1-5'])(
    '%s means the same everywhere, or is our own',
    (expression) => {
      expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [] });
    },
  );
});

describe('days that are not what they seem', () => {
  it.each([
    [
      '0 9 */2 * *',
      'cron-uneven-step',
      'for even intervals write every: 2 days, at: "09:00", and the first date as from:',
    ],
    [
      '0 9,18 * * */2',
      'cron-uneven-step',
      'for even intervals write every: 2 days, at: ["09:00", "18:00"], and the first date as from:',
    ],
    ['*/5 9 1 */5 *', 'cron-uneven-step', 'for even intervals write every: 5 months, and the first date as from:'],
    ['0 */5 * * *', 'cron-uneven-step', 'for even intervals use a step that divides 24: 2, 3, 4, 6, 8 or 12'],
    [
      '*/7 * * * *',
      'cron-uneven-step',
      'for even intervals write every: 7m, which counts from midnight, or a step that divides 60',
    ],
    ['0 9 31W * *', 'month-without-day', 'write LW for the last day from Monday to Friday of every month'],
    [
      '0 9 31 * *',
      'month-without-day',
      'write L for the last day of every month; for that of shorter months only, use monthly with short: last',
    ],
    [
      '0 9 15,30 * *',
      'month-without-day',
      'write L for the last day of every month; for that of shorter months only, use monthly with short: last',
    ],
  ])('%s: %s', (expression, code, hint) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [{ code, hint: { en: hint } }] });
  });

  it.each([
    ['0 9 1-31/2 * *', '1-31/2'],
    ['0 9 1-31/7 * *', '1-31/7'],
    ['0 9 2-30/2 * *', '2-30/2'],
    ['0 9 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * *', '1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31'],
    ['0 9 1,16,31 * *', '1,16,31'],
    ['0 9 1,15,29 * *', '1,15,29'],
    ['0 9 1 1-12/5 *', '1-12/5'],
    ['0 9 1 jan-dec/5 *', 'jan-dec/5'],
    ['0 9 1 2-12/5 *', '2-12/5'],
    ['0 9 1 1,6,11 *', '1,6,11'],
    ['0 9 * * 0-6/2', '0-6/2'],
    ['0 9 * * 1-7/2', '1-7/2'],
    ['0 9 * * sun-sat/2', 'sun-sat/2'],
    ['0 9 * * 0,2,4,6', '0,2,4,6'],
    ['0-59/7 * * * *', '0-59/7'],
    ['0 0-23/5 * * *', '0-23/5'],
  ])('%s is as uneven as a step of all', (expression, value) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [{ code: 'cron-uneven-step', value }] });
  });

  it.each([
    // Chosen, or a part of the field.
    '0 9 1,15 * *',
    '0 9 5,15,25 * *',
    '0 9 5,10,15,20,25 * *',
    '0 9 1-7/2 * *',
    '0 9 * * 1-5/2',
    '0 9 * * 1,3,5',
    '0 9 * * sun,tue,thu,sat',
    '0 9 1 1,8 *',
    '0 9-17/3 * * *',
    '0 8,14,20 * * *',
    // Even.
    '0 9 1 1-12/3 *',
    '0 9 1 2,5,8,11 *',
    '5-59/10 * * * *',
    '0 1-23/2 * * *',
  ])('%s is even, or chosen', (expression) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [] });
  });

  it('a step of dates that a weekday thins out is not every other week', () => {
    const warnings = (expression: string, dayMatch: 'either' | 'both') => {
      const cron = parseCron(expression, { dayMatch });
      return cron.kind === 'cron' ? cron.warnings.map(({ code }) => code) : [];
    };
    expect(warnings('0 9 */14 * 1', 'both')).toEqual(['cron-stepped-dates']);
    expect(warnings('0 9 1-31/2 * 1', 'both')).toEqual(['cron-stepped-dates']);
    expect(warnings('0 9 */14 * 1', 'either')).toEqual(['cron-uneven-step']);
    expect(warnings('0 9 1-7 * 1', 'both')).toEqual([]);
  });

  it.each(['0 9 31 1,3,5 *', '0 9 29 2 *', '0 9 30 4-11 *', '0 9 1 */3 *', '0 9 * * *'])('%s is fine', (expression) => {
    expect(parseCron(expression)).toMatchObject({ kind: 'cron', warnings: [] });
  });
});
