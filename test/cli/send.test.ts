import { once } from 'node:events';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { IS_LONG } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder, jsonLines, start } from './dingbell.ts';
import { robotServer } from './robot-server.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots:
  team: { webhook: "\${TEAM_WEBHOOK}", secret: "\${TEAM_SECRET}" }
  fake: { webhook: sandbox }
people:
  xiaoming: { name: 小明, mobile: "13800000000" }
  lili: { name: 丽丽 }
reminders:
  lunch: { robot: team, at: "11:50", text: 午饭时间到 }
  tea: { robot: fake, at: "15:00", text: tea }
`;
const files = {
  'schedules/all.yaml': YAML,
  'report.md': '# 测试 **报告**\n\n- 通过\n',
  'junit-a.xml':
    '<testsuite><testcase name="a" classname="A"/><testcase name="b" classname="A"><failure message="1 is not 2"/></testcase></testsuite>',
  'junit-b.xml': '<testsuites><testsuite><testcase name="c"/></testsuite></testsuites>',
};
const CROWD = Array.from({ length: 51 }, (_, index) => `user${index}`);
const nowhere = { TEAM_WEBHOOK: 'http://127.0.0.1:1/robot/send?access_token=dummy-token', TEAM_SECRET: 'SEC-dummy' };

const REPORT = '<testsuite><testcase name="中文用例"><failure message="构建失败"/></testcase></testsuite>';
const xmlWith = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n${REPORT}`;

describe('a test report', () => {
  const utf16 = Buffer.from(`\uFEFF${xmlWith('utf-16')}`, 'utf16le');

  it.each([
    ['in GBK', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GBK"?>'), gbkReport()])],
    ['in UTF-16, as .NET writes it', utf16],
    ['in UTF-16, the other way round', Buffer.from(utf16).swap16()],
    ['in UTF-16 without a mark', Buffer.from(xmlWith('utf-16'), 'utf16le')],
    ['that only says UTF-16', Buffer.from(xmlWith('utf-16'))],
    ['in UTF-8 with a mark', Buffer.from(`\uFEFF${xmlWith('utf-8')}`)],
    ['in UTF-8 that says nothing', Buffer.from(REPORT)],
  ])('%s reaches the group as it was written', async (_, bytes) => {
    const { sandbox, env } = await robotServer();
    const cwd = folder(files);
    writeFileSync(join(cwd, 'report.xml'), bytes);
    expect(await dingbell(['send', 'team', '--junit', 'report.xml'], { cwd, env })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(JSON.stringify(sandbox.conversation())).toMatch(/中文用例[^]*构建失败/);
  });

  it('in an encoding that nobody knows is refused, saying which', async () => {
    const cwd = folder({ ...files, 'report.xml': xmlWith('klingon-8') });
    const { stderr, code } = await dingbell(['send', 'team', '--junit', 'report.xml'], { cwd, env: nowhere });
    expect(stderr).toBe(
      'error: report.xml says that its encoding is "klingon-8", which dingbell does not know: write it in UTF-8.\n',
    );
    expect(code).toBe(1);
  });

  it('that is too large is refused before it takes all memory', async () => {
    const cwd = folder({ ...files, 'report.xml': '' });
    truncateSync(join(cwd, 'report.xml'), 300_000_000);
    const { stderr, code } = await dingbell(['send', 'team', '--junit', 'report.xml'], { cwd, env: nowhere });
    expect({ stderr, code }).toEqual({
      stderr: expect.stringMatching(/more than 50 MB: make the report without/),
      code: 1,
    });
  });

  it.each([
    ['an entity without end', `<!DOCTYPE x [<!ENTITY ${'a'.repeat(100_000)}`],
    ['a tag without end', `<testsuite><${'a'.repeat(100_000)}`],
    ['a root of that length', `<${'a'.repeat(100_000)}/>`],
  ])('that is hostile, %s, is told of in few words', async (_, xml) => {
    const cwd = folder({ ...files, 'report.xml': xml });
    const { stderr } = await dingbell(['send', 'team', '--junit', 'report.xml'], { cwd, env: nowhere });
    expect(stderr).toMatch(/^error: report\.xml/);
    expect(stderr.length).toBeLessThan(500);
  });
});

/** 中文用例, 构建失败 */
function gbkReport(): Buffer {
  const [name, message] = ['d6d0cec4d3c3c0fd', 'b9b9bda8caa7b0dc'].map((hex) => Buffer.from(hex, 'hex'));
  const [begin, middle, end] = ['<testsuite><testcase name="', '"><failure message="', '"/></testcase></testsuite>'];
  return Buffer.concat([begin, name, middle, message, end].map((part) => Buffer.from(part as string)));
}

describe('send, without a daemon', () => {
  it('is not kept back by a mistake that is none of its robot', async () => {
    const { sandbox, env } = await robotServer();
    const mistake = { 'schedules/more.yaml': 'reminders:\n  tee: { robot: taem, at: 8:30, text: 喝茶 }\n' };
    const cwd = folder({ ...files, ...mistake });
    const sent = await dingbell(['send', 'team', '备份失败', '--lang', 'zh-CN'], { cwd, env });
    expect(sent).toEqual({
      stdout: 'team: 已送达\n',
      stderr: '警告：schedules 里有 2 个错误（npx dingbell check schedules 会列出），这条消息照样发送。\n',
      code: 0,
    });
    expect(sandbox.conversation()).toHaveLength(1);

    const unreadable = await dingbell(['send', 'team', '备份失败'], { cwd, env: { ...env, TEAM_WEBHOOK: 'x' } });
    expect(unreadable).toMatchObject({ stdout: '', code: 1 });
    expect(unreadable.stderr).toContain('all.yaml:4:20');
    expect(sandbox.conversation()).toHaveLength(1);
  });

  it('delivers a text through the outbox and remembers it', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder(files);
    const sent = await dingbell(['send', 'team', '开会啦', '--mention', 'xiaoming', 'user123', '--json'], { cwd, env });
    const [result] = jsonLines(sent.stdout);
    expect(result).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), robot: 'team', state: 'delivered' });
    expect({ stderr: sent.stderr, code: sent.code }).toEqual({ stderr: '', code: 0 });
    expect(sandbox.conversation()).toMatchObject([
      {
        msgUuid: result?.['id'],
        payload: {
          text: { content: '开会啦 @13800000000 @user123' },
          at: { atMobiles: ['13800000000'], atUserIds: ['user123'], isAtAll: false },
        },
      },
    ]);

    const history = await dingbell(['history', '--json'], { cwd, env });
    expect(jsonLines(history.stdout)).toMatchObject([
      { id: result?.['id'], origin: 'send', state: 'delivered', attempts: [{ outcome: 'delivered' }] },
    ]);
  });

  it.each([
    ['a text from standard input', ['-'], '磁盘满了\n', { msgtype: 'text', text: { content: '磁盘满了' } }],
    [
      'a Markdown file',
      ['--markdown', 'report.md'],
      '',
      { markdown: { title: '测试 报告', text: '# 测试 **报告**\n\n- 通过' } },
    ],
    [
      'Markdown from standard input, with a title',
      ['--markdown', '-', '--title', '标题'],
      'a\n',
      { markdown: { title: '标题', text: 'a' } },
    ],
    [
      'a summary of test reports',
      ['--junit', 'junit-a.xml', 'junit-b.xml'],
      '',
      { markdown: { title: '✗ 1 of 3 failed', text: expect.stringContaining('- **A › b**\n\n> 1 is not 2') } },
    ],
    [
      'a summary of standard input, under a title',
      ['--junit', '-', '--title', 'nightly'],
      '<testsuite><testcase name="a"/></testsuite>',
      { markdown: { title: 'nightly', text: expect.stringContaining('✓ 1 passed') } },
    ],
    ['a call to everyone', ['a', '--at-all'], '', { at: { isAtAll: true } }],
  ])('sends %s', async (_, args, stdin, payload) => {
    const { sandbox, env } = await robotServer();
    const { stdout, code } = await dingbell(['send', 'team', ...args], { cwd: folder(files), env, stdin });
    expect({ stdout, code }).toEqual({ stdout: 'team: delivered\n', code: 0 });
    expect(sandbox.conversation()).toMatchObject([{ payload }]);
  });

  it("fails with DingTalk's own words and what to do, and never with a secret", async () => {
    const { env } = await robotServer({ keywords: ['提醒'] });
    const cwd = folder(files);
    const { stdout, stderr, code } = await dingbell(['send', 'team', '开会啦'], { cwd, env });
    expect(stdout).toMatch(/^team: failed · .*keyword/);
    expect(code).toBe(1);
    const chinese = await dingbell(['history', '--state', 'failed', '--lang', 'zh-CN'], { cwd, env });
    expect(chinese.stdout).toContain('消息里没有机器人的关键词（310000 keywords not in content）');
    const history = await dingbell(['history', '--state', 'failed'], { cwd, env });
    expect(history.stdout).toMatch(/failed +sent by hand +team +开会啦\n +.*keyword/);
    for (const secret of [env.TEAM_SECRET, 'dummy-token'])
      expect(stdout + stderr + history.stdout).not.toContain(secret);
  });

  it.each([
    ['nothing to say', ['team'], /Say something/],
    ['two things at once', ['team', 'a', '--markdown', 'report.md'], /one of them/],
    ['an empty text', ['team', '  '], /The message is empty/],
    ['an empty standard input', ['team', '-'], /The message is empty/],
    ['a title for a text', ['team', 'a', '--title', 'b'], /--title belongs to --markdown/],
    ['an unknown robot', ['taem', 'a'], /There is no robot "taem"\. Did you mean team\?/],
    [
      'a person who cannot be called',
      ['team', 'a', '--mention', 'lili'],
      /lili has neither a mobile number nor a user id/,
    ],
    ['a name that is nobody’s', ['team', 'a', '--mention', 'xiaomin'], /nobody "xiaomin" .*Did you mean xiaoming\?/],
    ['a time that has passed', ['team', 'a', '--at', '2026-01-01'], /--at: 2026-01-01 Thu 09:00 has passed\. Write a/],
    ['a time that is none', ['team', 'a', '--at', 'soon'], /"soon" is not a time\. Write 15:00, tomorrow 9:00/],
    ['another message without a time', ['team', 'a', '--instead-of', '12ab'], /--instead-of needs --at/],
    ['more people than can be called', ['team', 'a', '--mention', ...CROWD], /At most 50 people can be called/],
  ])('refuses %s as wrong usage, and writes nothing', async (_, args, message) => {
    const cwd = folder(files);
    const { stdout, stderr, code } = await dingbell(['send', ...args], { cwd, env: nowhere });
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it.each([
    ['a file that is not there', ['team', '--markdown', 'missing.md'], /missing\.md cannot be read: .*ENOENT/],
    ['a report that is no XML', ['team', '--junit', 'report.md'], /report\.md:1 is no XML/],
    [
      'a robot that lives in the daemon',
      ['fake', 'a'],
      /fake is the sandbox, which is part of the daemon: start the daemon first/,
    ],
  ])('says what to do about %s', async (_, args, message) => {
    const { stdout, stderr, code } = await dingbell(['send', ...args], { cwd: folder(files), env: nowhere });
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });
});

describe('send, beside others', () => {
  it('two at once without a daemon are both posted', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder(files);
    const texts = ['first', 'second', 'third'];
    const all = await Promise.all(texts.map((text) => dingbell(['send', 'team', text], { cwd, env })));
    expect(all).toEqual(texts.map(() => ({ stdout: 'team: delivered\n', stderr: '', code: 0 })));
    const said = sandbox.conversation().map(({ payload }) => JSON.stringify(payload));
    expect(said).toHaveLength(3);
    for (const text of texts) expect(said.filter((each) => each.includes(text))).toHaveLength(1);
  });

  it('one that waits for a robot out of reach keeps no daemon from starting, planning and sending', async () => {
    const { env, asked } = await deadRobot();
    const cwd = folder({ ...files, 'schedules/all.yaml': YAML.replace('at: "15:00"', 'every: 1s') });
    const waiting = start(['send', 'team', '开会啦', '--wait'], { cwd, env });
    onTestFinished(() => void waiting.kill('SIGKILL'));
    let said = '';
    waiting.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await asked;
    const daemon = new DaemonProcess({ cwd, env });
    onTestFinished(() => void daemon.child.kill('SIGKILL'));
    await daemon.running();
    await daemon.line(({ msg, robot }) => msg === 'delivered' && robot === 'fake');
    const ended = once(waiting, 'close');
    waiting.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(said).toMatch(/^team: (pending|sending) · .*\n.*the daemon sends it/);
    expect(await daemon.stop(), daemon.output).toBe(0);
  });

  it.runIf(IS_LONG)(
    'says that nobody sends it until a daemon starts, when it does not arrive within some seconds',
    async () => {
      const { env } = await deadRobot();
      const cwd = folder(files);
      const { stdout, code } = await dingbell(['send', 'team', '开会啦'], { cwd, env });
      expect(stdout).toMatch(/^team: pending · .*\n.*it waits: a daemon that starts before .* sends it/);
      expect(code).toBe(1);
    },
  );
});

describe('send for later', () => {
  const waitingIn = async (cwd: string) => {
    const [seen] = jsonLines((await dingbell(['status', '--json'], { cwd, env: nowhere })).stdout);
    return seen?.['later'];
  };

  it('waits, also while the daemon is killed, is changed, is taken back; or is sent at its time', async () => {
    const cwd = folder(files);
    const send = (...args: readonly string[]) =>
      dingbell(['send', 'fake', ...args, '--lang', 'en'], { cwd, env: nowhere });
    let daemon = new DaemonProcess({ cwd, env: nowhere });
    onTestFinished(() => void daemon.child.kill('SIGKILL'));
    await daemon.running();
    const first = await send('两点开会', '--at', '2h', '--json');
    const [{ id } = {}] = jsonLines(first.stdout);
    expect(first.code).toBe(0);
    const short = String(id).slice(0, 8);

    await daemon.stop('SIGKILL');
    daemon = new DaemonProcess({ cwd, env: nowhere });
    await daemon.running();
    expect(await waitingIn(cwd)).toMatchObject([{ id, robot: 'fake', message: { text: '两点开会' } }]);

    const changed = await send('三点开会', '--at', '2099-12-24', '--instead-of', short);
    expect(changed.stdout).toMatch(
      new RegExp(
        `^fake \\(sandbox\\): it will be sent on 2099-12-24 Thu 09:00\n.*npx dingbell take-back ${short} takes it back`,
      ),
    );
    const shown = await dingbell(['status', '--lang', 'en'], { cwd, env: nowhere });
    expect(shown.stdout).toMatch(/Waiting +0 pending, 0 sending\n/);
    expect(shown.stdout).toMatch(
      new RegExp(`For later +${short}  2099-12-24 Thu 09:00  fake \\(sandbox\\)  三点开会\n`),
    );

    const taken = await dingbell(['take-back', short, '--lang', 'en'], { cwd, env: nowhere });
    expect(taken).toMatchObject({ code: 0, stdout: expect.stringContaining('三点开会') });
    expect(await waitingIn(cwd)).toEqual([]);
    const again = await dingbell(['take-back', short, '--lang', 'en'], { cwd, env: nowhere });
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining(`No message with the id ${short} waits.`)]);

    expect((await send('马上开会', '--at', '1s')).code).toBe(0);
    await daemon.line(({ msg, robot, origin }) => msg === 'delivered' && robot === 'fake' && origin !== 'owner');
    expect(await daemon.stop(), daemon.output).toBe(0);
  });

  it('without a daemon it is written down, and says that one has to be started', async () => {
    const cwd = folder(files);
    const sent = await dingbell(['send', 'fake', '开会', '--at', '明天', '--lang', 'en'], { cwd, env: nowhere });
    expect(sent.stdout).toMatch(
      /^fake \(sandbox\): it will be sent on .* 09:00\n.*start it before that time \(npm start\)/,
    );
    expect(sent.code).toBe(1);
    expect(await waitingIn(cwd)).toMatchObject([{ robot: 'fake', dueAt: expect.stringMatching(/T09:00:00\+08:00$/) }]);
  });

  it('under a key it is written down once', async () => {
    const cwd = folder(files);
    const send = () =>
      dingbell(['send', 'team', 'a', '--at', '2h', '--key', 'k', '--lang', 'en'], { cwd, env: nowhere });
    await send();
    const { stderr, code } = await send();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/a message with this key was sent at /)]);
    expect(await waitingIn(cwd)).toHaveLength(1);
  });
});

/** A robot whose line is cut whenever somebody calls; `asked` resolves when somebody has. */
async function deadRobot() {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.destroy();
    resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const webhook = `http://127.0.0.1:${port}/robot/send?access_token=dummy-token`;
  return { asked, env: { TEAM_WEBHOOK: webhook, TEAM_SECRET: 'SEC-dummy' } };
}

describe('send under a key', () => {
  it('says the same once, however often it is asked', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder(files);
    const said: string[] = [];
    for (const text of ['disk full', 'disk full', 'disk full again']) {
      const { stdout, code } = await dingbell(['send', 'team', text, '--key', 'disk-2026-11-24'], { cwd, env });
      expect(code).toBe(0);
      said.push(stdout);
    }
    expect(said).toEqual([
      'team: delivered\n',
      expect.stringMatching(/^team: delivered\n  a message with this key was sent at .*: it is not sent again\n$/),
      expect.stringMatching(/^team: delivered\n  another message was sent with this key at .*: this one is not sent/),
    ]);
    const again = await dingbell(['send', 'team', 'disk full', '--key', 'disk-2026-11-24', '--json'], { cwd, env });
    expect(jsonLines(again.stdout)).toMatchObject([{ state: 'delivered', known: true }]);
    expect(sandbox.conversation()).toMatchObject([{ payload: { text: { content: 'disk full' } } }]);
  });

  it('a summary carries the keyword that the robot asks for', async () => {
    const { sandbox, env } = await robotServer({ keywords: ['构建'] });
    const cwd = folder({
      ...files,
      'schedules/all.yaml': YAML.replace('_SECRET}"', '_SECRET}", keywords: [构建]'),
    });
    const { code } = await dingbell(['send', 'team', '--junit', 'junit-b.xml'], { cwd, env });
    expect(code).toBe(0);
    expect(sandbox.conversation()).toHaveLength(1);
  });
});

describe('fire, without a daemon', () => {
  it('sends a reminder now and leaves its schedule as it is', async () => {
    const { sandbox, env } = await robotServer();
    const cwd = folder(files);
    const before = await dingbell(['next', '--json', '--count', '3', '--from', '2026-12-01'], { cwd, env });
    const { stdout, code } = await dingbell(['fire', 'lunch', '--wait', '--json'], { cwd, env });
    expect(jsonLines(stdout)).toMatchObject([{ robot: 'team', state: 'delivered' }]);
    expect(code).toBe(0);
    expect(sandbox.conversation()).toMatchObject([{ payload: { text: { content: '午饭时间到' } } }]);
    const after = await dingbell(['next', '--json', '--count', '3', '--from', '2026-12-01'], { cwd, env });
    expect(after.stdout).toBe(before.stdout);
    const history = await dingbell(['history', '--reminder', 'lunch', '--json'], { cwd, env });
    expect(jsonLines(history.stdout)).toMatchObject([{ origin: 'fire', reminder: 'lunch', state: 'delivered' }]);
  });

  it('suggests the id that was meant', async () => {
    const { stderr, code } = await dingbell(['fire', 'lnch'], { cwd: folder(files), env: nowhere });
    expect(stderr).toMatch(/There is no reminder "lnch"\. Did you mean lunch\?/);
    expect(code).toBe(2);
  });
});
