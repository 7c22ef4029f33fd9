import { DAY, HOUR, SECOND } from '../src/schedule/instant.ts';
import { SECRET } from './hook-secret.ts';
import { robotsAt, startRealDaemon } from './real-daemon.ts';

/** The daemon as `run` starts it, with one hook that tells all that it hears, after it has been gathered. */
const [origin = ''] = process.argv.slice(2);
const running = await startRealDaemon([], robotsAt(origin, 1), {
  page: true,
  hooks: [
    {
      name: 'shop',
      from: 'github',
      secrets: [SECRET],
      tokens: [],
      branches: ['**'],
      robots: ['robot-0'],
      mention: { involved: true, called: [] },
      gatherMs: 10 * SECOND,
      lateMs: 12 * HOUR,
      keepMs: 3 * DAY,
      routes: [],
      paused: false,
      source: { file: 'hooks.yaml', line: 1 },
    },
  ],
});
process.on('disconnect', () => void running[Symbol.asyncDispose]().then(() => process.exit()));
process.send?.(`${running.daemon.address ?? ''}hooks/shop`);
