import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import { Failure } from '../failure.ts';

/** The terminal that questions are asked on. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

type Validate = (text: string) => string | undefined;

/** Questions to a person, each answered or given up: Ctrl-C and Esc end the command. */
export interface Prompts {
  text(
    question: string,
    options?: { readonly initial?: string; readonly placeholder?: string; readonly validate?: Validate },
  ): Promise<string>;
  /** Not echoed. */
  secret(question: string, validate?: Validate): Promise<string>;
  choose<Value extends string>(question: string, choices: readonly Choice<Value>[], initial?: Value): Promise<Value>;
  /** Any number of them, none included. */
  chooseSome<Value extends string>(
    question: string,
    choices: readonly Choice<Value>[],
    initial: readonly Value[],
  ): Promise<readonly Value[]>;
  confirm(
    question: string,
    answers: { readonly yes: string; readonly no: string },
    initial?: boolean,
  ): Promise<boolean>;
  intro(text: string): void;
  note(text: string, title: string): void;
  good(text: string): void;
  bad(text: string): void;
  outro(text: string): void;
}

/** @param givenUp What is said when a question is given up. */
export function createPrompts({ input, output }: Terminal, givenUp: string): Prompts {
  const common = { input, output, signal: endOfInput(input) };
  const answered = async <Value>(answer: Promise<Value | typeof clack.CANCEL_SYMBOL>): Promise<Value> => {
    const value = await answer;
    if (clack.isCancel(value)) throw new Failure(givenUp);
    return value;
  };
  return {
    text: (message, { initial, placeholder, validate } = {}) =>
      answered(
        clack.text({
          ...common,
          message,
          ...(initial !== undefined && { initialValue: initial }),
          ...(placeholder !== undefined && { placeholder }),
          // clack hands nothing typed as `undefined`, and an empty answer likewise.
          ...(validate && { validate: (text) => validate(text ?? '') }),
        }),
      ).then((text) => text ?? ''),
    secret: (message, validate) =>
      answered(
        clack.password({ ...common, message, ...(validate && { validate: (text) => validate(text ?? '') }) }),
      ).then((text) => text ?? ''),
    choose: (message, choices, initial) =>
      answered(
        clack.select({
          ...common,
          message,
          options: optionsOf(choices),
          showInstructions: false,
          ...(initial !== undefined && { initialValue: initial }),
        }),
      ),
    chooseSome: (message, choices, initial) =>
      answered(
        clack.multiselect({
          ...common,
          message,
          options: optionsOf(choices),
          initialValues: [...initial],
          required: false,
          showInstructions: false,
        }),
      ),
    confirm: (message, { yes, no }, initial = true) =>
      answered(clack.confirm({ ...common, message, active: yes, inactive: no, initialValue: initial })),
    intro: (text) => clack.intro(text, common),
    note: (text, title) => clack.note(text, title, { ...common, format: (line) => line }),
    good: (text) => clack.log.success(text, common),
    bad: (text) => clack.log.error(text, common),
    outro: (text) => clack.outro(text, common),
  };
}

/** clack wants its own type, which TypeScript cannot follow through a type parameter. */
function optionsOf<Value extends string>(choices: readonly Choice<Value>[]): clack.Option<Value>[] {
  return choices.map((choice) => ({ ...choice })) as unknown as clack.Option<Value>[];
}

/** Ctrl-D, or a terminal that was closed: nobody is going to answer. */
function endOfInput(input: Readable): AbortSignal {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort();
  input.once('end', giveUp).once('close', giveUp);
  input.on('keypress', (_text: unknown, key: { readonly ctrl?: boolean; readonly name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') giveUp();
  });
  return controller.signal;
}
