import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parse } from 'yaml';
import { findFiles } from '../config/find-files.ts';
import { SENDER_NAMES, type SenderName } from '../hooks/sender-name.ts';
import { SENDERS } from '../hooks/senders.ts';
import { fieldOf, variableIn } from './written-yaml.ts';

/** A hook as it is written, also where its secret is missing and nothing can run on it. */
export interface WrittenHook {
  readonly name: string;
  readonly from: SenderName;
  /** As a person names it from where the command runs. */
  readonly file: string;
  /** What proves its sender, and the variable that holds it, where one is named. */
  readonly proof: { readonly key: 'secret' | 'token'; readonly variable?: string };
  /** The channel that its sender posts to, as it is written: maybe `${…}`. */
  readonly relay?: string;
  readonly paused: boolean;
}

/**
 * The hooks of a folder, in the order in which they are written.
 *
 * @throws when a file cannot be read as YAML at all.
 */
export async function writtenHooks(directory: string): Promise<readonly WrittenHook[]> {
  const found = await findFiles(directory);
  const files = found.kind === 'files' ? found.files : [];
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const));
  return texts.flatMap(([file, text]) => hooksIn(parse(text), relative(process.cwd(), file)));
}

function hooksIn(document: unknown, file: string): readonly WrittenHook[] {
  const hooks = fieldOf(document, 'hooks');
  if (typeof hooks !== 'object' || hooks === null) return [];
  return Object.entries(hooks).flatMap(([name, entry]) => {
    const from = SENDER_NAMES.find((each) => each === fieldOf(entry, 'from'));
    if (from === undefined) return [];
    const relay = fieldOf(entry, 'relay');
    const written = { name, from, file, proof: proofIn(entry, from), paused: fieldOf(entry, 'paused') === true };
    return typeof relay === 'string' ? { ...written, relay } : written;
  });
}

/** The one that names a variable; else what its sender can do. */
function proofIn(entry: unknown, from: SenderName): WrittenHook['proof'] {
  for (const key of ['secret', 'token'] as const) {
    const variable = firstVariable(fieldOf(entry, key));
    if (variable !== undefined) return { key, variable };
  }
  const { signature, secretHeader, tokenParameter } = SENDERS[from];
  const isSigned = signature !== undefined || secretHeader !== undefined || fieldOf(entry, 'signature') !== undefined;
  // Who has a token in its address anyway needs no more.
  return { key: isSigned && tokenParameter === undefined ? 'secret' : 'token' };
}

/** Of several any counts: the first is the one in use. */
function firstVariable(written: unknown): string | undefined {
  return [written].flat().map(variableIn).find(Boolean);
}
