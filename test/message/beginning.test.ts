import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginning } from '../../src/message/beginning.ts';

it.each([
  ['午饭', 5, '午饭'],
  ['午饭', 1, '午'],
  ['a🍜b', 1, 'a'],
  ['a🍜b', 2, 'a'],
  ['a🍜b', 3, 'a🍜'],
  ['\uD83D', 1, '\uFFFD'],
  ['🍜', 0, ''],
])('of %j, %i long, is %j', (text, most, expected) => expect(beginning(text, most)).toBe(expected));

it('is as long as it may be, and can be written anywhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, most) => {
      const found = beginning(text, most);
      expect(text.startsWith(found)).toBe(true);
      expect(found.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(() => encodeURIComponent(found)).not.toThrow();
    }),
  );
});
