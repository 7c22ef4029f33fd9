import { describe, expect, it } from 'vitest';
import { inOneLine } from '../../src/cli/one-line.ts';

describe('inOneLine', () => {
  it('folds line breaks and blanks', () => {
    expect(inOneLine('  a\n\n b\t c ')).toBe('a b c');
  });

  it('shows at most 60 characters and never half an emoji', () => {
    expect(inOneLine('饭'.repeat(60))).toBe('饭'.repeat(60));
    expect(inOneLine('饭'.repeat(61))).toBe(`${'饭'.repeat(59)}…`);
    expect(inOneLine('👨‍👩‍👧'.repeat(60))).toBe('👨‍👩‍👧'.repeat(60));
    expect(inOneLine('👨‍👩‍👧'.repeat(61))).toBe(`${'👨‍👩‍👧'.repeat(59)}…`);
  });
});
