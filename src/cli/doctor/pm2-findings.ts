import { existsSync, readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** Whether pm2, where it is used, starts the daemon again after a reboot. */
export function pm2Findings({ texts: { pm2 } }: Patient): readonly Finding[] {
  const home = process.env['PM2_HOME'] ?? join(homedir(), '.pm2');
  if (!existsSync(join(home, 'pm2.pid'))) return [ok('pm2', pm2.unused)];
  if (!isSaved(join(home, 'dump.pm2'))) return [warn('pm2', pm2.unsaved, 'pm2 start ecosystem.config.cjs && pm2 save')];
  if (!startsAtBoot()) return [warn('pm2', pm2.noStartup, pm2.noStartupMend)];
  return [ok('pm2', pm2.fine)];
}

function isSaved(dumpFile: string): boolean {
  try {
    const apps: unknown = JSON.parse(readFileSync(dumpFile, 'utf8'));
    return Array.isArray(apps) && apps.some((app: unknown) => isOurs(app));
  } catch {
    return false;
  }
}

function isOurs(app: unknown): boolean {
  if (typeof app !== 'object' || app === null) return false;
  const { pm_cwd: cwd } = app as Record<string, unknown>;
  return cwd === process.cwd();
}

/** Of systemd, which is where `pm2 startup` leaves its mark on Linux; elsewhere it is not looked for. */
function startsAtBoot(): boolean {
  if (process.platform !== 'linux' || !existsSync('/etc/systemd/system')) return true;
  return existsSync(`/etc/systemd/system/pm2-${userInfo().username}.service`);
}
