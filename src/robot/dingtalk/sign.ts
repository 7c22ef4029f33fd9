import { createHmac } from 'node:crypto';

/**
 * The signature of DingTalk's 加签 mode: `base64(HMAC-SHA256(key = secret, "<timestamp>\n<secret>"))`.
 * It is plain base64: the code that puts it into a URL encodes it, exactly once.
 *
 * @param secret `SEC…`, as the robot's settings show it; white space around it is ignored, for it is often pasted along.
 * @param timestamp Epoch milliseconds; DingTalk accepts one hour either side of its own clock.
 * @see https://open.dingtalk.com/document/robots/customize-robot-security-settings
 */
export function sign(secret: string, timestamp: number): string {
  const key = secret.trim();
  return createHmac('sha256', key).update(`${timestamp}\n${key}`, 'utf8').digest('base64');
}
