import * as fc from 'fast-check';
import { breadth } from './breadth.ts';
import { seedOfThisRun } from './seed.ts';

/** `numRuns` of the properties that ask for no number. */
fc.configureGlobal({ seed: seedOfThisRun(), numRuns: breadth({ quick: 30, long: 300 }) });
