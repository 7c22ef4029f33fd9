import { toEpochMs } from '../schedule/instant.ts';

/**
 * When this version was made, set with each release: a clock that shows less is wrong. Examples in the documentation begin on that day.
 */
export const BUILT_AT = toEpochMs(Date.parse('2026-11-24T00:00:00Z'));
