import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/daemon/logger.ts';

describe('the log', () => {
  const FIELDS = { page: 'http://127.0.0.1:8787/', delivery: 'an-id', tookMs: 7, robot: 'team' };

  function written(pretty: boolean): string {
    const lines: string[] = [];
    const scrub = (line: string): string => line.replaceAll('dummy-secret', '***');
    const logger = createLogger({ scrub, pretty, destination: { write: (line) => lines.push(line) } });
    logger.info(FIELDS, 'hello dummy-secret');
    return lines.join('');
  }

  it('is one JSON object per line for programs', () => {
    expect(JSON.parse(written(false))).toMatchObject({ ...FIELDS, level: 'info', msg: 'hello ***' });
  });

  it('spares people at a terminal what tells them nothing, and keeps what does', () => {
    expect(written(true)).toMatch(/INFO.*hello \*\*\*.*"robot":"team"/);
    expect(written(true)).not.toMatch(/page|an-id|tookMs|dummy/);
  });
});
