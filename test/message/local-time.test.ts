import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { localTime } from '../../src/message/local-time.ts';

const anyZone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');

it('knows the time of day, the offset and the start of the day as luxon does', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900'), max: new Date('2100') }), anyZone, (date, zone) => {
      const at = date.getTime();
      const [ours, luxons] = [localTime(at, zone), DateTime.fromMillis(at, { zone })];
      expect(ours.toISO()).toBe(luxons.toISO());
      expect(ours.startOf('day').toISO()).toBe(luxons.startOf('day').toISO());
      expect(ours.zoneName).toBe(luxons.zoneName);
    }),
  );
});
