import type { EpochMs } from './instant.ts';

/**
 * What is due next among many: one timer for the first, whatever their number. Ties go by id. Each may carry a value.
 */
export class DueHeap<Value = void> {
  /** A binary heap: no entry is before its parent, at `(index - 1) >> 1`. */
  readonly #entries: Placed<Value>[] = [];
  readonly #byId = new Map<string, Placed<Value>>();

  get size(): number {
    return this.#entries.length;
  }

  /** The first due, which stays; `undefined` when empty. Holds good until something changes. */
  peek(): Entry<Value> | undefined {
    return this.#entries[0];
  }

  /** Adds an id or moves it to another instant. */
  set(id: string, at: EpochMs, value: Value): void {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      known.at = at;
      known.value = value;
      this.#settle(known);
      return;
    }
    const entry = { id, at, value, index: this.#entries.length };
    this.#byId.set(id, entry);
    this.#entries.push(entry);
    this.#rise(entry);
  }

  /** Whether it was there. */
  delete(id: string): boolean {
    const entry = this.#byId.get(id);
    if (entry === undefined) return false;
    this.#byId.delete(id);
    const last = this.#entries.pop() as Placed<Value>;
    if (last === entry) return true;
    this.#place(last, entry.index);
    this.#settle(last);
    return true;
  }

  #settle(entry: Placed<Value>): void {
    this.#rise(entry);
    this.#sink(entry);
  }

  /** Those that it goes before move down into its place, one after the other. */
  #rise(entry: Placed<Value>): void {
    let { index } = entry;
    while (index > 0) {
      const parent = this.#entries[(index - 1) >> 1] as Placed<Value>;
      if (!isBefore(entry, parent)) break;
      const above = parent.index;
      this.#place(parent, index);
      index = above;
    }
    this.#place(entry, index);
  }

  #sink(entry: Placed<Value>): void {
    let { index } = entry;
    for (;;) {
      const child = this.#earlierChild(index);
      if (child === undefined || !isBefore(child, entry)) break;
      const below = child.index;
      this.#place(child, index);
      index = below;
    }
    this.#place(entry, index);
  }

  #earlierChild(index: number): Placed<Value> | undefined {
    const left = this.#entries[2 * index + 1];
    const right = this.#entries[2 * index + 2];
    return left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
  }

  #place(entry: Placed<Value>, index: number): void {
    this.#entries[index] = entry;
    entry.index = index;
  }
}

export interface Entry<Value> {
  readonly id: string;
  readonly at: EpochMs;
  readonly value: Value;
}

/** An entry that knows its place, so that moving it looks nothing up. */
interface Placed<Value> {
  readonly id: string;
  at: EpochMs;
  value: Value;
  index: number;
}

function isBefore(a: Placed<unknown>, b: Placed<unknown>): boolean {
  return a.at === b.at ? a.id < b.id : a.at < b.at;
}
