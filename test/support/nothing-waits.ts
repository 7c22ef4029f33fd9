import type { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import type { EpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import type { Workspace } from './workspace.ts';

/** Everything due before then has come to its end. Looked at whenever something arrives: that goes on each second. */
export async function untilNothingWaits(workspace: Workspace, sandbox: Sandbox, before: EpochMs): Promise<void> {
  const store = openStore(workspace.at('data'));
  try {
    for (;;) {
      const waiting = await Promise.all(
        (['pending', 'sending'] as const).map((state) => store.history.list({ until: before, state, limit: 1 })),
      );
      const planned = await store.history.list({ since: before, limit: 1 });
      if (waiting.flat().length === 0 && planned.length > 0) return;
      await arrival(sandbox);
    }
  } finally {
    store.close();
  }
}

function arrival(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = sandbox.subscribe(() => {
      unsubscribe();
      resolve();
    });
  });
}
