import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import { Failure } from '../failure.ts';

/** The terminal that questions are asked on. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Whether somebody sits there who can answer. */
export function isTerminal({ input, output }: Terminal): boolean {
  return 'isTTY' in input && input.isTTY === true && 'isTTY' in output && output.isTTY === true;
}

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

type Validate = (text: string) => string | undefined;

/** Questions to a person, each answered or given up: Ctrl-C and Esc end the command. */
export type Prompts = ReturnType<typeof createPrompts>;

/** @param givenUp What is said when a question is given up. */
export function createPrompts({ input, output }: Terminal, givenUp: string) {
  const common = { input, output, signal: endOfInput(input) };
  const answered = <Value>(answer: Answer<Value>): Promise<Value> => unlessGivenUp(answer, givenUp);
  // clack hands nothing typed as `undefined`, and an empty answer likewise.
  const typed = async (answer: Answer<string | undefined>): Promise<string> => (await answered(answer)) ?? '';
  return {
    text: (
      message: string,
      { initial, placeholder, validate }: { initial?: string; placeholder?: string; validate?: Validate } = {},
    ): Promise<string> =>
      typed(
        clack.text({
          ...common,
          message,
          ...(initial !== undefined && { initialValue: initial }),
          ...(placeholder !== undefined && { placeholder }),
          ...checkedBy(validate),
        }),
      ),
    /** Not echoed. */
    secret: (message: string, validate?: Validate): Promise<string> =>
      typed(clack.password({ ...common, message, ...checkedBy(validate) })),
    choose: <Value extends string>(message: string, choices: readonly Choice<Value>[], initial?: Value) =>
      answered(
        clack.select({
          ...common,
          message,
          options: optionsOf(choices),
          showInstructions: false,
          ...(initial !== undefined && { initialValue: initial }),
        }),
      ),
    /** Any number of them, none included. */
    chooseSome: <Value extends string>(
      message: string,
      choices: readonly Choice<Value>[],
      initial: readonly Value[],
    ): Promise<readonly Value[]> =>
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
    confirm: (message: string, { yes, no }: { readonly yes: string; readonly no: string }, initial = true) =>
      answered(clack.confirm({ ...common, message, active: yes, inactive: no, initialValue: initial })),
    intro: (text: string): void => clack.intro(text, common),
    note: (text: string, title: string): void => clack.note(text, title, { ...common, format: (line) => line }),
    good: (text: string): void => clack.log.success(text, common),
    bad: (text: string): void => clack.log.error(text, common),
    outro: (text: string): void => clack.outro(text, common),
  };
}

type Answer<Value> = Promise<Value | typeof clack.CANCEL_SYMBOL>;

async function unlessGivenUp<Value>(answer: Answer<Value>, givenUp: string): Promise<Value> {
  const value = await answer;
  if (clack.isCancel(value)) throw new Failure(givenUp);
  return value;
}

function checkedBy(validate: Validate | undefined) {
  return validate && { validate: (text: string | undefined) => validate(text ?? '') };
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
