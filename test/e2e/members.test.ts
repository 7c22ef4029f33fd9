import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { HTTP_TOKEN, type Member, MembersStage } from './members-stage.ts';
import { judge, storedBy } from './members-verdict.ts';

const PER_MINUTE = 20;
const YAML = `
robots:
  team: { webhook: "\${ORIGIN}/robot/send?access_token=dummy-token-of-team", limit: { perMinute: ${PER_MINUTE} } }
  ops: { webhook: "\${ORIGIN}/robot/send?access_token=dummy-token-of-ops" }
reminders:
  ready: { robot: team, once: "2099-01-01 08:00", text: fired by hand }
`;

describe('a daemon and commands on one data folder', () => {
  it('one is killed in the middle of a post, and each message is delivered, once', async () => {
    const random = seededRandom(seedOfThisRun());
    await using stage = new MembersStage({ random, yaml: YAML, answersIn: 400 });
    const daemons = await Promise.all([stage.start('run'), stage.start('run')]);
    const commands = await Promise.all([
      stage.start('send', 'team', 'one', '--wait'),
      stage.start('send', 'team', 'two', '--wait'),
      stage.start('fire', 'ready', '--wait'),
    ]);
    const leader = await Promise.race(daemons.map(async (daemon) => daemon.process.running().then(() => daemon)));
    await push(leader, 'ops', 'by the daemon');
    await stage.arrival(({ from }) => from === leader);
    await leader.kill();
    for (const { process } of commands) expect(await process.exited, process.output).toBe(0);
    const successor = daemons.find((daemon) => daemon !== leader) ?? leader;
    await stage.arrival(({ from }) => from === successor);
    expect(await successor.process.stop(), successor.process.output).toBe(0);
    const entries = await storedBy(stage);
    expect(entries).toHaveLength(commands.length + 1);
    judge(stage, entries, PER_MINUTE);
  });
});

/** In the daemon's own name: no command serves the lane of that robot. */
async function push({ process }: Member, robot: string, text: string): Promise<void> {
  const { page } = await process.line((line) => line['page'] !== undefined);
  const answer = await fetch(new URL('api/messages', String(page)), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${HTTP_TOKEN}` },
    body: JSON.stringify({ robot, text }),
  });
  expect(answer.status).toBe(202);
}
