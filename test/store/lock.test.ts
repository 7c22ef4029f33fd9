import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettableClock } from '../support/settable-clock.ts';
import { acquireLock, isLocked, type LockHolder, lockHolder } from '../../src/store/lock.ts';
import { startChild } from './child.ts';
import { at } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { wallClock } from './wall-clock.ts';

const LOCKING_CHILD = new URL('./locking-child.ts', import.meta.url);

describe('acquireLock', () => {
  it('is dropped by the operating system when its holder is killed', async () => {
    const directory = temporaryDirectory();
    const first = startChild(LOCKING_CHILD, directory);
    expect(await first.line()).toBe('locked');
    const second = startChild(LOCKING_CHILD, directory);
    expect(await second.line()).toBe(`waiting for ${first.pid}`);
    expect(isLocked(directory)).toBe(true);

    await first.kill();
    expect(await second.line()).toBe('locked');
    expect(lockHolder(directory)?.pid).toBe(second.pid);
    await second.kill();
    expect(isLocked(directory)).toBe(false);
  });

  it('keeps others waiting until released, and tells them once who holds it', async () => {
    const directory = temporaryDirectory();
    const clock = new SettableClock(at(0));
    const told: (LockHolder | undefined)[] = [];
    const lock = await acquireLock(directory, { clock });
    let isHeld = false;
    const other = acquireLock(directory, { clock, onWaiting: (holder) => told.push(holder) });
    void other.then(() => (isHeld = true));
    await clock.advanceTo(at(10_000));
    expect(isHeld).toBe(false);
    expect(told).toEqual([{ pid: process.pid, since: at(0) }]);

    lock!.release();
    lock!.release();
    await clock.advanceTo(at(11_000));
    (await other)!.release();
    expect(isLocked(directory)).toBe(false);
  });

  it('gives up when told to', async () => {
    const directory = temporaryDirectory();
    const lock = await acquireLock(directory, { clock: wallClock });
    const abort = new AbortController();
    const other = acquireLock(directory, { clock: wallClock, signal: abort.signal, onWaiting: () => abort.abort() });
    expect(await other).toBeUndefined();
    lock!.release();
  });

  it('is private to this user', async () => {
    const directory = join(temporaryDirectory(), 'data');
    const lock = await acquireLock(directory, { clock: wallClock });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, 'daemon.lock')).mode & 0o777).toBe(0o600);
    lock!.release();
  });
});

describe('isLocked', () => {
  it('leaves no trace where no daemon ever was', () => {
    const directory = join(temporaryDirectory(), 'data');
    expect(isLocked(directory)).toBe(false);
    expect(() => statSync(directory)).toThrow('ENOENT');
  });

  it('takes nothing from whoever holds it', async () => {
    const directory = temporaryDirectory();
    const lock = await acquireLock(directory, { clock: wallClock });
    expect([isLocked(directory), isLocked(directory)]).toEqual([true, true]);
    lock!.release();
    expect(isLocked(directory)).toBe(false);
  });
});
