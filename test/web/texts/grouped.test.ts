import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from '../../../src/web/texts/grouped.ts';

it('groups whole numbers as English does', () => {
  expect(grouped(43_201)).toBe('43,201');
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      expect(grouped(number)).toBe(number.toLocaleString('en'));
    }),
  );
});
