import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { SandboxAnswer } from './sandbox.ts';

interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Shows the message, or refuses it. */
  readonly receive: () => SandboxAnswer;
  /** What the sandbox's clock says, epoch ms. */
  readonly at: number;
  /** Of the server's end. */
  readonly signal: AbortSignal;
}

/** Answers as DingTalk does, or as the fault wants it. */
export async function answer({ request, response, receive, at, signal }: Arrived, fault?: Fault): Promise<void> {
  switch (fault?.kind) {
    case undefined:
    case 'clock':
      return answerJson(response, receive(), at);
    case 'latency': {
      const later = receive();
      await sleep(fault.ms, undefined, { signal });
      return answerJson(response, later, at);
    }
    case 'errcode':
      return answerJson(response, { errcode: fault.errcode, errmsg: fault.errmsg }, at);
    case 'reset-before-read':
      return reset(request);
    case 'reset-after-read':
      receive();
      return reset(request);
    case 'truncated':
      return truncate(response, receive());
    case 'html':
      return answerText(response, 200, BAN_PAGE, 'text/html');
    case 'status':
      return answerText(response, fault.httpStatus, '');
  }
}

const BAN_PAGE =
  '<!DOCTYPE html><html><body><script>var x5={"status":1111,"wait":5,"source":"x5","punish":"deny"}</script></body></html>';

function answerJson(response: ServerResponse, answer: SandboxAnswer, at: number): void {
  const body = JSON.stringify({ errcode: answer.errcode, errmsg: answer.errmsg });
  response.writeHead(200, { 'content-type': 'application/json', date: new Date(at).toUTCString() });
  response.end(body);
}

export function answerText(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' });
  response.end(body);
}

/** Promises the whole answer, sends half of it and hangs up. */
function truncate(response: ServerResponse, answer: SandboxAnswer): void {
  const body = JSON.stringify(answer);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

export function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}
