import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/message/message.ts';
import { wellFormed } from '../../src/message/well-formed.ts';

describe('a text', () => {
  it.each([
    ['a lone first half', 'a\uD83D', 'a\uFFFD'],
    ['a lone second half', '\uDE00b', '\uFFFDb'],
    ['halves in the wrong order', '\uDE00\uD83D', '\uFFFD\uFFFD'],
    ['a whole pair', '午饭 🍜', '午饭 🍜'],
    ['a NUL', '告\0警', '告警'],
    ['what a terminal would obey', '\u001B[31m红\u0007', '[31m红'],
    ['line ends and tabs', 'a\r\nb\rc\n\td', 'a\nb\nc\n\td'],
    ['a line end around a control', 'a\r\0\nb', 'a\nb'],
    ['nothing but controls', '\0\u001F', '\uFFFD'],
    ['nothing', '', ''],
    ['blanks', ' \n', ' \n'],
  ])('with %s', (_, written, expected) => {
    expect(wellFormed({ kind: 'text', text: written })).toEqual({ kind: 'text', text: expected });
  });
});

/** Surrogates, controls and line ends far oftener than chance would have them. */
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\uD83D', '\uDE00', '\0', '\r', '\n', '\u0085', '🍜')))
  .map((parts) => parts.join(''));
const mentions = fc.record(
  { all: fc.boolean(), mobiles: fc.array(text), userIds: fc.array(text) },
  { requiredKeys: [] },
);
const button = fc.record({ title: text, url: text });
const link = fc.record({ title: text, url: text, picture: text });
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text, mentions }, { requiredKeys: ['kind', 'text'] }),
  fc.record(
    { kind: fc.constant('markdown' as const), title: text, text, mentions },
    { requiredKeys: ['kind', 'title', 'text'] },
  ),
  fc.record(
    { kind: fc.constant('link' as const), title: text, text, url: text, picture: text },
    { requiredKeys: ['kind', 'title', 'text', 'url'] },
  ),
  fc.record({ kind: fc.constant('actionCard' as const), title: text, text, buttons: fc.tuple(button, button) }),
  fc.record({ kind: fc.constant('feedCard' as const), links: fc.tuple(link, link) }),
);

describe('a message', () => {
  it('is clean in every text, says no more than before, and survives UTF-8 and JSON', () => {
    fc.assert(
      fc.property(message, (written) => {
        const clean = wellFormed(written);
        const json = JSON.stringify(clean);
        expect(JSON.parse(Buffer.from(json, 'utf8').toString('utf8'))).toEqual(clean);
        expect(shapeOf(clean)).toEqual(shapeOf(written));
        for (const [index, each] of textsOf(clean).entries()) {
          expect(each.isWellFormed()).toBe(true);
          expect(each).not.toMatch(/[^\P{Cc}\n\t]/u);
          expect(Array.from(each).length).toBeLessThanOrEqual(Array.from(textsOf(written)[index] ?? '').length);
        }
      }),
    );
  });

  it('that is clean comes back as the same object', () => {
    fc.assert(
      fc.property(message, (written) => {
        const clean = wellFormed(written);
        expect(wellFormed(clean)).toBe(clean);
        const before = textsOf(written);
        if (textsOf(clean).every((each, index) => each === before[index])) expect(clean).toBe(written);
      }),
    );
  });
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The message with all that it says left out. */
function shapeOf(value: Message): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? '' : each));
}
