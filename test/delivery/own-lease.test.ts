import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Members } from '../../src/delivery/members.ts';
import { MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { at, DELIVERED, planned, TEAM } from '../store/plan.ts';
import { fleetOf, type Script, setStage, type Stage } from './stage.ts';

const FULL = new StoreError({ kind: 'full', location: 'dingbell.db', said: 'disk full' });

describe('a member whose lease has run out, and whom nobody has buried', () => {
  let stage: Stage;
  let joined: string[];
  beforeEach(() => {
    stage = setStage();
    joined = [];
  });
  afterEach(() => stage.close());

  const members = (): Members => ({
    ...stage.store.members,
    join(member, reading) {
      joined.push(member.id);
      return stage.store.members.join(member, reading);
    },
  });
  const fleet = (script: Script) => fleetOf({ name: 'team', robot: stage.robot('team', script), lane: TEAM });

  it('goes on as the same one after an idle hour', async () => {
    const dispatcher = stage.dispatcher(
      fleet(() => DELIVERED),
      { members: members() },
    );
    dispatcher.start();
    await stage.pass(60 * MINUTE);
    await stage.commit(planned('stand-up', { dueAt: stage.clock.now() }));
    dispatcher.wake();
    await stage.pass(SECOND);
    expect(stage.posts).toHaveLength(1);
    expect(joined).toHaveLength(1);
  });

  it('does not give back what it is sending itself, the store having refused for longer than its lease', async () => {
    let refuses = false;
    const refusing =
      <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
      (...args: Args): Promise<T> =>
        refuses ? Promise.reject(FULL) : call(...args);
    const { outbox } = stage;
    await stage.commit(planned('stand-up'));
    const dispatcher = stage.dispatcher(
      fleet(() => ({ ...DELIVERED, afterMs: 25 * SECOND })),
      {
        members: { ...members(), renew: refusing((id, reading) => stage.store.members.renew(id, reading)) },
        outbox: { ...outbox, claim: refusing((request) => outbox.claim(request)) },
      },
    );
    dispatcher.start();
    await stage.pass(SECOND);
    refuses = true;
    await stage.clock.advanceTo(toEpochMs(at(14 * SECOND)));
    refuses = false;
    dispatcher.wake();
    await stage.pass(MINUTE);
    expect(stage.posts).toHaveLength(1);
    expect(stage.events.map(({ kind }) => kind)).not.toContain('released');
    await dispatcher.stop({ graceMs: 0 });
  });
});
