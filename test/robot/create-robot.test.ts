import { describe, expect, it } from 'vitest';
import { createRobot } from '../../src/robot/create-robot.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';

describe('createRobot', () => {
  it('sends with nothing but what a person has', async () => {
    const robot = { name: 'team', token: 'dummytoken', secret: 'SECdummysecret' };
    const sandbox = new Sandbox({ robots: [robot] });
    const server = await startSandboxServer({ sandbox, now: Date.now });
    const outcome = await createRobot({ webhook: server.webhook(robot), secret: robot.secret }).send(
      { kind: 'markdown', title: '周报', text: '**周报**' },
      { msgUuid: 'u1' },
    );
    await server.stop();
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(sandbox.conversation()).toHaveLength(1);
  });

  it('throws on a bad webhook, in words and without the token', () => {
    const webhook = 'https://example.com/robot/send?access_token=dummytoken';
    expect(() => createRobot({ webhook })).toThrow(TypeError);
    expect(() => createRobot({ webhook })).toThrow('example.com is not DingTalk');
    expect(() => createRobot({ webhook })).not.toThrow('dummytoken');
  });
});
