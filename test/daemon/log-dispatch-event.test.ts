import { describe, expect, it } from 'vitest';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { logDispatchEvent } from '../../src/daemon/log-dispatch-event.ts';
import { logStoppedRobots } from '../../src/daemon/log-start.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { DispatchEvent } from '../../src/delivery/dispatch-event.ts';
import type { LaneState } from '../../src/delivery/history.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { config } from './config.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 2));
const DELIVERY: Delivery = {
  id: 'an-id',
  origin: 'schedule',
  reminder: 'lunch',
  robot: 'team',
  lane: 'lane-team',
  dueAt: NOW,
  createdAt: NOW,
  expiresAt: NOW,
  lateMs: 0,
  priority: 0,
  coalesce: true,
  message: { kind: 'text', text: 'private' },
  state: 'sending',
  attempts: 1,
  nextAttemptAt: NOW,
};
const SIGNATURE = { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, text: '签名不匹配' } as const;
const TOLD = {
  reason:
    "the signature does not match (310000 签名不匹配) (copy the 加签 secret (SEC…) from the robot's settings again, the whole of it)",
  cause: 'vendor',
  errcode: 310000,
};

function lines(log: (logger: ReturnType<typeof createLogger>) => void | Promise<void>): Promise<unknown[]> {
  const written: string[] = [];
  const destination = { write: (line: string) => written.push(line) };
  const logger = createLogger({ scrub: (line) => line, pretty: false, destination });
  return Promise.resolve(log(logger)).then(() => written.map((line) => JSON.parse(line) as unknown));
}

describe('the log says why, in English and by the code of the cause', () => {
  const attempted = {
    kind: 'attempted',
    delivery: DELIVERY,
    outcome: { kind: 'rejected', scope: 'robot', cause: SIGNATURE, httpStatus: 200 },
    becomes: { state: 'failed', cause: SIGNATURE },
    tookMs: 84,
  } as const;

  it.each<[string, DispatchEvent, readonly object[]]>([
    ['what failed', attempted, [{ level: 'error', msg: 'failed', outcome: 'rejected', ...TOLD }]],
    [
      'a robot that is paused',
      { ...attempted, laneBecomes: { kind: 'paused', fingerprint: 'print', cause: SIGNATURE } },
      [{ msg: 'failed' }, { robot: 'team', msg: 'the robot is paused until its configuration changes', ...TOLD }],
    ],
    [
      'what is tried again',
      {
        ...attempted,
        outcome: { kind: 'unreachable', cause: { code: 'busy', httpStatus: 503 } },
        becomes: { state: 'pending', nextAttemptAt: NOW, cause: { code: 'busy', httpStatus: 503 } },
      },
      [{ level: 'warn', msg: 'not delivered yet', reason: 'DingTalk is busy (HTTP 503)', cause: 'busy' }],
    ],
    [
      'what expired',
      { kind: 'expired', delivery: { ...DELIVERY, state: 'expired', cause: { code: 'no-turn' } } },
      [
        {
          level: 'error',
          msg: 'expired, not sent',
          reason: expect.stringMatching(/^it could not be sent in time/),
          cause: 'no-turn',
        },
      ],
    ],
  ])('%s', async (_, event, expected) => {
    const told = await lines((logger) => logDispatchEvent(logger, event));
    expect(told).toMatchObject(expected);
    expect(JSON.stringify(told)).not.toContain('private');
  });

  it('a robot that is paused still, at the start', async () => {
    const paused = { since: NOW, cause: SIGNATURE };
    const running = config([]);
    const lane = addressesOf(running).lanes.get('team') ?? '';
    const states: readonly LaneState[] = [{ lane, pending: 1, sending: 0, later: 0, paused }];
    const history = { laneStates: () => Promise.resolve(states) };
    const at = { now: NOW, up: 0, boot: 'this' };
    const told = await lines((logger) => logStoppedRobots(logger, history, running, at));
    expect(told).toMatchObject([{ level: 'error', robots: ['team'], ...TOLD }]);
  });
});
