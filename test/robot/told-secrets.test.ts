import * as fc from 'fast-check';
import { Dispatcher } from 'undici';
import { expect, it } from 'vitest';
import { tellRobotCause } from '../../src/robot/cause-words.ts';
import { createRobotClient } from '../../src/robot/client.ts';
import { parseWebhook } from '../../src/robot/dingtalk/webhook.ts';

const TOKEN = 'dummytoken0123456789';
const SECRET = 'SECdummysecret0123456789';

type Answer =
  | { readonly kind: 'answer'; readonly httpStatus: number; readonly body: string }
  | { readonly kind: 'error'; readonly message: string; readonly isSent: boolean };

/** A way to the vendor on which anything may be answered: nothing a server could write is left out. */
class AnyNetwork extends Dispatcher {
  readonly #answer: (path: string) => Answer;

  constructor(answer: (path: string) => Answer) {
    super();
    this.#answer = answer;
  }

  override dispatch({ path }: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const answer = this.#answer(path);
    const controller = { abort: () => undefined } as unknown as Dispatcher.DispatchController;
    if (answer.kind === 'answer' || answer.isSent) handler.onRequestStart?.(controller, {});
    if (answer.kind === 'error') {
      handler.onResponseError?.(controller, new Error(answer.message));
      return true;
    }
    handler.onResponseStart?.(controller, answer.httpStatus, {}, '');
    handler.onResponseData?.(controller, Buffer.from(answer.body));
    handler.onResponseEnd?.(controller, {});
    return true;
  }
}

/** Words with holes, in which the secrets of the request are quoted: the address, the token, the secret, the signature. */
const words = fc.array(
  fc.oneof(fc.string(), fc.constantFrom('{path}', '{token}', '{secret}', '{sign}', '{sign-in-url}', ';solution:', ' ')),
  { maxLength: 12 },
);
const holed = words.map((parts) => parts.join(''));
const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    httpStatus: fc.constantFrom(200, 302, 403, 502),
    body: fc.oneof(
      holed,
      holed.map((text) => `<html>${text}</html>`),
      fc
        .record({ errcode: fc.oneof(fc.integer(), fc.constantFrom(310_000, 90_030), holed), errmsg: holed })
        .map((json) => JSON.stringify(json)),
      holed.map((text) => JSON.stringify({ errcode: 310_000, errmsg: `description:sign ${text};solution:${text}` })),
    ),
  }),
  fc.record({ kind: fc.constant('error' as const), message: holed, isSent: fc.boolean() }),
);

it('no cause, and no words about one, carry a token, a secret or a signature, whatever is answered', async () => {
  const parsed = parseWebhook(`https://oapi.dingtalk.com/robot/send?access_token=${TOKEN}`);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  const { webhook } = parsed;
  await fc.assert(
    fc.asyncProperty(answers, async (answer) => {
      let signature = '';
      const dispatcher = new AnyNetwork((path) => {
        signature = new URL(path, 'https://robot').searchParams.get('sign') ?? '';
        return filled(answer, (text) =>
          text
            .replaceAll('{path}', () => path)
            .replaceAll('{token}', TOKEN)
            .replaceAll('{secret}', SECRET)
            .replaceAll('{sign}', () => signature)
            .replaceAll('{sign-in-url}', () => encodeURIComponent(signature)),
        );
      });
      const robot = createRobotClient({ webhook, secret: SECRET, dispatcher, now: () => 1_800_000_000_000 });
      const outcome = await robot.send({ kind: 'text', text: 'x' }, { msgUuid: 'u' });
      if (outcome.kind === 'delivered') return;
      const { cause } = outcome;
      const told = [JSON.stringify(outcome), tellRobotCause(cause, 'en'), tellRobotCause(cause, 'zh-CN')].join('\n');
      for (const secret of [TOKEN, SECRET, signature, encodeURIComponent(signature)])
        expect(told).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});

function filled(answer: Answer, fill: (text: string) => string): Answer {
  return answer.kind === 'answer'
    ? { ...answer, body: fill(answer.body) }
    : { ...answer, message: fill(answer.message) };
}
