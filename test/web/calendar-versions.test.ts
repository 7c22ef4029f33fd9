import { describe, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { CalendarVersions } from '../../src/web/calendar-versions.ts';

const at = (second: number) => toEpochMs(1_800_000_000_000 + second * 1_000);
const making = (content: string) => (madeAt: number) => `${content} made at ${madeAt}`;

describe('a calendar', () => {
  it('stays what it was while its content does', () => {
    const versions = new CalendarVersions();
    const first = versions.current('a', toEpochMs(at(0) + 789), making('lunch'));
    expect(first).toEqual({
      text: `lunch made at ${at(0)}`,
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
      since: at(0),
    });
    expect(versions.current('a', at(9), making('lunch'))).toEqual(first);
  });

  it('is another one from the moment on in which it differs, also when it differs back', () => {
    const versions = new CalendarVersions();
    const first = versions.current('a', at(0), making('lunch'));
    const second = versions.current('a', at(5), making('tea'));
    const third = versions.current('a', at(9), making('lunch'));
    expect([second.since, third.since]).toEqual([at(5), at(9)]);
    expect(new Set([first.etag, second.etag, third.etag]).size).toBe(3);
  });

  it('is known by its key, of which some are remembered', () => {
    const versions = new CalendarVersions();
    const first = versions.current('a', at(0), making('lunch'));
    for (let index = 0; index < 63; index++) versions.current(`other ${index}`, at(1), making('lunch'));
    expect(versions.current('a', at(2), making('lunch'))).toEqual(first);
    versions.current('one more', at(3), making('lunch'));
    expect(versions.current('a', at(4), making('lunch')).since).toBe(at(4));
  });
});
