import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { frame } from '../../src/config/frame.ts';
import { createSource } from '../../src/config/source.ts';

const framed = (text: string, part: string) => {
  const start = text.indexOf(part);
  return frame({ source: createSource('a.yaml', text), start, end: start + part.length });
};

describe('frame', () => {
  it('shows the line before and carets under the place', () => {
    expect(framed('a: 1\nb: 2\nc: 3\n', '2')).toBe('  1 | a: 1\n> 2 | b: 2\n    |    ^');
  });

  it('counts two cells for a Chinese character and an emoji', () => {
    expect(framed('text: 午饭🍚 now', 'now')).toBe('> 1 | text: 午饭🍚 now\n    |              ^^^');
    expect(framed('text: 午饭🍚 now', '饭')).toBe('> 1 | text: 午饭🍚 now\n    |         ^^');
  });

  it('shows tabs as spaces', () => {
    expect(framed('\ta: b', 'b')).toBe('> 1 |     a: b\n    |        ^');
  });

  it('cuts a long line around the place', () => {
    const [line = '', carets = ''] = framed(`${'前'.repeat(300)}X${'后'.repeat(300)}`, 'X')?.split('\n') ?? [];
    expect(line).toMatch(/^> 1 \| …前+X后+…$/);
    expect(stringWidth(line)).toBeLessThan(120);
    expect(stringWidth(line.slice(0, line.indexOf('X')))).toBe(carets.indexOf('^'));
  });

  it('points behind the end of a line, and of the file', () => {
    expect(frame({ source: createSource('a.yaml', 'a:\nb'), start: 2, end: 2 })).toBe('> 1 | a:\n    |   ^');
    expect(frame({ source: createSource('a.yaml', 'a:'), start: 2, end: 2 })).toBe('> 1 | a:\n    |   ^');
  });

  it('has none where there is no text', () => {
    expect(frame({ source: createSource('schedules', ''), start: 0, end: 0 })).toBeUndefined();
  });

  it('hides secrets, and leaves the terminal nothing to obey', () => {
    expect(framed('secret: SECabcdefgh\nx: 1', '1')).toContain('secret: ***********\n');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(300), (text, at, length) => {
        const start = at % (text.length + 1);
        const shown = frame({ source: createSource('a.yaml', text), start, end: start + length }) ?? '';
        // oxlint-disable-next-line no-control-regex -- that is the point
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(shown.split('\n').length).toBeLessThanOrEqual(3);
        expect(shown.split('\n').every((line) => stringWidth(line) < 250)).toBe(true);
      }),
    );
  });
});
