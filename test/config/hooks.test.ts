import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/schedule/instant.ts';
import { codesOf, problemsOf, readFiles } from './folder.ts';

const BASE = `robots: { team: { webhook: sandbox, onFailure: ops }, ops: { webhook: sandbox } }
people:
  xiaoming: { mobile: "13800000000", accounts: { github: Xiaoming-Dev, mail: [x@example.com] } }
defaults: { robot: team }
`;
const SECRET = 'an-obvious-dummy-secret';

async function hookOf(written: string, more = '') {
  const result = await readFiles({ 'all.yaml': `${BASE}${more}hooks:\n  shop: { ${written} }\n` });
  expect(problemsOf(result)).toEqual([]);
  return result.kind === 'config' ? result.config.hooks.get('shop') : undefined;
}

async function problemOf(written: string, more = '') {
  const text = `${BASE}${more}hooks:\n  shop: { ${written} }\n`;
  const problems = problemsOf(await readFiles({ 'all.yaml': text }, { locale: 'en' }));
  return problems.map(({ code, line, column, hint }) => [code, line, column, hint]);
}

it('a name in quotes stands in quotes once', async () => {
  const all = `${BASE}hooks: { shop: { from: github, secret: ${SECRET}, robot: "taem", events: ["pusj", '!isue'] } }`;
  const problems = problemsOf(await readFiles({ 'all.yaml': all }, { locale: 'en' }));
  expect(problems.map(({ message }) => message)).toEqual([
    'there is no robot "taem"',
    'there is no event "pusj"',
    'there is no event "!isue"',
  ]);
});

describe('hooks:', () => {
  it('needs three words, and has its defaults', async () => {
    expect(await hookOf(`from: github, secret: ${SECRET}`)).toEqual({
      name: 'shop',
      from: 'github',
      secrets: [SECRET],
      tokens: [],
      robots: ['team'],
      mention: { involved: true, called: [] },
      lateMs: 12 * HOUR,
      routes: [],
      keepMs: 3 * DAY,
      paused: false,
      source: { file: 'all.yaml', line: 6 },
    });
  });

  it('of whatever posts JSON needs no templates: most bodies have a title and a text', async () => {
    expect(await hookOf(`from: json, token: ${SECRET}`)).toMatchObject({ from: 'json', tokens: [SECRET] });
  });

  it('says everything that there is to say', async () => {
    const text = `${BASE}hooks:
  api:
    description: 后端仓库
    from: gitlab
    secret: [${SECRET}, "\${OLD:-}"]
    token: another-dummy-token
    robots: [team, ops]
    events: [push, merge_request, "!merge_request.labeled"]
    repositories: [acme/*]
    branches: [main, release/**]
    labels: ["!wontfix"]
    authors: ["!renovate"]
    bots: true
    drafts: true
    confidential: true
    when: not title contains "[skip chat]"
    mention: [involved, xiaoming, "13900000000"]
    gather: 1m
    late: 1h
    quiet: { between: "22:00-08:30", daysOff: true, except: [build.failed], timezone: Europe/London }
    digest: { events: [push, star], at: "18:00" }
    keep: off
    paused: true
    routes:
      - { branches: [release/**], robot: ops, mention: all }
      - { labels: [p0], mention: none }
    templates:
      release.published: { title: "{{ release.tag }}" }
`;
    const result = await readFiles({ 'all.yaml': text });
    expect(problemsOf(result)).toEqual([]);
    expect(result.kind === 'config' && result.config.hooks.get('api')).toMatchObject({
      description: '后端仓库',
      secrets: [SECRET],
      tokens: ['another-dummy-token'],
      robots: ['team', 'ops'],
      events: ['push', 'merge_request', '!merge_request.labeled'],
      when: ['not title contains "[skip chat]"'],
      bots: true,
      gatherMs: MINUTE,
      keepMs: 0,
      quiet: {
        window: { fromSecond: 79_200, untilSecond: 117_000 },
        daysOff: true,
        except: ['build.failed'],
        timezone: 'Europe/London',
      },
      digest: { events: ['push', 'star'], times: { kind: 'daily', second: 64_800 } },
      mention: { involved: true, called: [{ kind: 'mobile', mobile: '13800000000' }, { mobile: '13900000000' }] },
      routes: [
        { branches: ['release/**'], robots: ['ops'], mention: { involved: false, called: [{ kind: 'all' }] } },
        { labels: ['p0'], robots: ['team', 'ops'], mention: { involved: false, called: [] } },
      ],
      templates: { 'release.published': { title: '{{ release.tag }}' } },
    });
    expect(result.kind === 'config' && result.config.people.get('xiaoming')?.accounts).toEqual({
      github: ['Xiaoming-Dev'],
      mail: ['x@example.com'],
    });
  });

  it('takes what a json sender signs, and how', async () => {
    const signature = 'signature: { header: X-Sign, prefix: "v0=", signed: "{timestamp}.{body}", timestamp: X-Time }';
    expect(await hookOf(`from: json, secret: ${SECRET}, ${signature}, title: "{{ body.a }}"`)).toMatchObject({
      title: '{{ body.a }}',
      signature: { header: 'X-Sign', algorithm: 'sha256', encoding: 'hex', prefix: 'v0=', timestamp: 'X-Time' },
    });
  });

  it('takes days off alone, and a digest at an interval', async () => {
    const digest = 'digest: { events: star, every: 2h }';
    expect(await hookOf(`from: github, secret: ${SECRET}, quiet: { daysOff: true }, ${digest}`)).toMatchObject({
      quiet: { daysOff: true },
      digest: { events: ['star'], times: { kind: 'grid', everySeconds: 7_200, fromSecond: 0 } },
    });
  });

  it('takes a channel of a relay, and a feed with how often it is looked at', async () => {
    const relay = 'https://smee.io/a-dummy-channel';
    expect(await hookOf(`from: github, secret: ${SECRET}, relay: "${relay}"`)).toMatchObject({ relay });
    expect(await hookOf(`from: github, secret: ${SECRET}, relay: "\${NONE:-}"`)).not.toHaveProperty('relay');
    const url = 'https://git.example.com/acme/shop/releases.atom';
    const everyMs = 15 * MINUTE;
    expect(await hookOf(`from: feed, feed: ${url}`)).toMatchObject({ feed: { url, everyMs }, secrets: [], tokens: [] });
    expect(await hookOf(`from: feed, feed: ${url}, every: 1h`)).toMatchObject({ feed: { url, everyMs: HOUR } });
  });

  it('reads where other programs reach it; that name is public by itself', async () => {
    const http = (url: string) => `daemon: { http: { publicUrl: "${url}" } }\n`;
    const found = async (url: string) => {
      const result = await readFiles({ 'all.yaml': `${BASE}${http(url)}` });
      return result.kind === 'config' ? result.config.daemon.http : problemsOf(result).map(({ code }) => code);
    };
    expect(await found('https://Bell.example.com/')).toMatchObject({
      publicUrl: 'https://Bell.example.com',
      publicHosts: ['bell.example.com'],
    });
    expect(await found('http://127.0.0.1:8787')).toMatchObject({ publicHosts: [] });
    expect(await found('')).not.toHaveProperty('publicUrl');
    expect(await found('bell.example.com')).toEqual(['wrong-value']);
    expect(await found('https://bell.example.com/?a=1')).toEqual(['wrong-value']);
  });
});

describe('what check says of a hook', () => {
  it.each([
    ['from: github', 'hook-unproven', 3, 'add secret: "${HOOK_SECRET}", and enter the same secret there'],
    [
      'from: github, secret: "${NONE:-}"',
      'hook-unproven',
      3,
      'add secret: "${HOOK_SECRET}", and enter the same secret there',
    ],
    [
      'from: uptime-kuma',
      'hook-unproven',
      3,
      'add token: "${HOOK_TOKEN}"; uptime-kuma then posts to the address with ?token=… or shows it as Authorization: Bearer',
    ],
    [`from: jenkins, secret: ${SECRET}`, 'hook-does-not-sign', 34, 'write token instead'],
    [`from: github, secret: short`, 'secret-short', 33, 'make one with: openssl rand -hex 32, and enter it there too'],
    [`from: githup, secret: ${SECRET}`, 'wrong-choice', 17, 'did you mean github?'],
    [`from: github, secret: ${SECRET}, events: [pusj]`, 'unknown-event', 67, 'did you mean push?'],
    [`from: github, secret: ${SECRET}, events: ["!isue"]`, 'unknown-event', 67, 'did you mean "!issue"?'],
    [`from: github, secret: ${SECRET}, title: x`, 'key-of-other-sender', 58, 'it is for from: json; delete it'],
    [
      `from: trello, secret: ${SECRET}`,
      'hook-needs-public-url',
      17,
      'write daemon: { http: { publicUrl: "https://bell.example.com" } }',
    ],
    [`from: grafana, secret: ${SECRET}, branches: main`, 'filter-never-matches', 59, 'delete it'],
    [
      `from: jenkins, token: ${SECRET}, events: [build.failed, push]`,
      'event-never-sent',
      81,
      'delete it, or write some of these: build, message',
    ],
    [
      `from: gitea, relay: "https://smee.io/a-dummy-channel", secret: ${SECRET}`,
      'signature-lost-in-relay',
      31,
      'write token: "${HOOK_TOKEN}" beside secret, and add ?token=… to the address that gitea posts to; a gosmee server does not change the JSON',
    ],
    [
      `from: github, secret: ${SECRET}, relay: "http://relay.example.com/a"`,
      'wrong-value',
      65,
      'for example relay: "${RELAY_URL}"',
    ],
    ['from: feed', 'hook-needs-feed', 3, 'add feed: https://github.com/nodejs/node/releases.atom'],
    ['from: feed, feed: "${NONE:-}"', 'hook-needs-feed', 3, 'add feed: https://github.com/nodejs/node/releases.atom'],
    [
      'from: feed, feed: git.example.com/x.atom',
      'wrong-value',
      29,
      'for example feed: https://github.com/nodejs/node/releases.atom',
    ],
    ['from: feed, feed: https://example.com/a, every: 30s', 'feed-too-often', 59, 'write every: 15m, or 1m at least'],
    [`from: feed, feed: https://example.com/a, token: ${SECRET}`, 'hook-is-fetched', 52, 'delete it'],
    ['from: feed, feed: https://example.com/a, branches: main', 'filter-never-matches', 52, 'delete it'],
    [`from: github, secret: ${SECRET}, every: 1h`, 'key-of-other-sender', 58, 'it is for from: feed; delete it'],
    [`from: github, secret: ${SECRET}, robot: taem`, 'unknown-robot', 65, 'did you mean team?'],
    [`from: github, secret: ${SECRET}, mention: xiaomign`, 'unknown-person', 67, 'did you mean xiaoming?'],
    [`from: github, secret: ${SECRET}, routes: [{ robot: taem }]`, 'unknown-robot', 76, 'did you mean team?'],
    [`from: github, secret: ${SECRET}, templates: { pusch: { title: x } }`, 'unknown-key', 71, 'did you mean push?'],
    [
      `from: github, secret: ${SECRET}, when: a == 1 and b == 2 or c == 3`,
      'condition-mixed',
      82,
      'write a list, in which everything must be true: when: [a or b, c]',
    ],
    [
      `from: github, secret: ${SECRET}, when: (a == 1)`,
      'condition-parentheses',
      64,
      'write a list, in which everything must be true: when: [a or b, c]',
    ],
    [
      `from: github, secret: ${SECRET}, when: title contains "x" == false`,
      'condition-negated',
      64,
      'write not title contains "x"',
    ],
    [
      `from: github, secret: ${SECRET}, when: bot == true and title contains "x" != false`,
      'condition-negated',
      80,
      'write title contains "x"',
    ],
  ])('%s: %s', async (written, code, column, hint) => {
    expect(await problemOf(written)).toEqual([[code, 6, column, hint]]);
  });

  it.each([
    ['templates: { push: { title: "{{ repository.nam }}" } }', 'nam }', 'did you mean repository.name?'],
    [
      'templates: { release.published: { text: "{{ release.tag }} {{ relase.tag }}" } }',
      'relase',
      'did you mean release?',
    ],
    ['templates: { push: { text: "{{ release.tag }}" } }', 'release.tag', /^known: kind, sender, title, .*repository/],
    [
      'templates: { push: { text: "{% for each in commits %}{{ each.titel }}{% endfor %}" } }',
      'each.titel',
      'see docs/hooks.md',
    ],
    ['when: branch == "main" and lables contains "p0"', 'lables', 'did you mean labels?'],
    ['routes: [{ when: repository.full_nam == "a", robot: team }]', 'full_nam ', 'did you mean repository.full_name?'],
  ])('%s: a value that there is not', async (written, wrong, hint) => {
    const [found, ...others] = await problemOf(`from: github, secret: ${SECRET}, ${written}`);
    const [code, , at, said] = found ?? [];
    expect([code, others]).toEqual(['event-unknown-value', []]);
    // `  shop: { from: github, secret: …, ` stands before it.
    expect(at).toBe(58 + written.indexOf(wrong));
    expect(said).toMatch(hint);
  });

  it.each([
    ['title: "{{ bdy.host }}"', 'event-unknown-value', 'did you mean body?'],
    ['text: "{{ body.host | excerp: 20 }}"', 'template-unknown-filter', 'did you mean excerpt?'],
    ['key: "{{ header.x }", title: x', 'template-syntax', 'close it with }}'],
  ])('of json, %s: %s', async (written, code, hint) => {
    const found = await problemOf(`from: json, token: ${SECRET}, ${written}`);
    expect(found.map(([code, , , hint]) => [code, hint])).toEqual([[code, hint]]);
  });

  const window = 'write a part of the day, for example between: "22:00-08:30"';
  it.each([
    ['quiet: { between: "00:00-24:00" }', 'quiet-always', window],
    ['quiet: { between: "08:00-08:00" }', 'empty-window', window],
    ['quiet: { between: "22:00~08:30" }', 'unknown-window', 'write between: "22:00-08:30"'],
    ['quiet: { between: 晚上 }', 'unknown-window', 'for example "09:30-18:00"; a day ends with 24:00'],
    [
      'quiet: { except: [push] }',
      'quiet-never',
      'write quiet: { between: "22:00-08:30" }; for days off as well add daysOff: true',
    ],
    [
      'quiet: { daysOff: false }',
      'quiet-never',
      'write quiet: { between: "22:00-08:30" }; for days off as well add daysOff: true',
    ],
    ['quiet: "22:00-08:30"', 'wrong-value', 'for example quiet: { between: "22:00-08:30", daysOff: true }'],
    ['quiet: { daysOff: true, except: build.faild }', 'unknown-event', 'did you mean build.failed?'],
    ['digest: { events: [push] }', 'digest-without-time', 'add at: "18:00", or every: 1h'],
    ['digest: { events: [push], at: "18:00", every: 1h }', 'keys-exclude', 'keep one'],
    ['digest: { events: [pusj], at: "18:00" }', 'unknown-event', 'did you mean push?'],
    ['digest: { events: [], at: "18:00" }', 'wrong-value', 'for example events: [push, issue.opened]'],
    ['digest: { events: [push], every: 10s }', 'digest-interval', 'write every: 1h; for once a day write at: "18:00"'],
    ['digest: { events: [push], every: 2d }', 'digest-interval', 'write every: 1h; for once a day write at: "18:00"'],
  ])('%s: %s', async (written, code, hint) => {
    const found = await problemOf(`from: github, secret: ${SECRET}, ${written}`);
    expect(found.map(([code, , , hint]) => [code, hint])).toEqual([[code, hint]]);
  });

  it.each([
    'when: not title contains "x"',
    'quiet: { between: "22:00-08:30" }',
    'quiet: { between: "22:00-08:30", daysOff: true, except: [] }',
    'digest: { events: [push], every: 1h }',
    'digest: { events: [push], at: "18:00" }',
    'when: [title contains "a" or title contains "b", branch == "main"]',
    'when: title contains "and (or) == false"',
    'when: bot == false',
    'when: not bot and author.login == "a" and commits_count > 1 and change.files < 10 and build.workflow == "CI"',
    'templates: { build.failed: { title: "{{ build.workflow }} {{ build.failed | first }} {{ actor.name }}" } }',
    'templates: { push: { text: "{% for each in commits %}{{ each.title }} {{ each.author.name }}{% endfor %}" } }',
    'templates: { release.published: { text: "{{ body | excerpt: 500 }} {{ body | raw }}" } }',
    'templates: { message: { text: "{{ title }} {{ text }} {{ url }}" } }',
    'events: [issue, merge_request.opened]',
    'keep: off',
    'keep: 30d',
  ])('nothing of %s', async (written) => {
    expect(await problemOf(`from: github, secret: ${SECRET}, ${written}`)).toEqual([]);
  });

  it('takes what it says to write: Trello with an address, a token for who cannot sign', async () => {
    const http = 'daemon: { http: { publicUrl: "https://bell.example.com" } }\n';
    expect(await problemOf(`from: trello, secret: ${SECRET}`, http)).toEqual([]);
    expect(await problemOf(`from: jenkins, token: ${SECRET}`)).toEqual([]);
    const relay = 'relay: "https://smee.io/a-dummy-channel"';
    expect(await problemOf(`from: gitea, ${relay}, secret: ${SECRET}, token: ${SECRET}`)).toEqual([]);
    expect(await problemOf(`from: trello, ${relay}, secret: ${SECRET}`)).toEqual([]);
    expect(await problemOf('from: feed, feed: https://github.com/nodejs/node/releases.atom, every: 1m')).toEqual([]);
    expect(await problemOf(`from: json, token: ${SECRET}, title: "{{ body.title }}", text: "{{ body.text }}"`)).toEqual(
      [],
    );
  });

  it('warns of one account on two people', async () => {
    const people = `robots: { team: { webhook: sandbox } }
people:
  a: { accounts: { github: [one, same] } }
  b: { accounts: { github: SAME, gitlab: one } }
`;
    expect(await codesOf(people)).toEqual(['account-of-two']);
  });

  it('a robot that only a hook uses is used', async () => {
    const text = `robots: { team: { webhook: sandbox }, ops: { webhook: sandbox } }
hooks:
  shop: { from: github, secret: ${SECRET}, robot: team, routes: [{ events: push, robot: ops }] }
`;
    expect(await codesOf(text)).toEqual([]);
  });
});
