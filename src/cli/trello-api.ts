import { type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { SECOND } from '../schedule/instant.ts';

/** What Trello answered: what was asked for, or why not. */
export type TrelloAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** In its own words, without key and token. */
  | { readonly kind: 'refused'; readonly status: number; readonly said: string };

export interface TrelloBoard {
  readonly id: string;
  readonly name: string;
  /** As it stands in its address: `https://trello.com/b/nC8QJJoZ`. */
  readonly shortLink: string;
}

export interface TrelloAccess {
  /** `https://api.trello.com`. */
  readonly address: string;
  readonly key: string;
  readonly token: string;
  readonly network: Dispatcher;
}

const PATIENCE = 20 * SECOND;
const BOARD = z.object({ id: z.string(), name: z.string(), shortLink: z.string() });
const FIELDS = 'fields=id,name,shortLink';

/**
 * What a hook needs of Trello's API; each rejects when there is no answer.
 *
 * @see https://developer.atlassian.com/cloud/trello/rest/api-group-webhooks/
 */
export class TrelloApi {
  readonly #access: TrelloAccess;

  constructor(access: TrelloAccess) {
    this.#access = access;
  }

  /** The boards of the person who gave the token. */
  boards(): Promise<TrelloAnswer<readonly TrelloBoard[]>> {
    return this.#ask({ method: 'GET', path: `/1/members/me/boards?filter=open&${FIELDS}` }, z.array(BOARD));
  }

  /** @param id Its id, or its short link. */
  board(id: string): Promise<TrelloAnswer<TrelloBoard>> {
    return this.#ask({ method: 'GET', path: `/1/boards/${encodeURIComponent(id)}?${FIELDS}` }, BOARD);
  }

  /** Trello looks first whether there is something at that address. */
  createWebhook(webhook: { readonly callbackURL: string; readonly idModel: string; readonly description: string }) {
    return this.#ask(
      { method: 'POST', path: '/1/webhooks', body: JSON.stringify(webhook) },
      z.object({ id: z.string() }),
    );
  }

  async #ask<Value>(
    { method, path, body }: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string },
    shape: z.ZodType<Value>,
  ): Promise<TrelloAnswer<Value>> {
    const { address, key, token, network } = this.#access;
    const answer = await request(`${address}${path}`, {
      method,
      dispatcher: network,
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
      // Not in the address, which others write down.
      headers: {
        authorization: `OAuth oauth_consumer_key="${key}", oauth_token="${token}"`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await answer.body.text();
    const found = answer.statusCode === 200 ? shape.safeParse(jsonIn(text)) : undefined;
    if (found?.success) return { kind: 'done', value: found.data };
    return { kind: 'refused', status: answer.statusCode, said: this.#withoutSecrets(saidIn(text)) };
  }

  #withoutSecrets(text: string): string {
    return text.replaceAll(this.#access.key, '…').replaceAll(this.#access.token, '…');
  }
}

/** Refusals are a text, or JSON with a message. */
function saidIn(text: string): string {
  const found = z.object({ message: z.string() }).safeParse(jsonIn(text));
  return (found.success ? found.data.message : text).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST);
}

const LONGEST = 300;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
