import type { HookConfig } from '../../config/config.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import { SENDERS } from '../../hooks/senders.ts';
import { isLoopback } from '../../network/loopback.ts';
import { networkProblem } from '../../network/network-problem.ts';
import { openNetwork } from '../../network/open-network.ts';
import { tellNetworkProblem } from '../../robot/cause-words.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { hookBase } from '../hook-base.ts';
import { createPrompts, isTerminal, type Prompts, type Terminal } from '../init/prompts.ts';
import { hookNamed } from '../named.ts';
import type { Session } from '../session.ts';
import { type TrelloAnswer, TrelloApi, type TrelloBoard } from '../trello-api.ts';

export interface HookRegisterInput {
  readonly name: string;
  /** Its id, its short link or its address. Default: it is asked. */
  readonly board?: string;
  readonly dir: string;
}

/** Where the API is: for tests, and where a proxy stands before it. */
const API = 'https://api.trello.com';

/** Makes the webhook at a sender that has no page for it; of others, tells where the address is entered. */
export async function hookRegister(
  session: Session,
  { name, board, dir }: HookRegisterInput,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<ExitCode> {
  const config = await loadConfiguration(session, dir);
  const hook = hookNamed(session, config, name);
  const address = hook.relay ?? hookAddress(await hookBase(config), hook.name);
  if (!SENDERS[hook.from].isRegistered) return tellWhere(session, hook, address);
  if (isLoopback(URL.parse(address)?.hostname ?? '')) throw new Failure(session.texts.hook.register.onlyHere(address));
  const canAsk = !session.json && isTerminal(terminal);
  const prompts = canAsk ? createPrompts(terminal, session.texts.init.cancelled) : undefined;
  const { key, token } = await credentials(session, prompts);
  const network = openNetwork({ env: session.env });
  try {
    const api = new TrelloApi({ address: session.env['TRELLO_API'] || API, key, token, network });
    return await register(session, { api, prompts, board, hook, address });
  } finally {
    await network.destroy();
  }
}

async function tellWhere(
  { out, json, language, texts }: Session,
  hook: HookConfig,
  address: string,
): Promise<ExitCode> {
  const { name, from } = hook;
  const where = SENDERS[from].setup;
  if (json) {
    await out.json({ hook: name, from, address, registered: false, setup: where[language] });
    return EXIT.fine;
  }
  await out.line(texts.hook.register.notNeeded(name, from));
  await out.line(`${texts.hook.secret.address}${address}`);
  await out.line(where[language]);
  return EXIT.fine;
}

/** From the environment, or asked; never shown. */
async function credentials({ env, texts }: Session, prompts: Prompts | undefined) {
  const words = texts.hook.register;
  const needed = async (variable: string, question: string): Promise<string> => {
    const known = (env[variable] ?? '').trim();
    if (known !== '') return known;
    if (prompts === undefined) throw new Failure(words.missing(variable, question));
    return (await prompts.secret(question, (typed) => (typed.trim() === '' ? question : undefined))).trim();
  };
  const key = await needed('TRELLO_KEY', words.key);
  return { key, token: await needed('TRELLO_TOKEN', words.token) };
}

interface Registration {
  readonly api: TrelloApi;
  readonly prompts: Prompts | undefined;
  readonly board: string | undefined;
  readonly hook: HookConfig;
  readonly address: string;
}

async function register(session: Session, { api, prompts, board, hook, address }: Registration): Promise<ExitCode> {
  const { out, json, texts } = session;
  const words = texts.hook.register;
  const chosen = await answered(session, () =>
    board === undefined ? chooseBoard(session, api, prompts) : api.board(idOf(board)),
  );
  if (chosen.kind === 'refused') throw new Failure(whyNot(session, chosen));
  const { id, name } = chosen.value;
  const webhook = { callbackURL: address, idModel: id, description: `dingbell ${hook.name}` };
  const made = await answered(session, () => api.createWebhook(webhook));
  const isThere = made.kind === 'refused' && /already exists/i.test(made.said);
  if (made.kind === 'refused' && !isThere) {
    const isUnreached = /did not return 200|callback/i.test(made.said);
    throw new Failure(isUnreached ? words.unreached(address, made.said) : whyNot(session, made));
  }
  if (json) await out.json({ hook: hook.name, from: hook.from, address, board: name, registered: true });
  else await out.line(isThere ? words.already(name, address) : words.done(name, address));
  return EXIT.fine;
}

/** `https://trello.com/b/nC8QJJoZ/shop` is known by what stands behind the `b`. */
function idOf(board: string): string {
  return /^https?:\/\/[^/]+\/b\/(\w+)/.exec(board.trim())?.[1] ?? board.trim();
}

async function chooseBoard(
  { texts }: Session,
  api: TrelloApi,
  prompts: Prompts | undefined,
): Promise<TrelloAnswer<TrelloBoard>> {
  const words = texts.hook.register;
  const found = await api.boards();
  if (found.kind === 'refused') return found;
  if (found.value.length === 0) throw new Failure(words.noBoards);
  const named = found.value.map(({ name, shortLink }) => `${name} (${shortLink})`);
  if (prompts === undefined) throw new Failure(words.which(texts.list(named)));
  const choices = found.value.map(({ id, name, shortLink }) => ({ value: id, label: name, hint: shortLink }));
  const id = await prompts.choose(words.whichBoard, choices);
  const value = found.value.find((each) => each.id === id);
  if (!value) throw new Failure(words.noBoards);
  return { kind: 'done', value };
}

/** @throws {Failure} when there is no answer. */
async function answered<Value>(
  { texts, language }: Session,
  ask: () => Promise<TrelloAnswer<Value>>,
): Promise<TrelloAnswer<Value>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(texts.hook.register.unanswered(tellNetworkProblem(networkProblem(error), language).what));
  }
}

function whyNot(
  { texts: { hook } }: Session,
  { status, said }: { readonly status: number; readonly said: string },
): string {
  const words = hook.register;
  if (status === 401) return words.unauthorized(said);
  return status === 404 || /invalid id/i.test(said) ? words.noBoard : words.refused(status, said);
}
