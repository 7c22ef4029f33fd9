import type { StoreRefusal } from './store-error.ts';

/** What the thread says first: that the store is open, with the methods of each of its ports, or why it is not. */
export type Opening =
  | { readonly kind: 'open'; readonly methods: Readonly<Record<string, readonly string[]>> }
  | Refused;

/** `outbox.claim(...args)`, asked of the thread. A port of '' is the store itself. */
export interface Call {
  readonly id: number;
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What came of the call of that id. Everything in it is data: an error of the store's own is told by its refusal. */
export type Answer = { readonly id: number } & (
  | { readonly kind: 'returned'; readonly value: unknown }
  | Refused
  | { readonly kind: 'threw'; readonly error: unknown }
);

interface Refused {
  readonly kind: 'refused';
  readonly refusal: StoreRefusal;
}
