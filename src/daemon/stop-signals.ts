/**
 * Aborts `signal` on everything that means "stop": SIGINT and SIGTERM (pm2 sends the first, sometimes three times),
 * SIGHUP (the terminal was closed), `disconnect` (pm2 itself is gone: a resurrected one would start a second copy), and
 * a closed standard output. A second one changes nothing: stopping is under way, and attempts in flight may finish.
 */
export function stopSignals(process: NodeJS.Process): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const onOutputError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') stop();
  };
  const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const;
  for (const event of events) process.on(event, stop);
  process.stdout.on('error', onOutputError);
  process.stderr.on('error', onOutputError);
  return {
    signal: controller.signal,
    dispose() {
      for (const event of events) process.off(event, stop);
      process.stdout.off('error', onOutputError);
      process.stderr.off('error', onOutputError);
    },
  };
}
