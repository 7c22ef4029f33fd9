import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment, unclosedQuote } from '../../src/config/dot-env.ts';
import { readConfig } from '../../src/config/load.ts';
import { Workspace } from '../support/workspace.ts';

const YAML = `
robots: { team: { webhook: "\${HOOK:-sandbox}", secret: "\${SECRET:-}" } }
reminders: { tea: { robot: team, at: "15:00", text: tea } }
`;

/** What reading a folder comes to, with this `.env` and these variables held before. */
async function read(env: string | undefined, held: readonly string[] = []) {
  using workspace = new Workspace();
  workspace.write('schedules/all.yaml', YAML);
  if (env !== undefined) workspace.write('.env', env);
  const result = await readConfig(workspace.at('schedules'), {
    env: { OWN: '1' },
    envDirectory: workspace.path,
    cwd: workspace.path,
    locale: 'en',
    held,
  });
  const problems = result.kind === 'config' ? result.warnings : result.problems;
  return {
    problems: problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`),
    texts: problems.map((problem) => JSON.stringify(problem)),
    variables: result.kind === 'config' ? result.config.variables : undefined,
  };
}

describe('what the environment and .env say', () => {
  it('the environment wins, the file says the rest, and process.env stays what it is', async () => {
    using workspace = new Workspace();
    workspace.write('.env', 'A=file\nB="of the file"\n');
    expect(await readEnvironment({ A: 'own', EMPTY: '' }, workspace.path)).toEqual({
      A: 'own',
      B: 'of the file',
      EMPTY: '',
    });
    writeFileSync(workspace.at('.env'), 'B=other\n');
    expect(await readEnvironment({}, workspace.path)).toEqual({ B: 'other' });
    expect(process.env['B']).toBeUndefined();
  });

  it('a missing file says nothing', async () => {
    using workspace = new Workspace();
    expect(await readEnvironment({ A: 'own' }, workspace.path)).toEqual({ A: 'own' });
    expect((await read(undefined)).problems).toEqual([]);
  });

  it('one that cannot be read is an error, not nothing', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    mkdirSync(workspace.at('.env'));
    const result = await readConfig(join(workspace.path, 'schedules'), {
      env: {},
      envDirectory: workspace.path,
      cwd: workspace.path,
    });
    expect(result).toMatchObject({ kind: 'problems', problems: [{ file: '.env', code: 'env-file-unreadable' }] });
  });

  it('a quote without an end is an error with its line, and nothing of the file is shown', async () => {
    const { problems, texts } = await read('OTHER=1\nA="dummy-secret\nHOOK=sandbox\n');
    expect(problems).toEqual(['.env:2:1 env-quote-unclosed']);
    expect(texts.join()).not.toContain('dummy-secret');
  });

  it.each([
    ['OTHER=1\nHTTPS_PROXY=proxy:8080\n', '.env:2:1 proxy-invalid'],
    ['https_proxy=ftp://dummy-secret@proxy\nA=1\n', '.env:1:1 proxy-invalid'],
    ['ALL_PROXY=socks4://proxy\n', '.env:1:1 proxy-invalid'],
    ['HTTPS_PROXY=http://proxy:8080\nALL_PROXY=nonsense\n', undefined],
    ['HTTPS_PROXY=\nHTTP_PROXY=socks5://proxy\n', undefined],
    ['NODE_EXTRA_CA_CERTS=/nowhere/dummy-secret.pem\n', '.env:1:1 certificates-unreadable'],
    ['A=1\nNODE_EXTRA_CA_CERTS=schedules/all.yaml\n', '.env:2:1 certificates-unreadable'],
    ['NODE_EXTRA_CA_CERTS=\n', undefined],
  ])('a proxy that is none, and certificates that are none, are told where they are set: %j', async (env, expected) => {
    const { problems, texts } = await read(env);
    expect(problems).toEqual(expected === undefined ? [] : [expected]);
    expect(texts.join()).not.toContain('dummy-secret');
  });

  it('which variables hold something is known by their names', async () => {
    expect((await read('HOOK=sandbox\nSECRET=\nUNUSED=1\n')).variables).toEqual(['HOOK']);
  });

  it.each([
    ['is not in the file any more', '# nothing\n'],
    ['is gone with the file', undefined],
  ])('a variable that held something and %s is missed, whatever its default', async (_, env) => {
    expect((await read(env, ['HOOK', 'ELSEWHERE'])).problems).toEqual(['schedules/all.yaml:2:28 variable-gone']);
  });

  it('what the message about it says to write is accepted', async () => {
    expect((await read('HOOK=\n', ['HOOK'])).problems).toEqual([]);
    expect((await read('HOOK=sandbox\n', ['HOOK'])).problems).toEqual([]);
  });
});

describe('a quote that is never closed', () => {
  it.each([
    ['none', 'A=1\nB="x"\nC=\'y\'\n', undefined],
    ['on the last line', 'A=1\nB="x\n', 2],
    ['that swallows the value of a later line', 'A="x\nB="y"\n', 1],
    ['of another kind', "A='x\nB=1\n", 1],
    ['a value over several lines is none', 'A="x\ny\nz"\nB=1\n', undefined],
    ['a quote inside of a word is none', "A=it's\n", undefined],
    ['with Windows line ends', 'A="x"\r\nB="y\r\n', 2],
  ])('%s', (_, text, line) => {
    expect(unclosedQuote(text)).toBe(line);
  });
});
