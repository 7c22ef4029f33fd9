import { describe, expect, it } from 'vitest';
import { type AccessRules, type Visitor, judge } from '../../src/web/access.ts';
import { issueSession, SESSION_MS } from '../../src/web/session.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

const NOW = toEpochMs(1_800_000_000_000);
const TOKEN = 'dummy-token';

const OPEN_TO_SELF: AccessRules = {
  host: '127.0.0.1',
  publicHosts: ['bell.example'],
  token: undefined,
  calendarToken: undefined,
};
const WITH_TOKEN: AccessRules = { ...OPEN_TO_SELF, token: TOKEN };
const CALENDAR_TOKEN = 'dummy-calendar-token';

const LOCAL: Visitor = {
  writes: false,
  remoteAddress: '127.0.0.1',
  host: '127.0.0.1:8787',
  origin: undefined,
  fetchSite: undefined,
  fetchMode: undefined,
  authorization: undefined,
  session: undefined,
  calendarToken: undefined,
  forwarded: false,
};
const REMOTE: Visitor = { ...LOCAL, remoteAddress: '192.168.1.20' };
const BEARER = { authorization: `Bearer ${TOKEN}` };
const SESSION = { session: issueSession(TOKEN, NOW) };

describe('which host a request may name', () => {
  it.each([
    ['127.0.0.1:8787', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.8.9.1:80', '127.0.0.1'],
    ['localhost:8787', '127.0.0.1'],
    ['LOCALHOST', '127.0.0.1'],
    ['dingbell.localhost:8787', '127.0.0.1'],
    ['[::1]:8787', '127.0.0.1'],
    ['bell.lan:8787', 'bell.lan'],
    ['Bell.LAN', 'bell.lan'],
    ['192.168.1.5:8787', '192.168.1.5'],
    ['192.168.1.5:8787', '0.0.0.0'],
    ['[fe80::1]:8787', '::'],
    ['localhost.:8787', '127.0.0.1'],
    ['[::1]', '127.0.0.1'],
    ['[::ffff:127.0.0.1]:8787', '127.0.0.1'],
  ])('%s is ours when we listen on %s', (host, configured) => {
    expect(judge({ ...LOCAL, host }, 'guarded', { ...OPEN_TO_SELF, host: configured }, NOW).kind).toBe('welcome');
  });

  it.each([
    [undefined, '127.0.0.1'],
    ['', '127.0.0.1'],
    ['evil.example', '127.0.0.1'],
    ['evil.example:8787', '0.0.0.0'],
    ['127.0.0.1.evil.example', '127.0.0.1'],
    ['localhost.evil.example', '127.0.0.1'],
    ['evil-localhost', '127.0.0.1'],
    ['192.168.1.5:8787', '127.0.0.1'],
    ['user@127.0.0.1', '127.0.0.1'],
    ['127.0.0.1:8787:1', '127.0.0.1'],
    ['127.0.0.1/evil', '127.0.0.1'],
    ['[::1', '127.0.0.1'],
    ['.', '127.0.0.1'],
    ['localhost..', '127.0.0.1'],
    ['sub.bell.example', '127.0.0.1'],
    ['bell.example.evil.example', '127.0.0.1'],
    ['evilbell.example', '127.0.0.1'],
    ['localhost:999999', '127.0.0.1'],
    ['localhost evil.example', '127.0.0.1'],
  ])('%s is not, when we listen on %s', (host, configured) => {
    const rules = { ...OPEN_TO_SELF, host: configured };
    expect(judge({ ...LOCAL, host }, 'guarded', rules, NOW).kind).toBe('foreign-host');
    expect(judge({ ...LOCAL, ...BEARER, host }, 'open', { ...rules, token: TOKEN }, NOW).kind).toBe('foreign-host');
  });
});

describe('the name of a proxy', () => {
  it.each(['bell.example', 'bell.example:443', 'BELL.example.', 'Bell.Example.:8443'])('%s is ours', (host) => {
    expect(judge({ ...REMOTE, ...BEARER, host }, 'guarded', WITH_TOKEN, NOW).kind).toBe('welcome');
  });
});

describe('without a token', () => {
  it.each<[string, Visitor, string]>([
    ['this machine reads', LOCAL, 'welcome'],
    ['this machine reads over IPv6', { ...LOCAL, remoteAddress: '::1' }, 'welcome'],
    ['this machine reads over a mapped address', { ...LOCAL, remoteAddress: '::ffff:127.0.0.1' }, 'welcome'],
    ['another machine does not', REMOTE, 'remote-without-token'],
    ['a mapped other machine does not', { ...LOCAL, remoteAddress: '::ffff:10.0.0.1' }, 'remote-without-token'],
    ['nor anyone unknown', { ...LOCAL, remoteAddress: undefined }, 'remote-without-token'],
    ['nor whoever comes through a proxy', { ...LOCAL, forwarded: true }, 'remote-without-token'],
    ['nor through one that does not say so', { ...LOCAL, host: 'Bell.example:443' }, 'remote-without-token'],
    ['this machine does not write', { ...LOCAL, writes: true }, 'write-without-token'],
    ['not even with some token', { ...LOCAL, writes: true, ...BEARER }, 'write-without-token'],
    ['another machine does not write', { ...REMOTE, writes: true }, 'remote-without-token'],
  ])('%s', (_, visitor, kind) => {
    expect(judge(visitor, 'guarded', OPEN_TO_SELF, NOW).kind).toBe(kind);
  });
});

describe('with a token', () => {
  it.each<[string, Partial<Visitor>, string]>([
    ['nothing shown', {}, 'token-wanted'],
    ['the token', BEARER, 'welcome'],
    ['the token, its scheme in small letters', { authorization: `bearer ${TOKEN}` }, 'welcome'],
    ['another token', { authorization: 'Bearer other' }, 'token-wanted'],
    ['the beginning of the token', { authorization: 'Bearer dummy' }, 'token-wanted'],
    ['the token and more', { authorization: `Bearer ${TOKEN}x` }, 'token-wanted'],
    ['no token after Bearer', { authorization: 'Bearer ' }, 'token-wanted'],
    ['the token in another scheme', { authorization: `Basic ${TOKEN}` }, 'token-wanted'],
    ['a session', SESSION, 'welcome'],
    ['the token as the session', { session: TOKEN }, 'token-wanted'],
    ['a session under another token', { session: issueSession('other', NOW) }, 'token-wanted'],
    ['a session that has ended', { session: issueSession(TOKEN, toEpochMs(NOW - SESSION_MS)) }, 'token-wanted'],
    [
      'a session made longer',
      { session: SESSION.session.replace(/^\d+/, (end) => String(Number(end) + 1)) },
      'token-wanted',
    ],
    ['an empty session', { session: '' }, 'token-wanted'],
    ['a wrong token beside a good session', { ...SESSION, authorization: 'Bearer other' }, 'token-wanted'],
  ])('%s', (_, shown, kind) => {
    expect(judge({ ...LOCAL, ...shown }, 'guarded', WITH_TOKEN, NOW).kind).toBe(kind);
    expect(judge({ ...REMOTE, ...shown }, 'guarded', WITH_TOKEN, NOW).kind).toBe(kind);
  });

  it('the login is open to everybody', () => {
    expect(judge(REMOTE, 'open', WITH_TOKEN, NOW).kind).toBe('welcome');
  });
});

describe('the token of the calendar', () => {
  const rules: AccessRules = { ...WITH_TOKEN, calendarToken: CALENDAR_TOKEN };
  const shown = { calendarToken: CALENDAR_TOKEN };

  it.each<[string, Partial<Visitor>, AccessRules, string]>([
    ['opens the calendar', shown, rules, 'welcome'],
    ['opens it where there is no other token', shown, { ...rules, token: undefined }, 'welcome'],
    ['opens it through a proxy', { ...shown, forwarded: true }, { ...rules, token: undefined }, 'welcome'],
    ['wrong, it does not', { calendarToken: 'other' }, rules, 'calendar-revoked'],
    ['empty, it does not', { calendarToken: '' }, rules, 'calendar-revoked'],
    ['the general one in its place does not', { calendarToken: TOKEN }, rules, 'calendar-revoked'],
    ['taken away, it does not', shown, WITH_TOKEN, 'calendar-revoked'],
    ['as a bearer, it does not', { authorization: `Bearer ${CALENDAR_TOKEN}` }, rules, 'token-wanted'],
    ['as a session, it does not', { session: CALENDAR_TOKEN }, rules, 'token-wanted'],
    ['wrong beside the general one, that one counts', { calendarToken: 'other', ...BEARER }, rules, 'welcome'],
    ['beside a wrong general one, that one counts', { ...shown, authorization: 'Bearer other' }, rules, 'token-wanted'],
    ['under a foreign host, it does not', { ...shown, host: 'evil.example' }, rules, 'foreign-host'],
    ['asked for by another site, it does not', { ...shown, fetchSite: 'cross-site' }, rules, 'foreign-origin'],
  ])('%s', (_, visitor, under, kind) => {
    expect(judge({ ...REMOTE, ...visitor }, 'calendar', under, NOW).kind).toBe(kind);
  });

  it('opens nothing else', () => {
    expect(judge({ ...REMOTE, ...shown }, 'guarded', rules, NOW).kind).toBe('token-wanted');
    expect(judge({ ...LOCAL, ...shown, writes: true }, 'guarded', rules, NOW).kind).toBe('token-wanted');
  });

  it('taken away, its address opens nothing on this machine either', () => {
    expect(judge({ ...LOCAL, ...shown }, 'calendar', OPEN_TO_SELF, NOW).kind).toBe('calendar-revoked');
    expect(judge(LOCAL, 'calendar', OPEN_TO_SELF, NOW).kind).toBe('welcome');
  });
});

describe('which page may ask through a browser', () => {
  const own = { origin: 'http://127.0.0.1:8787', fetchSite: 'same-origin' };

  it.each<[string, Partial<Visitor>, string]>([
    ['our own page reads', { fetchSite: 'same-origin' }, 'welcome'],
    ['an address typed in', { fetchSite: 'none', fetchMode: 'navigate' }, 'welcome'],
    ['a link followed from elsewhere', { fetchSite: 'cross-site', fetchMode: 'navigate' }, 'welcome'],
    ['another site reads', { fetchSite: 'cross-site', fetchMode: 'no-cors' }, 'foreign-origin'],
    ['another port of this host reads', { fetchSite: 'same-site', fetchMode: 'cors' }, 'foreign-origin'],
    ['another origin reads', { origin: 'http://evil.example' }, 'foreign-origin'],
    ['our own page writes', { writes: true, ...own, ...SESSION }, 'welcome'],
    ['our own page behind a proxy', { writes: true, ...own, origin: 'https://bell.example', ...SESSION }, 'welcome'],
    ['an old browser, which sends Origin only', { writes: true, origin: own.origin, ...SESSION }, 'welcome'],
    ['another site writes', { writes: true, fetchSite: 'cross-site', ...SESSION }, 'foreign-origin'],
    [
      'another site posts a form',
      { writes: true, fetchSite: 'cross-site', fetchMode: 'navigate', ...SESSION },
      'foreign-origin',
    ],
    ['another origin writes', { writes: true, origin: 'http://evil.example', ...SESSION }, 'foreign-origin'],
    ['another port writes', { writes: true, origin: 'http://127.0.0.1:9', ...SESSION }, 'foreign-origin'],
    ['a sandboxed frame writes', { writes: true, origin: 'null', ...SESSION }, 'foreign-origin'],
    ['a session alone does not write', { writes: true, ...SESSION }, 'foreign-origin'],
    ['a program writes with the token', { writes: true, ...BEARER }, 'welcome'],
    ['another site with the token', { writes: true, ...BEARER, fetchSite: 'cross-site' }, 'foreign-origin'],
  ])('%s', (_, asked, kind) => {
    expect(
      judge({ ...LOCAL, ...SESSION, session: undefined, ...withReader(asked) }, 'guarded', WITH_TOKEN, NOW).kind,
    ).toBe(kind);
  });

  /** Who reads has shown the token, so that only the page decides. */
  function withReader(asked: Partial<Visitor>): Partial<Visitor> {
    return asked.writes === true ? asked : { ...BEARER, ...asked };
  }
});

describe('a session', () => {
  it('holds nothing of the token', () => {
    expect(issueSession(TOKEN, NOW)).toMatch(/^1802592000000\.[\w-]{43}$/);
    expect(issueSession(TOKEN, NOW)).not.toContain(TOKEN);
  });
});
