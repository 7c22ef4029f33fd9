import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../src/daemon/logger.ts';
import { scrub } from '../../src/network/scrub.ts';

interface Wanted {
  readonly secrets?: readonly string[];
  readonly pretty?: boolean;
  readonly timezone?: string;
}

function written(write: (logger: Logger) => void, { secrets = [], pretty = false, timezone }: Wanted = {}): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ scrub: (text) => scrub(text, secrets), pretty, timezone: () => timezone, destination }));
  return lines.join('');
}

describe('the log', () => {
  const FIELDS = { page: 'http://127.0.0.1:8787/', delivery: 'an-id', tookMs: 7, robot: 'team' };
  const hello = (logger: Logger): void => logger.info(FIELDS, 'hello dummy-secret');
  const secrets = ['dummy-secret'];

  it('is one JSON object per line for programs', () => {
    expect(JSON.parse(written(hello, { secrets }))).toMatchObject({ ...FIELDS, level: 'info', msg: 'hello ***' });
  });

  it('spares people at a terminal what tells them nothing, and keeps what does', () => {
    const line = written(hello, { secrets, pretty: true });
    expect(line).toMatch(/INFO.*hello \*\*\*.*"robot":"team"/);
    expect(line).not.toMatch(/page|an-id|tookMs|dummy/);
  });

  it('tells people the time on the clock of the configuration', () => {
    const told = written(hello, { pretty: true, timezone: 'Asia/Kathmandu' });
    const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
    const [, shown = ''] = /^\[(\d\d:\d\d:\d\d)\]/.exec(told) ?? [];
    // 5 h 45 min ahead of UTC; the minute may have changed since.
    const now = new Date(Date.now() + 345 * 60_000).toISOString().slice(11, 19);
    expect((minutes(now) - minutes(shown) + 1_440) % 1_440).toBeLessThan(2);
  });

  it.each([true, false])('commands no terminal, whatever a text from outside says (pretty: %j)', (pretty) => {
    const nasty = 'x\u001B[2J\u009B1m\u202Egnirts';
    const line = written((logger) => logger.error({ err: new Error(nasty), said: nasty }, nasty), { pretty });
    expect(line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).not.toMatch(
      /[[\p{Cc}\p{Bidi_Control}]--[\n\t]]/v,
    );
    expect(line).toContain('x[2J1mgnirts');
  });

  it('tells of an error what it is, with its stack and its cause', () => {
    const error = new TypeError('it broke', { cause: new Error('deeper') });
    const line = JSON.parse(written((logger) => logger.error({ err: error }, 'trouble'))) as Record<string, unknown>;
    expect(line).toMatchObject({ msg: 'trouble', err: { type: 'TypeError', message: 'it broke: deeper' } });
    expect(JSON.stringify(line)).toMatch(/logger\.test\.ts.*caused by: Error: deeper/);
  });

  it('writes what refers to itself, and what writes itself as JSON', () => {
    const circle: Record<string, unknown> = { at: new Date(0), url: new URL('http://h/') };
    circle['self'] = circle;
    expect(JSON.parse(written((logger) => logger.info({ circle }, 'round')))).toMatchObject({
      circle: { at: '1970-01-01T00:00:00.000Z', url: 'http://h/', self: '[circular]' },
    });
  });
});

/** All that a line can be made of, with the secret in each place. */
function everywhere(secret: string): (logger: Logger) => void {
  return (logger) =>
    logger.error(
      {
        plain: secret,
        inside: { list: [`a ${secret} b`, { deep: encodeURIComponent(secret.toWellFormed()) }] },
        quoted: JSON.stringify({ body: secret }),
        err: Object.assign(new Error(`failed with ${secret}`, { cause: new Error(secret) }), { detail: secret }),
      },
      `said ${secret}.`,
    );
}

describe('a secret', () => {
  it.each([
    ['1'],
    ['"'],
    ['level'],
    ['error'],
    ['2026'],
    ['\\\\\\\\'],
    ['null'],
    ['with "quotes" in it'],
    ['back\\slash'],
    ['口令是这个'],
    ['two\nlines'],
    ['{"level":"info"}'],
  ])('that is %j leaves a line that can be read, by programs and by people', (secret) => {
    const line = JSON.parse(written(everywhere(secret), { secrets: [secret] })) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'error', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    expect(written(everywhere(secret), { secrets: [secret], pretty: true })).toContain('ERROR');
  });

  it('of four characters or more stands nowhere in the line, in no spelling', () => {
    // What is in every line, whoever writes it.
    const harmless = written(everywhere(''));
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'grapheme' }), (secret) => {
        fc.pre(secret.trim().length >= 4 && !harmless.includes(secret) && !/^\*+$/.test(secret.trim()));
        const line = written(everywhere(secret), { secrets: [secret] });
        const { stack: _stack, ...err } = (JSON.parse(line) as { err: Record<string, string> }).err;
        const texts = [line, JSON.stringify(err), ...Object.values(JSON.parse(line) as object).map(String)];
        const spellings = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
        for (const text of texts) for (const spelling of spellings) expect(text).not.toContain(spelling);
      }),
      { numRuns: 40 },
    );
  });

  it('of fewer characters is none: masking it would shred every text', () => {
    expect(written((logger) => logger.info('11 of 21'), { secrets: ['1'] })).toContain('11 of 21');
  });

  it('that stands under the name of a credential is not written, known or not', () => {
    const line = written((logger) =>
      logger.info({ headers: { authorization: 'Basic dummy', sign: 'dummy' } }, 'asked'),
    );
    expect(line).not.toContain('dummy');
  });
});
