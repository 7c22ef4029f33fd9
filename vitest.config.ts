import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { breadth } from './test/support/breadth.ts';
import { HowToRepeat } from './test/support/how-to-repeat.ts';
import { seedOfThisRun } from './test/support/seed.ts';

const seed = seedOfThisRun();
/** Files that only the long run looks at. */
const left = breadth({ quick: ['test/**/*.long.test.ts'], long: [] });

export default defineConfig({
  test: {
    reporters: [new HowToRepeat(seed), 'default'],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['html'] },
    // What is expected changes only when a person asks for it, with -u.
    update: 'none',
    env: { SEED: String(seed) },
    setupFiles: ['test/support/seed-fast-check.ts'],
    // Those that start daemons mostly wait for them: with a worker for each processor a third of it stood idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Some hooks start processes, on a machine that others keep busy.
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...left],
          testTimeout: breadth({ quick: 60_000, long: 600_000 }),
          // To start a process for each file takes longer than most files do.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: left,
          testTimeout: 300_000,
        },
      },
    ],
  },
});
