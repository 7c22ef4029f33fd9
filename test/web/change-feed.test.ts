import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from '../../src/web/change-feed.ts';

let change: () => void;
let unsubscribed: number;
let feed: ChangeFeed;

beforeEach(() => {
  vi.useFakeTimers();
  unsubscribed = 0;
  feed = new ChangeFeed((listener) => {
    change = listener;
    return () => {
      unsubscribed += 1;
    };
  });
});

afterEach(() => {
  feed.close();
  vi.useRealTimers();
});

/** Everything that has been sent so far, without waiting for more. */
function listenTo(stream: ReadableStream<Uint8Array> | undefined) {
  const reader = stream!.getReader();
  let heard = '';
  let ended = false;
  const reading = (async () => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) heard += Buffer.from(read.value);
    ended = true;
  })();
  return {
    cancel: () => reader.cancel(),
    reading,
    ended: () => ended,
    async changes() {
      await vi.advanceTimersByTimeAsync(0);
      return heard.split('event: change').length - 1;
    },
    async heard() {
      await vi.advanceTimersByTimeAsync(0);
      return heard;
    },
  };
}

describe('changes', () => {
  it('the first is told at once', async () => {
    const listener = listenTo(feed.open());
    change();
    expect(await listener.changes()).toBe(1);
  });

  it('a burst is told as its first and one more', async () => {
    const listener = listenTo(feed.open());
    for (let index = 0; index < 100; index++) change();
    expect(await listener.changes()).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(await listener.changes()).toBe(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await listener.changes()).toBe(2);
  });

  it('a steady stream is told twice a second', async () => {
    const listener = listenTo(feed.open());
    for (let tenth = 0; tenth < 50; tenth++) {
      change();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(await listener.changes()).toBeLessThanOrEqual(11);
    expect(await listener.changes()).toBeGreaterThanOrEqual(9);
  });

  it('reach every listener', async () => {
    const listeners = [feed.open(), feed.open(), feed.open()].map(listenTo);
    change();
    expect(await Promise.all(listeners.map((listener) => listener.changes()))).toEqual([1, 1, 1]);
  });
});

describe('listeners', () => {
  it('hear that we are still here', async () => {
    const listener = listenTo(feed.open());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await listener.heard()).toBe('retry: 2000\n\n: still here\n\n: still here\n\n');
  });

  it('are a hundred at most, and make room when they leave', async () => {
    const listeners = Array.from({ length: 100 }, () => listenTo(feed.open()));
    expect(feed.open()).toBeUndefined();
    await listeners[50]?.cancel();
    expect(feed.open()).toBeDefined();
    expect(feed.open()).toBeUndefined();
  });

  it('are let go when they do not read', () => {
    for (let count = 0; count < 100; count++) feed.open();
    expect(feed.open()).toBeUndefined();
    vi.advanceTimersByTime(60 * 60_000);
    expect(feed.open()).toBeDefined();
  });
});

describe('close', () => {
  it('ends every stream, unsubscribes once, leaves no timer', async () => {
    const listener = listenTo(feed.open());
    change();
    change();
    feed.close();
    feed.close();
    await listener.reading;
    expect(listener.ended()).toBe(true);
    expect(unsubscribed).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(feed.open()).toBeUndefined();
  });
});
