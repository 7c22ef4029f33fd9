import { catalogueIn } from '../../config/texts/catalogue.ts';
import { parseWebhook, type Webhook } from '../../robot/dingtalk/webhook.ts';
import type { Language } from '../../message/language.ts';

/** What is wrong with a pasted webhook, for people; never repeats it. */
export function webhookFault(pasted: string, language: Language): string | undefined {
  const parsed = parseWebhook(pasted);
  if (parsed.kind === 'webhook') return undefined;
  const { message, hint } = catalogueIn(language)[parsed.fault.code]({});
  return hint === undefined ? message : `${message} · ${hint}`;
}

/** A webhook in which {@link webhookFault} has found nothing. */
export function checkedWebhook(pasted: string): Webhook {
  const parsed = parseWebhook(pasted);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  return parsed.webhook;
}

/** DingTalk gives out no others. */
export function isSecret(pasted: string): boolean {
  return /^SEC[\w-]+$/.test(pasted.trim());
}
