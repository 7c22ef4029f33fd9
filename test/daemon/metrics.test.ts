import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { Daemon } from '../../src/daemon/daemon.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { startDaemon } from '../../src/daemon/start-daemon.ts';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { Workspace } from '../support/workspace.ts';
import { type Family, parsePrometheus, valueOf } from './prometheus-text.ts';

const SECRETS = {
  TOKEN: 'dummy-token-of-the-metrics-test',
  SECRET: 'SEC-dummy-of-the-metrics-test',
  HTTP: 'dummy-http-token',
  KEY: 'dummy-heartbeat-key',
};

const yaml = (port: number) => `
daemon:
  locale: en
  http: { port: 0, token: "${SECRETS.HTTP}" }
  heartbeat: "http://127.0.0.1:${port}/ping/${SECRETS.KEY}"
robots:
  team: { webhook: "http://127.0.0.1:${port}/robot/send?access_token=${SECRETS.TOKEN}", secret: ${SECRETS.SECRET} }
  same: { webhook: "http://127.0.0.1:${port}/robot/send?access_token=${SECRETS.TOKEN}", secret: ${SECRETS.SECRET}, limit: { perMonth: 500 } }
  other: { webhook: sandbox }
reminders:
  lunch: { robot: team, at: "11:50", text: "lunch" }
`;

describe('the metrics', () => {
  let workspace: Workspace;
  let network: Agent;
  let vendor: Server;
  let errcode: number;
  let daemon: Daemon;

  beforeEach(async () => {
    workspace = new Workspace();
    network = new Agent();
    errcode = 0;
    vendor = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errcode, errmsg: errcode === 0 ? 'ok' : 'no' }));
    }).listen(0, '127.0.0.1');
    await once(vendor, 'listening');
    workspace.write('schedules/all.yaml', yaml((vendor.address() as AddressInfo).port));
    const started = await startDaemon({
      directory: workspace.at('schedules'),
      loadConfig: () => loadConfig(workspace.at('schedules'), { cwd: workspace.path, env: {}, locale: 'en' }),
      clock: systemClock,
      random: () => 0.5,
      network,
      createLogger: () => createLogger({ scrub: (line) => line, destination: { write: () => {} } }),
      version: '1.2.3-test',
    });
    if (!started) throw new Error('it gave up');
    daemon = started;
  });
  afterEach(async () => {
    await daemon.stop();
    await network.destroy();
    vendor.close();
    workspace[Symbol.dispose]();
  });

  async function read(): Promise<readonly Family[]> {
    return parsePrometheus((await daemon.metrics()).text);
  }

  /** Pushes a message and waits until it stands in that state. */
  async function push(robot: string, state: string): Promise<void> {
    const { id } = await daemon.push({ robot, message: { kind: 'text', text: 'hello' } });
    for (;;) {
      const changed = Promise.withResolvers<void>();
      const unsubscribe = daemon.subscribe(changed.resolve);
      if ((await daemon.history.find(id))?.delivery.state === state) return unsubscribe();
      await changed.promise;
      unsubscribe();
    }
  }

  it('are what Prometheus reads, each with its help, from the first moment', async () => {
    expect((await daemon.metrics()).contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = await read();
    expect(families.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual([
      'dingbell_attempts_total counter',
      'dingbell_backlog gauge',
      'dingbell_build_info gauge',
      'dingbell_clock_doubtful gauge',
      'dingbell_config_last_reload_success_timestamp_seconds gauge',
      'dingbell_config_last_reload_successful gauge',
      'dingbell_data_in_place gauge',
      'dingbell_deliveries gauge',
      'dingbell_dispatcher_last_tick_timestamp_seconds gauge',
      'dingbell_hook_events_total counter',
      'dingbell_hook_inlet_up gauge',
      'dingbell_lane_cooling_seconds gauge',
      'dingbell_lane_paused gauge',
      'dingbell_lateness_seconds histogram',
      'dingbell_log_lines_lost_total counter',
      'dingbell_month_calls gauge',
      'dingbell_month_calls_limit gauge',
      'dingbell_next_due_timestamp_seconds gauge',
      'dingbell_oldest_pending_seconds gauge',
      'dingbell_planner_last_tick_timestamp_seconds gauge',
      'dingbell_reminders gauge',
      'nodejs_heap_size_used_bytes gauge',
      'process_cpu_seconds_total counter',
      'process_resident_memory_bytes gauge',
      'process_start_time_seconds gauge',
    ]);
    expect(families.flatMap(({ help }) => (help.length < 10 ? [help] : []))).toEqual([]);
    expect(valueOf(families, 'dingbell_build_info', { version: '1.2.3-test' })).toBe(1);
    expect(valueOf(families, 'dingbell_attempts_total', { robot: 'team', outcome: 'rejected' })).toBe(0);
    const [next] = await daemon.upcoming({ from: daemon.now(), count: 1 });
    expect(valueOf(families, 'dingbell_next_due_timestamp_seconds')).toBe((next?.occurrence.at ?? 0) / 1_000);
    for (const loop of ['planner', 'dispatcher']) {
      const tick = valueOf(families, `dingbell_${loop}_last_tick_timestamp_seconds`) ?? 0;
      expect(tick * 1_000).toBeGreaterThanOrEqual(daemon.startedAt);
    }
  });

  it('count what was sent, on time or not, and what a month has seen; robots of one token together', async () => {
    await push('team', 'delivered');
    await push('same', 'delivered');
    const families = await read();
    expect(valueOf(families, 'dingbell_deliveries', { state: 'delivered' })).toBe(2);
    expect(valueOf(families, 'dingbell_attempts_total', { robot: 'team', outcome: 'delivered' })).toBe(1);
    expect(valueOf(families, 'dingbell_attempts_total', { robot: 'same', outcome: 'delivered' })).toBe(1);
    expect(valueOf(families, 'dingbell_lateness_seconds_count')).toBe(2);
    expect(valueOf(families, 'dingbell_month_calls', { robot: 'team, same' })).toBe(2);
    expect(valueOf(families, 'dingbell_month_calls_limit', { robot: 'team, same' })).toBe(500);
    expect(valueOf(families, 'dingbell_month_calls_limit', { robot: 'other' })).toBe(3_000);
  });

  it('show a robot that is stopped, what waits for it and for how long', async () => {
    errcode = 300005;
    await push('team', 'failed');
    await daemon.push({ robot: 'team', message: { kind: 'text', text: 'waits' } });
    const families = await read();
    expect(valueOf(families, 'dingbell_lane_paused', { robot: 'team, same' })).toBe(1);
    expect(valueOf(families, 'dingbell_lane_paused', { robot: 'other' })).toBe(0);
    expect(valueOf(families, 'dingbell_lane_cooling_seconds', { robot: 'other' })).toBe(0);
    expect(valueOf(families, 'dingbell_backlog', { robot: 'team, same' })).toBe(1);
    expect(valueOf(families, 'dingbell_attempts_total', { robot: 'team', outcome: 'rejected' })).toBe(1);
    expect(valueOf(families, 'dingbell_oldest_pending_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('keep count of what waits for a robot that is gone', async () => {
    errcode = 300005;
    await push('team', 'failed');
    await daemon.push({ robot: 'team', message: { kind: 'text', text: 'waits' } });
    workspace.write('schedules/all.yaml', 'robots: { other: { webhook: sandbox } }\n');
    // That no reminder is left has to be confirmed.
    expect(await daemon.reload()).toBe(false);
    expect(await daemon.reload(true)).toBe(true);
    const families = await read();
    expect(valueOf(families, 'dingbell_backlog', { robot: '(gone)' })).toBe(1);
    expect(families.flatMap(({ samples }) => samples.filter(({ labels }) => labels['robot'] === 'team, same'))).toEqual(
      [],
    );
  });

  it('tell whether the newest edit is in use, and since when', async () => {
    const reloads = async () => {
      const families = await read();
      return ['successful', 'success_timestamp_seconds'].map((what) =>
        valueOf(families, `dingbell_config_last_reload_${what}`),
      );
    };
    const at = daemon.lastReload.at;
    expect(await reloads()).toEqual([1, at / 1_000]);
    workspace.write('schedules/all.yaml', 'robots: [');
    expect(await daemon.reload()).toBe(false);
    expect(daemon.lastReload.accepted).toBe(false);
    expect(await reloads()).toEqual([0, at / 1_000]);
    workspace.write('schedules/all.yaml', 'robots: { other: { webhook: sandbox } }\n');
    // That no reminder is left has to be confirmed.
    expect(await daemon.reload()).toBe(false);
    expect(await daemon.reload(true)).toBe(true);
    expect(await reloads()).toEqual([1, daemon.lastReload.at / 1_000]);
    expect(valueOf(await read(), 'dingbell_next_due_timestamp_seconds')).toBe(0);
  });

  it('hold no secret', async () => {
    await push('team', 'delivered');
    const { text } = await daemon.metrics();
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  });
});
