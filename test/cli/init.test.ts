import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { variablesFor } from '../../src/cli/init/plan.ts';
import { breadth } from '../support/breadth.ts';
import { Conversation, CTRL_C, DOWN, ENTER, SPACE, UP } from './conversation.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';
import { robotServer } from './robot-server.ts';

const read = (...path: readonly string[]) => readFileSync(join(...path), 'utf8');
const modeOf = (...path: readonly string[]) => statSync(join(...path)).mode & 0o777;
const SECRET = 'SEC-dummy-of-the-cli-test';

/** As far as the question whether to write. */
async function answerUpToWriting(conversation: Conversation, webhook: string, secret = SECRET): Promise<void> {
  await conversation.answer('Language', ENTER);
  await conversation.answer('In which folder', ENTER);
  await conversation.answer('time zone', ENTER);
  await conversation.answer('Where should messages go', ENTER);
  await conversation.answer('Paste the webhook', webhook + ENTER);
  await conversation.answer('安全设置', ENTER);
  await conversation.answer('Paste the 加签 secret', secret + ENTER);
  await conversation.answer('Which reminders', ENTER);
  await conversation.answer('Add a person', ENTER);
}

describe('init, asking', () => {
  it('goes from nothing to a message in the group', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder({ '.git/HEAD': '', '.gitignore': 'node_modules' });
    const conversation = new Conversation(['init'], { cwd });
    await answerUpToWriting(conversation, env.TEAM_WEBHOOK);
    await conversation.answer('Write it?', ENTER);
    await conversation.hears('The test message is in the group of team');
    expect(await conversation.end()).toBe(0);

    expect(sandbox.conversation()).toMatchObject([{ payload: { markdown: { title: '🔔 dingbell is connected' } } }]);
    expect(readdirSync(join(cwd, 'schedules')).toSorted()).toEqual(['reminders.yaml', 'robots.yaml', 'schema.json']);
    expect(parseEnv(read(cwd, '.env'))).toEqual({
      DINGTALK_TEAM_WEBHOOK: env.TEAM_WEBHOOK,
      DINGTALK_TEAM_SECRET: SECRET,
    });
    expect(modeOf(cwd, '.env')).toBe(0o600);
    expect(read(cwd, '.gitignore')).toBe('node_modules\n.env\n');
    // Neither is ever shown, nor in the YAML.
    for (const secret of [SECRET, 'dummy-token-of-the-cli-test']) {
      expect(conversation.output + conversation.errors).not.toContain(secret);
      expect(read(cwd, 'schedules/robots.yaml')).not.toContain(secret);
    }
    const next = await dingbell(['next', '--json', '--from', '2026-12-01', '--count', '3'], { cwd });
    expect(jsonLines(next.stdout)).toMatchObject([
      { reminder: 'clock-in' },
      { reminder: 'lunch' },
      { reminder: 'clock-out' },
    ]);
  });

  it('says why a message did not arrive, takes the right secret and tries again', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder();
    const conversation = new Conversation(['init'], { cwd });
    await answerUpToWriting(conversation, env.TEAM_WEBHOOK, 'SEC-of-another-robot');
    await conversation.answer('Write it?', ENTER);
    await conversation.hears('copy the 加签 secret (SEC…) from');
    // The likely mend is offered first.
    await conversation.answer('What now?', ENTER);
    await conversation.answer('Paste the 加签 secret', SECRET + ENTER);
    await conversation.hears('The test message is in the group of team');
    await conversation.hears('Nobody would notice if the daemon stopped');
    expect(await conversation.end()).toBe(0);
    expect(sandbox.counts()).toMatchObject({ shown: 1, refused: 1 });
    expect(parseEnv(read(cwd, '.env'))).toMatchObject({ DINGTALK_TEAM_SECRET: SECRET });
  });

  it('does not promise the sandbox where the environment names a group already', async () => {
    const { env } = await robotServer();
    const conversation = new Conversation(['init'], {
      cwd: folder(),
      env: { DINGTALK_TEAM_WEBHOOK: env.TEAM_WEBHOOK },
    });
    await conversation.answer('Language', ENTER);
    await conversation.answer('In which folder', ENTER);
    await conversation.answer('time zone', ENTER);
    await conversation.hears('to the group of DINGTALK_TEAM_WEBHOOK, which is set already');
    expect(conversation.output).not.toContain('sandbox');
  });

  it('refuses what cannot be right while it is being typed, without repeating it', async () => {
    const cwd = folder();
    const conversation = new Conversation(['init'], { cwd });
    await conversation.answer('Language', ENTER);
    await conversation.answer('In which folder', ENTER);
    await conversation.answer('time zone', ENTER);
    await conversation.answer('Where should messages go', ENTER);
    await conversation.answer('Paste the webhook', `https://example.com/robot/send?access_token=dummy-token${ENTER}`);
    await conversation.hears("the webhook's host is not DingTalk's");
    expect(conversation.output).not.toContain('dummy-token');
  });

  it('speaks Chinese, in the YAML too; keywords, people and birthdays', async () => {
    const { sandbox, env } = await robotServer({ keywords: ['提醒'] });
    const cwd = folder();
    const conversation = new Conversation(['init', '日程', '--lang', 'zh-CN'], { cwd });
    await conversation.answer('语言', ENTER);
    await conversation.answer('YAML 放在哪个文件夹', ENTER);
    await conversation.answer('时区', ENTER);
    await conversation.answer('消息发到哪里', ENTER);
    await conversation.answer('粘贴 webhook', env.TEAM_WEBHOOK + ENTER);
    await conversation.answer('安全设置选了哪些', DOWN + SPACE + ENTER);
    await conversation.answer('粘贴加签的密钥', SECRET + ENTER);
    await conversation.answer('关键词，用逗号隔开', `提醒，钉铃${ENTER}`);
    await conversation.answer('先来哪些提醒', UP + SPACE + ENTER);
    await conversation.answer('要加一个人吗', ENTER);
    await conversation.answer('名字', `小明"${ENTER}`);
    await conversation.answer('手机号', `13800000000${ENTER}`);
    await conversation.answer('生日', `农历 1990-08-15${ENTER}`);
    await conversation.answer('再加一个人', ENTER);
    await conversation.answer('写入吗', ENTER);
    await conversation.hears('测试消息已到 team 的群里');
    expect(await conversation.end()).toBe(0);
    expect(sandbox.conversation()).toHaveLength(1);

    const check = await dingbell(['check', '日程', '--lang', 'zh-CN'], { cwd });
    expect(check.stdout).toMatch(/^日程\/schedules：4 条提醒，1 个机器人/m);
    expect(read(cwd, '日程/schedules/robots.yaml')).toContain('birthday: { lunar: 1990-08-15 }');
    const preview = await dingbell(['preview', 'birthdays', '--dir', '日程'], { cwd });
    expect(preview.stdout).toContain('小明"的');
    // In keyword mode every message has one.
    expect(preview.stdout).toContain('提醒');
  });

  const QUESTIONS = [
    'Language',
    'In which folder',
    'Where should messages go',
    'Paste the webhook',
    'Which reminders',
    'Write it?',
  ];

  it.each(breadth({ quick: ['Write it?'], long: QUESTIONS }))(
    'Ctrl-C at “%s” leaves nothing behind',
    async (question) => {
      const { env } = await robotServer();
      const cwd = folder();
      const conversation = new Conversation(['init'], { cwd });
      const answers: readonly (readonly [string, string])[] = [
        ['Language', ENTER],
        ['In which folder', ENTER],
        ['time zone', ENTER],
        ['Where should messages go', ENTER],
        ['Paste the webhook', env.TEAM_WEBHOOK + ENTER],
        ['安全设置', ENTER],
        ['Paste the 加签 secret', SECRET + ENTER],
        ['Which reminders', ENTER],
        ['Add a person', ENTER],
      ];
      for (const [asked, keys] of answers) {
        if (asked === question) break;
        await conversation.answer(asked, keys);
      }
      await conversation.answer(question, CTRL_C);
      expect(await conversation.end()).toBe(1);
      expect(conversation.errors).toContain('Given up: nothing was written.');
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it('a folder in use keeps its YAML: one of its robots gets its address', async () => {
    const { sandbox, env } = await robotServer();
    const yaml =
      'robots:\n  family: { webhook: "${FAMILY_HOOK:-sandbox}", secret: "${FAMILY_SECRET:-}" }\nreminders:\n  tea: { robot: family, at: "15:00", text: tea }\n';
    const cwd = folder({ 'schedules/all.yaml': yaml, '.env': '# mine\nOTHER=1\nFAMILY_HOOK=old\n' });
    const conversation = new Conversation(['init'], { cwd, env: { FAMILY_HOOK: '' } });
    await conversation.answer('Language', ENTER);
    await conversation.answer('In which folder', ENTER);
    await conversation.answer('holds YAML already', ENTER);
    await conversation.answer('Paste the webhook', env.TEAM_WEBHOOK + ENTER);
    await conversation.answer('Does it use 加签', ENTER);
    await conversation.answer('Paste the 加签 secret', SECRET + ENTER);
    await conversation.answer('Write it?', ENTER);
    await conversation.hears('The test message is in the group of family');
    expect(await conversation.end()).toBe(0);
    expect(sandbox.conversation()).toHaveLength(1);
    expect(readdirSync(join(cwd, 'schedules'))).toEqual(['all.yaml']);
    expect(read(cwd, 'schedules/all.yaml')).toBe(yaml);
    expect(read(cwd, '.env')).toBe(`# mine\nOTHER=1\nFAMILY_HOOK=${env.TEAM_WEBHOOK}\nFAMILY_SECRET=${SECRET}\n`);
    expect(modeOf(cwd, '.env')).toBe(0o600);
  });
});

describe('init --yes', () => {
  it('needs no terminal: the robot comes from the environment', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder();
    const given = { DINGTALK_TEAM_WEBHOOK: env.TEAM_WEBHOOK, DINGTALK_TEAM_SECRET: env.TEAM_SECRET };
    const { stdout, stderr, code } = await dingbell(['init', '--yes', '--json'], { cwd, env: given });
    expect(jsonLines(stdout)).toEqual([
      {
        folder: 'schedules',
        files: ['schedules/robots.yaml', 'schedules/reminders.yaml', 'schedules/schema.json', '.env'],
        robot: 'team',
        sandbox: false,
        test: 'arrived',
      },
    ]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(sandbox.conversation()).toHaveLength(1);
    expect(modeOf(cwd, '.env')).toBe(0o600);
  });

  it('or from standard input', async () => {
    const { env } = await robotServer({ keywords: ['提醒'] });
    const cwd = folder();
    const { stdout, code } = await dingbell(['init', '--yes', '--stdin', '--keyword', '提醒', '--lang', 'zh-CN'], {
      cwd,
      stdin: `${env.TEAM_WEBHOOK}\n${env.TEAM_SECRET}\n`,
    });
    expect(stdout).toContain('测试消息已到 team 的群里');
    expect(stdout).toMatch(/守护进程停了也没有人会发现.*\n {2}→ 写 daemon: \{ heartbeat/);
    expect(code).toBe(0);
  });

  it('without any robot begins with the sandbox', async () => {
    const cwd = folder();
    const { stdout, code } = await dingbell(['init', '--yes', '--reminders', 'workout', 'reading'], { cwd });
    expect(stdout).toMatch(/arrived in the sandbox/);
    expect(stdout).not.toContain('Nobody would notice');
    expect(code).toBe(0);
    expect(existsSync(join(cwd, '.env'))).toBe(false);
    expect((await dingbell(['check'], { cwd })).stdout).toMatch(/^schedules: 2 reminders, 1 robot/m);
  });

  it('tells why the message did not arrive, keeps what was written, and ends with 1', async () => {
    const { env } = await robotServer();
    const cwd = folder();
    const given = { DINGTALK_TEAM_WEBHOOK: env.TEAM_WEBHOOK, DINGTALK_TEAM_SECRET: 'SEC-wrong' };
    const { stdout, code } = await dingbell(['init', '--yes', '--json'], { cwd, env: given });
    expect(jsonLines(stdout)).toMatchObject([
      {
        test: 'refused',
        errcode: 310000,
        reason: expect.stringContaining('the signature does not match (310000'),
        cause: { code: 'vendor', meaning: 'signature-wrong' },
      },
    ]);
    expect(code).toBe(1);
    expect(existsSync(join(cwd, 'schedules/robots.yaml'))).toBe(true);
  });

  it.each([
    ['no terminal and no --yes', ['init'], 2, /this is not a terminal.*--yes/],
    ['an unknown reminder', ['init', '--yes', '--reminders', 'nap'], 2, /no "nap"; there are: clock-in/],
    ['an unknown zone', ['init', '--yes', '--timezone', 'Mars/Base'], 2, /no time zone "Mars\/Base"/],
    ['a webhook that is none', ['init', '--yes', '--stdin'], 2, /the robot's webhook is empty/],
    ['JSON of a conversation', ['init', '--json'], 2, /--json belongs to --yes/],
  ])('%s is refused, and nothing is written', async (_, args, expected, message) => {
    const cwd = folder();
    const { stderr, code } = await dingbell(args, { cwd });
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    ['YAML with errors', 'reminders: { a: { at: "25:00", text: a } }', /npx dingbell check schedules/],
    ['no robot to connect', 'robots: { a: { webhook: sandbox } }', /none of its robots takes its address/],
    ['a robot, and no address for it', 'robots: { a: { webhook: "${HOOK:-sandbox}" } }', /give the webhook in HOOK/],
  ])('a folder in use with %s is left as it is', async (_, yaml, message) => {
    const cwd = folder({ 'schedules/all.yaml': yaml });
    const { stderr, code } = await dingbell(['init', '--yes'], { cwd });
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
    expect(readdirSync(join(cwd, 'schedules'))).toEqual(['all.yaml']);
  });

  it('says when the shell has another value, which would win', async () => {
    const { env } = await robotServer();
    const cwd = folder();
    const { stdout } = await dingbell(['init', '--yes', '--stdin'], {
      cwd,
      env: { DINGTALK_TEAM_WEBHOOK: 'sandbox' },
      stdin: `${env.TEAM_WEBHOOK}\n${env.TEAM_SECRET}\n`,
    });
    expect(stdout).toMatch(
      /DINGTALK_TEAM_WEBHOOK has another value in this shell, and that value is used instead of \.env/,
    );
  });

  it('a second folder gets variables of its own, and the first keeps its group', async () => {
    const { env } = await robotServer();
    const first = 'https://oapi.dingtalk.com/robot/send?access_token=dummy-of-the-first';
    const cwd = folder({ '.env': `DINGTALK_TEAM_WEBHOOK=${first}\n` });
    const { code } = await dingbell(['init', 'family', '--yes', '--stdin'], {
      cwd,
      stdin: `${env.TEAM_WEBHOOK}\n${env.TEAM_SECRET}\n`,
    });
    expect(code).toBe(0);
    expect(read(cwd, '.env')).toBe(`DINGTALK_TEAM_WEBHOOK=${first}\n`);
    expect(Object.values(parseEnv(read(cwd, 'family/.env')))).toContain(env.TEAM_WEBHOOK);
  });

  it.each([
    ['family', {}, 'DINGTALK_TEAM_WEBHOOK'],
    ['family', { DINGTALK_TEAM_WEBHOOK: 'sandbox' }, 'DINGTALK_TEAM_WEBHOOK'],
    ['family', { DINGTALK_TEAM_WEBHOOK: 'x' }, 'DINGTALK_FAMILY_WEBHOOK'],
    ['my-family/schedules', { DINGTALK_TEAM_WEBHOOK: 'x' }, 'DINGTALK_MY_FAMILY_WEBHOOK'],
    ['日程', { DINGTALK_TEAM_WEBHOOK: 'x' }, 'DINGTALK_TEAM_3_WEBHOOK'],
  ])('a new robot in %s, where %j is set, has the variable %s', (directory, env, expected) => {
    expect(variablesFor(directory, env).webhook).toBe(expected);
  });

  const TWO =
    'robots:\n  team: { webhook: "${DINGTALK_TEAM_WEBHOOK:-sandbox}" }\n  family: { webhook: "${FAMILY:-sandbox}" }\n';

  it("a robot is never connected by the address of another's variable", async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder({ 'schedules/all.yaml': TWO, '.env': `DINGTALK_TEAM_WEBHOOK=${env.TEAM_WEBHOOK}\n` });
    const { code, stderr } = await dingbell(['init', '--yes', '--robot', 'family'], { cwd });
    expect(stderr).toContain('FAMILY');
    expect(code).toBe(1);
    expect(sandbox.counts()).toMatchObject({ received: 0 });
    expect(parseEnv(read(cwd, '.env'))).toEqual({ DINGTALK_TEAM_WEBHOOK: env.TEAM_WEBHOOK });
  });

  it('an address that is set is replaced only when asked', async () => {
    const { env } = await robotServer();
    const old = 'https://oapi.dingtalk.com/robot/send?access_token=dummy-of-old';
    const cwd = folder({ 'schedules/all.yaml': TWO, '.env': `DINGTALK_TEAM_WEBHOOK=${old}\n` });
    const stdin = `${env.TEAM_WEBHOOK}\n`;
    const refused = await dingbell(['init', '--yes', '--stdin'], { cwd, stdin });
    expect(refused.stderr).toContain('--replace');
    expect(refused.code).toBe(1);
    expect(read(cwd, '.env')).toContain(old);
    await dingbell(['init', '--yes', '--stdin', '--replace'], { cwd, stdin });
    expect(read(cwd, '.env')).toBe(`DINGTALK_TEAM_WEBHOOK=${env.TEAM_WEBHOOK}\n`);
  });

  it('a folder that cannot be made is said plainly', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'file'), '');
    const { stderr, code } = await dingbell(['init', 'file/below', '--yes'], { cwd });
    expect(stderr).toMatch(/cannot be (written|used)/);
    expect(code).toBe(1);
  });
});
