import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineAfter, type MachineStanding } from '../../src/delivery/machine-standing.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { AMBIGUOUS, BAD_LINK, BAD_TOKEN, BANNED, BUSY, DELIVERED, PAGE, QUOTA, THROTTLED } from '../store/plan.ts';

const WELL: MachineStanding = { refusals: 0, strangers: [], isResting: false };
const RESTING: MachineStanding = { refusals: 2, strangers: ['a', 'b', 'c'], isResting: false };

type Answer = readonly [lane: string, outcome: Outcome];

/** How long the machine rests after each of these answers; `undefined` = not at all. */
function restsAfter(...answers: readonly Answer[]): readonly (number | undefined)[] {
  let standing = WELL;
  return answers.map(([lane, outcome]) => {
    const { rest, ...next } = machineAfter(standing, { lane, outcome });
    standing = { ...next, isResting: false };
    return rest?.forMs;
  });
}

function standingAfter(...answers: readonly Answer[]): MachineStanding {
  return answers.reduce<MachineStanding>((standing, [lane, outcome]) => {
    const { rest: _, ...next } = machineAfter(standing, { lane, outcome });
    return { ...next, isResting: false };
  }, WELL);
}

describe('this machine, as its answers tell', () => {
  it('one page silences nobody, however often its lane meets it', () => {
    expect(restsAfter(['a', PAGE], ['a', PAGE], ['a', PAGE], ['a', PAGE])).toEqual(Array(4).fill(undefined));
    expect(restsAfter(['a', PAGE], ['b', PAGE], ['a', PAGE], ['b', PAGE])).toEqual(Array(4).fill(undefined));
  });

  it('pages of three lanes without a good answer between them let it rest for seconds', () => {
    expect(restsAfter(['a', PAGE], ['b', PAGE], ['c', PAGE])).toEqual([undefined, undefined, 2 * SECOND]);
    expect(restsAfter(['a', PAGE], ['b', PAGE], ['a', DELIVERED], ['c', PAGE])).toEqual(Array(4).fill(undefined));
  });

  it('each further page of whatever lane doubles that, to a quarter of an hour', () => {
    const pages = Array.from({ length: 12 }, (): Answer => ['a', PAGE]);
    const [, , ...rests] = restsAfter(['b', PAGE], ['c', PAGE], ...pages);
    expect(rests).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900].map((seconds) => seconds * SECOND));
  });

  it('banned, it rests as long as the vendor says, then as one message in a quarter of an hour finds out', () => {
    expect(restsAfter(['a', BANNED], ['a', BANNED], ['b', BANNED])).toEqual([5 * MINUTE, 15 * MINUTE, 15 * MINUTE]);
  });

  it('a page after a ban is a refusal like another', () => {
    expect(restsAfter(['a', BANNED], ['a', PAGE], ['a', PAGE])).toEqual([5 * MINUTE, 4 * SECOND, 8 * SECOND]);
  });

  it('keeps the cause of the rest', () => {
    expect(machineAfter(WELL, { lane: 'a', outcome: BANNED }).rest?.cause).toEqual({ code: 'address-banned' });
    expect(machineAfter(RESTING, { lane: 'a', outcome: PAGE }).rest?.cause).toEqual(
      PAGE.kind === 'unreachable' && PAGE.cause,
    );
  });

  it.each([
    ['a delivery', DELIVERED],
    ['that it is busy', BUSY],
    ['that the lane is too fast', THROTTLED],
    ['that the quota is used up', QUOTA],
    ['that a link is unsafe', BAD_LINK],
    ['that a token is unknown', BAD_TOKEN],
  ])('an answer of the vendor ends it, and forgets the pages: %s', (_name, outcome) => {
    expect(machineAfter(RESTING, { lane: 'z', outcome })).toMatchObject({ refusals: 0, strangers: [] });
  });

  it.each<[string, Outcome]>([
    ['no answer', AMBIGUOUS],
    ['a busy gateway', { kind: 'unreachable', cause: { code: 'busy', httpStatus: 503 } }],
    ['what never left', { kind: 'unreachable', cause: { code: 'stale' } }],
  ])('%s says nothing of it', (_name, outcome) => {
    expect(machineAfter(RESTING, { lane: 'a', outcome })).toMatchObject({
      refusals: RESTING.refusals,
      strangers: RESTING.strangers,
    });
    expect(machineAfter(WELL, { lane: 'a', outcome })).toMatchObject({ refusals: 0, strangers: [] });
  });

  const answer: fc.Arbitrary<Answer> = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom(DELIVERED, BUSY, AMBIGUOUS, THROTTLED, PAGE, PAGE, PAGE, BANNED, BAD_TOKEN),
  );

  it('whatever comes, it rests never longer than the vendor says or a quarter of an hour, and a delivery ends it', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 40 }), (answers) => {
        for (const [index, forMs] of restsAfter(...answers).entries()) {
          const [, outcome] = answers[index] as Answer;
          const isRefusal = outcome === BANNED || outcome === PAGE;
          if (forMs !== undefined) expect(isRefusal).toBe(true);
          if (outcome === BANNED) expect(forMs).toBeDefined();
          expect(forMs ?? 0).toBeLessThanOrEqual(15 * MINUTE);
        }
        expect(standingAfter(...answers, ['d', DELIVERED])).toEqual(WELL);
      }),
    );
  });

  it('pages of two lanes never let it rest while it was well', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(DELIVERED, PAGE, AMBIGUOUS, BUSY)), {
          maxLength: 40,
        }),
        (answers) => {
          expect(restsAfter(...answers).every((each) => each === undefined)).toBe(true);
        },
      ),
    );
  });
});
