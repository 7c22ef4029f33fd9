import type { Language } from '../message/language.ts';
import type { Because, Refused } from './because.ts';
import { textsIn } from './texts/catalogue.ts';

/** Why an event was not told, in words. */
export function becauseText(because: Because, language: Language): string {
  const words = textsIn(language).because;
  switch (because.kind) {
    case 'unknown':
      return words.unknown(because.event);
    case 'says-nothing':
      return words.saysNothing;
    case 'ping':
      return words.ping;
    case 'event':
      return words.event(because.event);
    case 'repository':
      return words.repository(because.repository);
    case 'branch':
      return because.isDefault ? words.defaultBranch(because.branch) : words.branch(because.branch);
    case 'label':
      return because.label === undefined ? words.labels : words.label(because.label);
    case 'author':
      return words.author(because.author);
    case 'bot':
      return words.bot(because.author);
    case 'draft':
      return words.draft;
    case 'confidential':
      return words.confidential;
    case 'environment':
      return words.environment(because.environment);
    case 'when':
      return words.when(because.condition);
    case 'told-already':
      return words.toldAlready;
    case 'old-run':
      return words.oldRun;
    case 'flapping':
      return words.flapping;
  }
}

/** Why a request was refused, in words. */
export function refusedText(refused: Refused, language: Language): string {
  const words = textsIn(language).refused;
  switch (refused.kind) {
    case 'no-proof':
      return words.noProof;
    case 'wrong-signature':
      return words.wrongSignature;
    case 'stale-signature':
      return words.staleSignature;
    case 'wrong-token':
      return words.wrongToken;
    case 'not-json':
      return words.notJson(refused.line, refused.column);
    case 'wrong-type':
      return words.wrongType(refused.type);
    case 'too-large':
      return words.tooLarge;
    case 'packed':
      return words.packed(refused.encoding);
    case 'malformed':
      return words.malformed(refused.code, refused.text);
  }
}
