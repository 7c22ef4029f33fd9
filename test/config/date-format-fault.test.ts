import { describe, expect, it } from 'vitest';
import { dateFormatFault } from '../../src/config/date-format-fault.ts';
import { formatTime, localTime } from '../../src/message/local-time.ts';

describe('a date format that says something else', () => {
  it.each([
    ['HH:MM', 'mixed', 'HH:mm'],
    ['HH:MM:SS', 'mixed', 'HH:mm:ss'],
    ['HH:mm:SS', 'mixed', 'HH:mm:ss'],
    ['HH:SS', 'mixed', 'HH:mm'],
    ['yyyy-mm-dd', 'mixed', 'yyyy-MM-dd'],
    ['yyyy/mm/dd HH:MM', 'mixed', 'yyyy/MM/dd HH:mm'],
    ['mm月dd日', 'mixed', 'MM月dd日'],
    ['m月d日', 'mixed', 'M月d日'],
    ['mm-dd', 'mixed', 'MM-dd'],
    ['HH时MM分', 'mixed', 'HH时mm分'],
    ['H点M分', 'mixed', 'H点m分'],
    ['HH时mm分SS秒', 'mixed', 'HH时mm分ss秒'],
    ['周E', 'weekday', 'EEE'],
    ['M月d日 周EEE', 'weekday', 'M月d日 EEE'],
    ['星期E', 'weekday', 'EEEE'],
    ['YYYY-MM-DD', 'tokens', 'yyyy-MM-dd'],
    ['YYYY-MM-DD HH:MM', 'tokens', 'yyyy-MM-dd HH:mm'],
    ['hh:mm', 'half-day', 'HH:mm'],
    ['yyyymmdd', 'mixed', 'yyyyMMdd'],
    ['yyyyMMddHHMMSS', 'mixed', 'yyyyMMddHHmmss'],
    ['dd/mm/yyyy', 'mixed', 'dd/MM/yyyy'],
    ['HHMM', 'mixed', 'HHmm'],
    ['yyyy/mm/dd hh:MM:SS', 'mixed', 'yyyy/MM/dd HH:mm:ss'],
    ["yyyy'年'mm'月'", 'mixed', "yyyy'年'MM'月'"],
    ['星期e', 'weekday', 'EEEE'],
    ['M月d日 E', 'weekday', 'M月d日 EEE'],
    ['第w周', 'tokens', '第W周'],
    ['yyyy年Q季度', 'tokens', 'yyyy年q季度'],
    ['hh:mm A', 'tokens', 'hh:mm a'],
  ])('%s, %s: %s', (format, kind, suggestion) => {
    expect(dateFormatFault(format)).toEqual({ kind, suggestion });
    // What is told to be written is fine, and read by luxon as it was meant.
    expect(dateFormatFault(suggestion)).toBeUndefined();
  });

  it.each([
    'HH:mm',
    'yyyy-MM-dd',
    'M月d日 EEEE',
    'MM月dd日',
    'HH时mm分',
    'mm:ss',
    'ss.SSS',
    'h:mm a',
    "'MM' HH:mm",
    'd MMMM',
    'E',
  ])('%s says what it says', (format) => {
    expect(dateFormatFault(format)).toBeUndefined();
  });

  it('prints what was meant once it is mended', () => {
    const at = localTime(Date.parse('2026-12-02T15:04:05+08:00'), 'Asia/Shanghai', 'zh-CN');
    const mended = (format: string) => formatTime(at, dateFormatFault(format)?.suggestion ?? '');
    expect(mended('yyyy-mm-dd HH:MM:SS')).toBe('2026-12-02 15:04:05');
    expect(mended('mm月dd日 周E')).toBe('12月02日 周三');
  });
});
