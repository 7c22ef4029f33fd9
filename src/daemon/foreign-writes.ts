import type { Outbox } from '../delivery/outbox.ts';

/**
 * The same outbox, telling when its user has found that another process has written. The dispatcher asks each second
 * anyway: nobody needs to ask once more to learn of a pause that was set on the command line.
 */
export function hearingOfForeignWrites(outbox: Outbox, heard: () => void): Outbox {
  let seen: number | undefined;
  return {
    ...outbox,
    async changeCounter() {
      const counter = await outbox.changeCounter();
      if (seen !== undefined && counter !== seen) heard();
      seen = counter;
      return counter;
    },
  };
}
