/**
 * Aborts `signal` on everything that means "stop": SIGINT and SIGTERM (pm2 sends the first, sometimes three times),
 * SIGHUP (the terminal was closed; without one it means "read again"), and `disconnect` (pm2 itself is gone: a resurrected one would start a second copy).
 * A second one changes nothing: stopping is under way, and attempts in flight may finish. A log that nobody reads any
 * more means nothing of the kind.
 */
export function stopSignals(
  process: StoppedProcess,
  { onHangUp }: StopSignalOptions = {},
): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const hangUp = onHangUp ?? stop;
  const events = ['SIGINT', 'SIGTERM', 'disconnect'] as const;
  for (const event of events) process.on(event, stop);
  process.on('SIGHUP', hangUp);
  process.on('SIGUSR1', openNoInspector);
  return {
    signal: controller.signal,
    dispose() {
      for (const event of events) process.off(event, stop);
      process.off('SIGHUP', hangUp);
      process.off('SIGUSR1', openNoInspector);
    },
  };
}

type StoppedProcess = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

interface StopSignalOptions {
  /** What SIGHUP does. Default: it stops, too. */
  readonly onHangUp?: (() => void) | undefined;
}

/** Left to Node, it would open a door on 127.0.0.1:9229 to everybody on this machine, and to every secret in memory. */
function openNoInspector(): void {}
