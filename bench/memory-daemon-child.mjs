/** A Tuesday from 08:30 to 09:30 in Shanghai: the busiest hour of the shipped schedules. */
const FROM = Date.UTC(2026, 10, 24, 0, 30);
/** An hour in twelve seconds. */
const PACE = 300;
/** How long it waits then, ms: what a daemon does for most of an hour, and when V8 collects. */
const WAIT = 30_000;

void measure(process.argv[2]);

/** In JavaScript, for what it is held against needs nothing that strips types: that takes memory too. */
async function measure(workspace) {
  // Everything that `run` has in memory, the command line among it.
  await import('../src/cli/program.ts');
  await import('../src/cli/commands/run.ts');
  const { loadConfig } = await import('../src/config/load.ts');
  const { createLogger } = await import('../src/daemon/logger.ts');
  const { startDaemon } = await import('../src/daemon/start-daemon.ts');
  const { sleepThrough } = await import('../src/delivery/clock.ts');
  const { openNetwork } = await import('../src/network/open-network.ts');
  const { HOUR, toEpochMs } = await import('../src/schedule/instant.ts');
  const { openStoreInThread } = await import('../src/store/open-in-thread.ts');
  const { startWebServer } = await import('../src/web/server.ts');
  const { createHurriedClock } = await import('./hurried-clock.ts');

  const clock = createHurriedClock(toEpochMs(FROM), { pace: PACE, until: HOUR });
  const network = openNetwork({ env: {} });
  const daemon = await startDaemon({
    directory: `${workspace}/schedules`,
    loadConfig: () => loadConfig(`${workspace}/schedules`, { env: {} }),
    clock,
    random: Math.random,
    network,
    openStore: openStoreInThread,
    createLogger: (scrub) => createLogger({ scrub, destination: process.stdout }),
    serve: (daemon) => startWebServer({ daemon, host: '127.0.0.1', port: 0, onError: () => {} }),
    version: 'bench',
  });
  if (daemon === undefined) throw new Error('it waits for another daemon');
  await pageOf(daemon);
  await sleepThrough(clock, toEpochMs(FROM + HOUR), new AbortController().signal);
  const busy = process.memoryUsage.rss();
  await sleepThrough(clock, toEpochMs(clock.now() + WAIT), new AbortController().signal);
  const waiting = process.memoryUsage.rss();
  const { delivered } = await daemon.history.count();
  if (delivered === 0) throw new Error('an hour without any work');
  await daemon.stop();
  await network.destroy();
  process.send?.({ busy, waiting });
  process.disconnect?.();
}

/** The page too is in memory: it is loaded with the first request. */
function pageOf({ address }) {
  const { get } = process.getBuiltinModule('node:http');
  return new Promise((resolve, reject) => {
    get(address, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}
