import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopSignals } from '../../src/daemon/stop-signals.ts';

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])('%s stops', (signal) => {
    const process = new EventEmitter();
    const stopping = stopSignals(process);
    process.emit(signal);
    expect(stopping.signal.aborted).toBe(true);
    stopping.dispose();
    expect(process.eventNames()).toEqual([]);
  });

  it('SIGHUP stops nothing where it means something else', () => {
    const process = new EventEmitter();
    let hangUps = 0;
    const stopping = stopSignals(process, { onHangUp: () => void (hangUps += 1) });
    process.emit('SIGHUP');
    expect([hangUps, stopping.signal.aborted]).toEqual([1, false]);
    process.emit('SIGTERM');
    expect(stopping.signal.aborted).toBe(true);
    stopping.dispose();
    expect(process.eventNames()).toEqual([]);
  });
});
