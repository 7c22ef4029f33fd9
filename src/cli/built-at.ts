import { toEpochMs } from '../schedule/instant.ts';

/**
 * When this version was made, set with each release: a clock that shows less is wrong. `CHANGELOG.md` names the same day.
 */
export const BUILT_AT = toEpochMs(Date.parse('2026-11-29T00:00:00Z'));
