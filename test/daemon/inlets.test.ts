import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookConfig } from '../../src/config/config.ts';
import { tellInlet } from '../../src/daemon/inlet-words.ts';
import { Inlets } from '../../src/daemon/inlets.ts';
import type { InletState } from '../../src/delivery/inlet.ts';
import { DAY, HOUR, MINUTE } from '../../src/schedule/instant.ts';
import { hookOf, InletWorld } from './inlet-world.ts';

let world: InletWorld;
let inlets: Inlets;
let hooks: ReadonlyMap<string, HookConfig>;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
/** The addresses of the connections that are open, and of those that were closed. */
let open: string[];
let closed: string[];
let told: (readonly [string, InletState])[];
let waiting: (() => void)[];

beforeEach(async () => {
  [open, closed, told, waiting] = [[], [], [], []];
  const tell = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
  };
  world = await new InletWorld({}, (request, response) => {
    const { url = '' } = request;
    open.push(url);
    response.on('close', () => {
      open = open.filter((each) => each !== url);
      closed.push(url);
      tell();
    });
    answer(request, response);
    tell();
  }).listen();
  const { onWell: _well, onTrouble: _trouble, url: _url, hook: _hook, name: _name, ...others } = world.options('/');
  inlets = new Inlets({
    ...others,
    hooks: () => hooks,
    onChange: tell,
    tellOwner: async (hook, state) => {
      told.push([hook, state]);
      tell();
    },
  });
});
afterEach(async () => {
  await inlets.stop();
  await world.stop();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => waiting.push(resolve));
}

const relayed = (name: string, path: string): HookConfig => hookOf({ name, relay: `${world.address}${path}` });
const named = (...all: readonly HookConfig[]) => new Map(all.map((each) => [each.name, each]));

describe('relays and feeds', () => {
  it('follow the configuration: what an edit does not change goes on undisturbed', async () => {
    hooks = named(relayed('a', '/a'), relayed('b', '/b'), hookOf({ name: 'posted' }));
    inlets.follow();
    await until(() => open.length === 2);
    hooks = named({ ...relayed('a', '/a'), paused: true }, relayed('b', '/b2'), relayed('c', '/c'));
    inlets.follow();
    await until(() => open.length === 3 && closed.length === 1);
    expect(open.toSorted()).toEqual(['/a', '/b2', '/c']);
    expect(closed).toEqual(['/b']);
    hooks = named();
    inlets.follow();
    await until(() => open.length === 0);
    expect([...inlets.states]).toEqual([]);
  });

  it('say how they stand, without their addresses', async () => {
    hooks = named(relayed('a', '/a-secret-channel'));
    inlets.follow();
    const host = new URL(world.address).host;
    expect([...inlets.states.values()]).toEqual([{ kind: 'relay', host }]);
    await until(() => inlets.states.get('a')?.at !== undefined);
    const state = inlets.states.get('a') as InletState;
    expect(state).toEqual({ kind: 'relay', host, at: world.clock.now() });
    const time = () => '10:00';
    expect(tellInlet(state, 'en', time)).toBe(`${host} connected since 10:00`);
    const trouble = { cause: { code: 'status', status: 404 }, since: world.clock.now() } as const;
    expect(tellInlet({ ...state, trouble }, 'zh-CN', time)).toBe(`${host} 从 10:00 起没有连上：HTTP 404`);
    expect(world.lines.join('')).not.toContain('a-secret-channel');
  });

  it('stop all of them, in whatever they are', async () => {
    answer = () => {};
    hooks = named(
      relayed('a', '/a'),
      hookOf({ name: 'news', from: 'feed', feed: { url: `${world.address}/f`, everyMs: MINUTE } }),
    );
    inlets.follow();
    await until(() => open.length === 2);
    await inlets.stop();
    inlets.follow();
    await until(() => open.length === 0);
  });

  it.each([
    ['relay', HOUR],
    ['feed', DAY],
  ] as const)('a %s that fails for long is told to the owner, with one line in the log', async (kind, patience) => {
    answer = (_request, response) => void response.writeHead(500).end();
    const feed = hookOf({ name: 'x', from: 'feed', feed: { url: `${world.address}/f`, everyMs: MINUTE } });
    hooks = named(kind === 'feed' ? feed : relayed('x', '/a'));
    const start = world.clock.now();
    inlets.follow();
    await until(() => told.length > 0);
    const [[hook, state] = ['', undefined]] = told;
    expect([hook, state?.trouble?.cause, state?.trouble?.since]).toEqual(['x', { code: 'status', status: 500 }, start]);
    expect(world.clock.now() - start).toBeGreaterThanOrEqual(patience);
    expect(world.lines.filter((line) => line.includes('does not work'))).toHaveLength(1);
  });
});
