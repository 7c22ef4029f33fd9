import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Workspace } from '../support/workspace.ts';

/** Debian's packages `prometheus` and `prometheus-alertmanager`. */
const PROGRAMS = ['prometheus', 'prometheus-alertmanager'];
/** Debian's Alertmanager reads it from there, and takes no configuration without it. */
const TEMPLATE = '/usr/share/prometheus/alertmanager/default.tmpl';
const isInstalled = existsSync(TEMPLATE) && PROGRAMS.every((name) => spawnSync(name, ['--version']).status === 0);

const ROBOTS = ['team', 'ops'].map((name) => ({ name, token: `dummy-token-of-${name}`, perMinute: 1_000_000 }));
const HOOK_TOKEN = 'an-obvious-dummy-token-of-the-hook';
const HTTP_TOKEN = 'an-obvious-dummy-token-of-the-page';

const yaml = (reminders: number) => `
daemon: { locale: zh-CN, http: { port: 0, token: "\${HTTP_TOKEN}" } }
robots:
  team: { webhook: "\${TEAM}", limit: { perMinute: 6000 } }
  ops: { webhook: "\${OPS}", limit: { perMinute: 6000 } }
hooks: { alerts: { from: alertmanager, token: "\${HOOK_TOKEN}", robot: team } }
reminders:
${Array.from({ length: reminders }, (_, index) => `  r${index}: { robot: team, once: "2099-01-01 08:00", text: x }`).join('\n')}
`;

const rules = `
groups:
  - name: test
    rules:
      - alert: TooManyReminders
        # What a slow machine did not answer in time is no end of the alert.
        expr: last_over_time(dingbell_reminders[5m]) >= 2
        labels: { severity: critical }
        annotations: { summary: "{{ $value }} ![i](http://evil.example/p.png) # x" }
`;

const alertmanagerConfig = (page: string) => `
route: { receiver: dingbell, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: dingbell
    webhook_configs:
      - { url: "${page}hooks/alerts", http_config: { authorization: { credentials: "${HOOK_TOKEN}" } } }
      - { url: "${page}api/alertmanager/ops", http_config: { authorization: { credentials: "${HTTP_TOKEN}" } } }
`;

const prometheusConfig = (page: string, alertmanagers: readonly number[]) => `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: [${alertmanagers.map((port) => `"127.0.0.1:${port}"`).join(', ')}] }] }] }
scrape_configs:
  - job_name: dingbell
    authorization: { credentials: "${HTTP_TOKEN}" }
    static_configs: [{ targets: ["${new URL(page).host}"] }]
`;

it.runIf(isInstalled)(
  'Prometheus finds what is wrong, two Alertmanagers post it, and the group is told once, and when it is over',
  async () => {
    using workspace = new Workspace();
    const sandbox = new Sandbox({ robots: ROBOTS });
    const fake = await startSandboxServer({ sandbox, now: Date.now });
    const children: ChildProcess[] = [];
    // Before the daemon: its port may be another test's at once.
    const stopSenders = () => children.map((child) => child.kill('SIGKILL'));
    const fallen = Promise.withResolvers<never>();
    fallen.promise.catch(() => undefined);
    const run = (program: string, args: readonly string[]) => {
      const child = spawn(program, args, { cwd: workspace.path, stdio: 'ignore' });
      child.once('exit', (code) => fallen.reject(new Error(`${program} ended: ${code}`)));
      children.push(child);
    };
    workspace.write('schedules/all.yaml', yaml(2));
    const [team, ops] = ROBOTS.map((robot) => fake.webhook(robot)) as [string, string];
    const daemon = new DaemonProcess({ cwd: workspace.path, env: { TEAM: team, OPS: ops, HTTP_TOKEN, HOOK_TOKEN } });
    const told = (robot: string) =>
      sandbox
        .conversation()
        .filter((post) => post.robot === robot)
        .map(({ payload }) => (payload.msgtype === 'markdown' ? payload.markdown.text : ''))
        .filter((text) => text.includes('TooManyReminders'));
    const untilTold = async (count: number) => {
      while (told('team').length < count || told('ops').length < count) {
        const more = new Promise<void>((resolve) => {
          const unsubscribe = sandbox.subscribe(() => {
            unsubscribe();
            resolve();
          });
        });
        await Promise.race([more, fallen.promise]);
      }
    };
    try {
      await daemon.running();
      const page = String((await daemon.line((line) => line['page'] !== undefined))['page']);
      const [prometheus, ...alertmanagers] = await freePorts(3);
      workspace.write('rules.yml', rules);
      workspace.write('alertmanager.yml', alertmanagerConfig(page));
      workspace.write('prometheus.yml', prometheusConfig(page, alertmanagers));
      for (const port of alertmanagers) {
        run('prometheus-alertmanager', [
          '--config.file=alertmanager.yml',
          `--storage.path=alertmanager-${port}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--cluster.listen-address=',
        ]);
      }
      run('prometheus', [
        '--config.file=prometheus.yml',
        '--storage.tsdb.path=tsdb',
        `--web.listen-address=127.0.0.1:${prometheus}`,
      ]);
      await untilTold(1);
      for (const robot of ['team', 'ops']) {
        expect(told(robot)[0]).toMatch(
          /^### 🔥 告警 TooManyReminders\n\n- 🔥 \*\*127\.0\.0\.1:\d+\*\* 2 ! \[i\] \(http/,
        );
      }
      workspace.write('schedules/all.yaml', yaml(1));
      await untilTold(2);
      for (const robot of ['team', 'ops']) expect(told(robot)[1]).toMatch(/^### ✅ 已恢复 TooManyReminders\n/);
      // What the second of them posts has been told already.
      while (!/outcome="duplicate"\} (?:[2-9]|\d{2,})$/m.test(await metricsOf(page))) await sleep(100);
      expect([told('team').length, told('ops').length]).toEqual([2, 2]);
      stopSenders();
      expect(await daemon.stop(), daemon.output).toBe(0);
    } finally {
      stopSenders();
      await daemon.stop('SIGKILL');
      await fake.stop();
    }
  },
);

async function metricsOf(page: string): Promise<string> {
  const answer = await fetch(`${page}metrics`, { headers: { authorization: `Bearer ${HTTP_TOKEN}` } });
  return answer.text();
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
