import { afterEach, beforeEach, expect, it } from 'vitest';
import { readHolidays } from '../../src/daemon/holiday-files.ts';
import { startChild } from '../store/child.ts';
import { breadth } from '../support/breadth.ts';
import { Workspace } from '../support/workspace.ts';

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace[Symbol.dispose]());

it('a writer that is killed at any moment leaves a whole file, and the next one goes on', async () => {
  const found = new Set<number>();
  for (let kill = 0; kill < breadth({ quick: 2, long: 10 }); kill += 1) {
    const child = startChild(new URL('saving-child.ts', import.meta.url), workspace.path);
    for (let round = 0; round <= kill; round += 1) expect(await child.line()).toBe(String(round));
    // Reading meanwhile finds whole files, too.
    for (let read = 0; read < 20; read += 1) {
      const { data, ignored } = await readHolidays(workspace.path);
      expect(ignored).toEqual([]);
      found.add(data.days.size);
    }
    await child.kill();
    const { data, ignored } = await readHolidays(workspace.path);
    expect(ignored).toEqual([]);
    found.add(data.days.size);
  }
  expect([...found].every((size) => size === 30 || size === 45)).toBe(true);
});
