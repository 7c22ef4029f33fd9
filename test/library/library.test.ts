import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError, createRobot, cron, loadConfig, sign } from '../../src/index.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';

function folder(yaml: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'dingbell-library-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'all.yaml'), yaml);
  return directory;
}

/** As somebody would write it who knows the library face alone. */
const OUTSIDE_PROGRAM = `
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
const [library = '', webhook = ''] = process.argv.slice(2);
const { createRobot } = await import(pathToFileURL(library).href);
const robot = createRobot({ webhook });
const nobody = createRobot({ webhook: 'http://127.0.0.1:1/robot/send?access_token=dummy' });
for (const [sender, text] of [[robot, 'hello'], [robot, '构建成功'], [robot, '构建失败'], [nobody, '构建成功']]) {
  const outcome = await sender.send({ kind: 'text', text }, { msgUuid: randomUUID() });
  const { cause, coolDownMs } = outcome;
  console.log([outcome.kind, cause?.errcode, coolDownMs].filter((each) => each !== undefined).join(' '));
}
`;

const YAML = `
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

describe('cron', () => {
  const monday = Date.parse('2026-11-23T00:00:00Z');

  it('takes and gives plain epoch milliseconds', () => {
    const trigger = cron('30 18 * * 1,3,5', { timezone: 'Asia/Shanghai' });
    const first = trigger.next(monday);
    expect(first).toBe(Date.parse('2026-11-23T10:30:00Z'));
    expect(trigger.next(first ?? 0)).toBe(Date.parse('2026-11-25T10:30:00Z'));
  });

  it('asks what two restricted day fields mean', () => {
    expect(() => cron('0 9 13 * 5', { timezone: 'UTC' })).toThrow(/dayMatch/);
    expect(cron('0 9 13 * 5', { timezone: 'UTC', dayMatch: 'either' }).next(monday)).toBe(
      Date.parse('2026-11-27T09:00:00Z'),
    );
    expect(cron('0 9 13 * 5', { timezone: 'UTC', dayMatch: 'both' }).next(monday)).toBe(
      Date.parse('2027-08-13T09:00:00Z'),
    );
  });

  it.each([
    ['an expression that never fires', '0 0 30 2 *', 'UTC'],
    ['an expression that is none', 'every day', 'UTC'],
    ['an unknown zone', '0 9 * * *', 'Mars/Olympus'],
  ])('refuses %s', (_, expression, timezone) => {
    expect(() => cron(expression, { timezone })).toThrow(Error);
  });

  it('refuses what is no instant', () => {
    expect(() => cron('0 9 * * *', { timezone: 'UTC' }).next(Number.NaN)).toThrow(RangeError);
  });
});

describe('sign', () => {
  it('is plain base64, as DingTalk computes it', () => {
    expect(sign('this is secret', 1_577_808_000_000)).toBe('ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0=');
  });
});

describe('loadConfig', () => {
  it('gives reminders that know when they are due and what they say', async () => {
    const { reminders, robots } = await loadConfig(folder(YAML));
    expect([...robots.keys()]).toEqual(['team']);
    expect(reminders.map(({ id }) => id)).toEqual(['lunch']);
  });

  it('throws every problem at once, each with its place', async () => {
    const directory = folder(`${YAML.replace('text', 'txet')}people: { lili: { birthday: 1992-02-30 } }\n`);
    const error: unknown = await loadConfig(directory).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    const { problems } = error as ConfigError;
    expect(new Set(problems.map(({ line }) => line))).toEqual(new Set([3, 4]));
  });
});

describe('createRobot', () => {
  it('sends a signed message and tells what came of it', async () => {
    const member = { name: 'team', token: 'dummy-token', secret: 'SEC-dummy' };
    const sandbox = new Sandbox({ robots: [member] });
    const server = await startSandboxServer({ sandbox, now: Date.now });
    onTestFinished(() => server.stop());

    const message = { kind: 'text', text: '午饭时间到' } as const;
    const robot = createRobot({ webhook: server.webhook(member), secret: member.secret });
    expect(await robot.send(message, { msgUuid: randomUUID() })).toEqual({ kind: 'delivered' });
    expect(sandbox.conversation()).toHaveLength(1);

    const wrong = createRobot({ webhook: server.webhook(member), secret: 'SEC-wrong' });
    expect(await wrong.send(message, { msgUuid: randomUUID() })).toMatchObject({ kind: 'rejected', scope: 'robot' });
  });

  it('serves a program of its own, with nothing else of dingbell: each ending is told, none throws', async () => {
    const member = { name: 'ci', token: 'dummy-token', keywords: ['构建'], perMinute: 1 };
    const sandbox = new Sandbox({ robots: [member] });
    const server = await startSandboxServer({ sandbox, now: Date.now });
    onTestFinished(() => server.stop());
    const directory = mkdtempSync(join(tmpdir(), 'dingbell-outside-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    writeFileSync(join(directory, 'ci.ts'), OUTSIDE_PROGRAM);

    const library = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['ci.ts', library, server.webhook(member)], {
      cwd: directory,
    });
    expect(stdout.trim().split('\n')).toEqual([
      'rejected 310000',
      'delivered',
      'throttled 130101 600000',
      'unreachable',
    ]);
  });

  it('refuses a webhook of somebody else without repeating it', () => {
    expect(() => createRobot({ webhook: 'https://example.com/robot/send?access_token=dummy-token' })).toThrow(
      /^(?!.*dummy-token).*example\.com is not DingTalk/,
    );
  });
});
