import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';
import { type OutboxHarness, outboxConformance } from './outbox-conformance.ts';
import { outboxInvariants } from './outbox-invariants.ts';
import { planned } from './plan.ts';

function inFile(): OutboxHarness {
  const directory = mkdtempSync(join(tmpdir(), 'dingbell-outbox-'));
  let store = openStore(directory);
  return {
    outbox: store.outbox,
    reopen() {
      store.close();
      store = openStore(directory);
      return store.outbox;
    },
    close() {
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function inMemory(): OutboxHarness {
  const store = openStore(MEMORY);
  return { outbox: store.outbox, reopen: () => store.outbox, close: () => store.close() };
}

outboxConformance('SQLite in a file', inFile);
outboxInvariants('SQLite in a file', inFile, { runs: breadth({ quick: 10, long: 60 }) });

// The same SQL once more, and without a disk fast enough for many histories.
if (IS_LONG) {
  outboxConformance('SQLite in memory', inMemory);
  outboxInvariants('SQLite in memory', inMemory, { runs: 600 });
}

describe('changeCounter', () => {
  it('changes when another connection writes, and only then', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dingbell-outbox-'));
    const [daemon, command] = [openStore(directory), openStore(directory)];
    try {
      const before = await daemon.outbox.changeCounter();
      await daemon.outbox.commit({ deliveries: [planned('ours')], cursors: [] });
      expect(await daemon.outbox.changeCounter()).toBe(before);
      await command.outbox.commit({ deliveries: [planned('theirs')], cursors: [] });
      expect(await daemon.outbox.changeCounter()).not.toBe(before);
    } finally {
      daemon.close();
      command.close();
      rmSync(directory, { recursive: true });
    }
  });
});
