import { describe, expect, it } from 'vitest';
import { parseNotice } from '../../src/schedule/notice.ts';

describe('parseNotice', () => {
  it.each([
    ['7d', { kind: 'days', text: '7d', days: 7 }],
    ['0d', { kind: 'days', text: '0d', days: 0 }],
    ['10m', { kind: 'elapsed', text: '10m', ms: 600_000 }],
    ['48h', { kind: 'elapsed', text: '48h', ms: 172_800_000 }],
  ])('%s', (text, notice) => expect(parseNotice(text)).toEqual(notice));

  it.each(['7', '-1d', '1w', '1.5d', ''])('refuses %j', (text) => expect(parseNotice(text)).toBeUndefined());
});
