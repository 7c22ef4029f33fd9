import type { EpochMs } from './instant.ts';

/** What is due next among many: one timer for the first, whatever their number. Ties go by id. */
export class DueHeap {
  /** A binary heap: no entry is before its parent, at `(index - 1) >> 1`. */
  readonly #entries: Entry[] = [];
  readonly #indexes = new Map<string, number>();

  get size(): number {
    return this.#entries.length;
  }

  /** The first due, which stays; `undefined` when empty. */
  peek(): Entry | undefined {
    return this.#entries[0];
  }

  /** Adds an id or moves it to another instant. */
  set(id: string, at: EpochMs): void {
    const index = this.#indexes.get(id) ?? this.#entries.length;
    this.#place({ id, at }, index);
    this.#settle(index);
  }

  /** Whether it was there. */
  delete(id: string): boolean {
    const index = this.#indexes.get(id);
    if (index === undefined) return false;
    this.#indexes.delete(id);
    const last = this.#entries.pop() as Entry;
    if (last.id === id) return true;
    this.#place(last, index);
    this.#settle(index);
    return true;
  }

  #place(entry: Entry, index: number): void {
    this.#entries[index] = entry;
    this.#indexes.set(entry.id, index);
  }

  #settle(index: number): void {
    this.#sink(this.#rise(index));
  }

  #rise(from: number): number {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
    return index;
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const child = this.#earlierChild(index);
      if (child >= this.size || !this.#isBefore(child, index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #earlierChild(index: number): number {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    return right < this.size && this.#isBefore(right, left) ? right : left;
  }

  #isBefore(index: number, other: number): boolean {
    const [a, b] = [this.#entries[index] as Entry, this.#entries[other] as Entry];
    return a.at === b.at ? a.id < b.id : a.at < b.at;
  }

  #swap(index: number, other: number): void {
    const [a, b] = [this.#entries[index] as Entry, this.#entries[other] as Entry];
    this.#place(a, other);
    this.#place(b, index);
  }
}

export interface Entry {
  readonly id: string;
  readonly at: EpochMs;
}
