import { catalogueIn } from '../../config/texts/catalogue.ts';
import { parseWebhook } from '../../robot/dingtalk/webhook.ts';
import type { Language } from '../../message/language.ts';

/** What is wrong with a pasted webhook, for people; never repeats it. */
export function webhookFault(pasted: string, language: Language): string | undefined {
  const parsed = parseWebhook(pasted);
  if (parsed.kind === 'webhook') return undefined;
  const { message, hint } = catalogueIn(language)[parsed.fault.code]({});
  return hint === undefined ? message : `${message} · ${hint}`;
}

/** DingTalk gives out no others. */
export function isSecret(pasted: string): boolean {
  return /^SEC[\w-]+$/.test(pasted.trim());
}
