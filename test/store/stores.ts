import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** What can stand behind the ports. */
export interface StoreKind {
  readonly name: string;
  /** Where there is none yet. */
  newPlace(): string;
  /** A store that several may have open at once, each as a process of its own. */
  open(place: string): Store;
  /** The quickest place for one that nobody else opens, and that need not outlive its process. */
  readonly fleeting: string;
}

/** All there are: what the tests of `describe.each(STORES)` say, each of them keeps. Another one is another line. */
export const STORES: readonly [StoreKind, ...StoreKind[]] = [
  { name: 'SQLite', newPlace: temporaryDirectory, open: openStore, fleeting: MEMORY },
];
