import { deliveryId } from '../../src/delivery/identity.ts';
import type { ClockReading } from '../../src/delivery/clock.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import type { AttemptResult, Claim, LaneConfig } from '../../src/delivery/outbox.ts';
import { verdict } from '../../src/delivery/verdict.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const ORIGIN = 1_800_000_000_000;

/** An instant so many ms after the tests' beginning. */
export const at = (ms: number) => toEpochMs(ORIGIN + ms);

export const TEAM: LaneConfig = { lane: 'lane-of-team', perMinute: 20, fingerprint: 'team-1' };
export const OPS: LaneConfig = { lane: 'lane-of-ops', perMinute: 20, fingerprint: 'ops-1' };

/** The clocks at an instant of the tests, on a machine that has been running since their beginning. */
export const reading = (now: number, up = now - ORIGIN): ClockReading => ({ now: toEpochMs(now), up, boot: 'a boot' });

/** A pending delivery of robot `team`, due at the beginning, with an hour to live. */
export function planned(reminder: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  const dueAt = changes.dueAt ?? at(0);
  const robot = changes.robot ?? 'team';
  return {
    id: deliveryId({ reminder, dueAt, robot }),
    origin: 'schedule',
    reminder,
    robot,
    lane: robot === 'ops' ? OPS.lane : TEAM.lane,
    dueAt,
    createdAt: dueAt,
    expiresAt: toEpochMs(dueAt + 3_600_000),
    lateMs: 0,
    priority: 0,
    coalesce: false,
    message: { kind: 'text', text: `提醒 ${reminder}` },
    state: 'pending',
    ...changes,
  };
}

/** What the dispatcher would record for a claim. */
export function result(
  claim: Claim,
  outcome: Outcome,
  finishedAt: number,
  fingerprint = TEAM.fingerprint,
): AttemptResult {
  const { delivery, attempt } = claim;
  const end = toEpochMs(finishedAt);
  return {
    attempt,
    delivery: delivery.id,
    lane: delivery.lane,
    finished: reading(finishedAt),
    outcome,
    ...verdict({ delivery, outcome, finishedAt: end, fingerprint, random: () => 0 }),
  };
}

export const DELIVERED: Outcome = { kind: 'delivered' };
export const BUSY: Outcome = {
  kind: 'unreachable',
  cause: { code: 'vendor', meaning: 'busy', errcode: -1, text: 'system busy' },
  httpStatus: 200,
};
export const AMBIGUOUS: Outcome = { kind: 'ambiguous', cause: { code: 'network', fate: 'sent', problem: 'no-answer' } };
export const THROTTLED: Outcome = {
  kind: 'throttled',
  cause: { code: 'vendor', meaning: 'too-fast', errcode: 130101, text: 'too fast' },
  coolDownMs: 600_000,
};
export const QUOTA: Outcome = {
  kind: 'throttled',
  cause: { code: 'vendor', meaning: 'quota', errcode: 90030, text: 'used up' },
  coolDownMs: 3_600_000,
  isLong: true,
};
export const BANNED: Outcome = {
  kind: 'throttled',
  scope: 'host',
  cause: { code: 'address-banned' },
  coolDownMs: 300_000,
};
export const PAGE: Outcome = { kind: 'unreachable', cause: { code: 'web-page', httpStatus: 200 }, stranger: true };
export const BAD_LINK: Outcome = {
  kind: 'rejected',
  scope: 'message',
  cause: { code: 'vendor', meaning: 'unsafe-link', errcode: 430101, text: 'unsafe link' },
};
export const BAD_TOKEN: Outcome = {
  kind: 'rejected',
  scope: 'robot',
  cause: { code: 'vendor', meaning: 'token-unknown', errcode: 300005, text: 'token is not exist' },
};
