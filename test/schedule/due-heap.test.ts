import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueHeap } from '../../src/schedule/due-heap.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

describe('DueHeap', () => {
  it('shows the first due', () => {
    const heap = heapOf([
      ['lunch', 30],
      ['clock-in', 10],
      ['reading', 20],
    ]);
    expect(heap.peek()).toMatchObject({ id: 'clock-in', at: 10 });
    expect(heap.size).toBe(3);
  });

  it('is empty without entries', () => {
    const heap = new DueHeap();
    expect(heap.peek()).toBeUndefined();
    expect(heap.size).toBe(0);
    expect(heap.delete('lunch')).toBe(false);
  });

  it('moves an id, earlier or later', () => {
    const heap = heapOf([
      ['lunch', 30],
      ['reading', 20],
    ]);
    heap.set('lunch', toEpochMs(10));
    expect(heap.peek()?.id).toBe('lunch');
    heap.set('lunch', toEpochMs(40));
    expect(heap.peek()?.id).toBe('reading');
    expect(heap.size).toBe(2);
  });

  it('goes by id when several are due at once', () => {
    expect(
      drain(
        heapOf([
          ['c', 1],
          ['a', 1],
          ['b', 1],
        ]),
      ),
    ).toEqual(['a', 'b', 'c']);
  });

  it('holds what a sorted list holds, whatever happens to it', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 40 }).map(String), fc.option(fc.integer({ min: 0, max: 30 })));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const heap = new DueHeap();
        const model = new Map<string, number>();
        for (const [id, at] of steps) {
          if (at === null) expect(heap.delete(id)).toBe(model.delete(id));
          else {
            heap.set(id, toEpochMs(at));
            model.set(id, at);
          }
          expect(heap.size).toBe(model.size);
          expect(heap.peek()?.id).toBe(sorted(model)[0]);
        }
        expect(drain(heap)).toEqual(sorted(model));
      }),
    );
  });
});

function heapOf(entries: readonly (readonly [id: string, at: number])[]): DueHeap {
  const heap = new DueHeap();
  for (const [id, at] of entries) heap.set(id, toEpochMs(at));
  return heap;
}

function drain(heap: DueHeap): readonly string[] {
  const ids: string[] = [];
  for (let first = heap.peek(); first; first = heap.peek()) {
    ids.push(first.id);
    heap.delete(first.id);
  }
  return ids;
}

function sorted(model: ReadonlyMap<string, number>): readonly string[] {
  return [...model].toSorted(([a, atA], [b, atB]) => atA - atB || (a < b ? -1 : 1)).map(([id]) => id);
}
