import type { Reporter, TestModule } from 'vitest/node';
import { IS_LONG } from './breadth.ts';

interface Percentages {
  readonly [what: string]: { readonly pct: number } | undefined;
}

/** What stands around the runner's own report: the seed, how to repeat what failed, and how much was covered. */
export class HowToRepeat implements Reporter {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  onInit(): void {
    console.log(`The seed of this run is ${this.#seed}.`);
  }

  /** The runner calls this before it reports, so that its own summary stands last. */
  onCoverage(coverage: unknown): void {
    const summary = (coverage as { getCoverageSummary(): { toJSON(): Percentages } }).getCoverageSummary().toJSON();
    const shares = ['statements', 'branches', 'functions', 'lines'].map((what) => `${what} ${summary[what]?.pct} %`);
    console.log(`\nCovered: ${shares.join(', ')}. Line by line: coverage/index.html`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules.filter((each) => !each.ok())) {
      console.log(`To repeat: ${this.#command()} -- ${module.relativeModuleId}`);
    }
  }

  #command(): string {
    return `SEED=${this.#seed} npm run ${IS_LONG ? 'test:long' : 'test:quick'}`;
  }
}
