import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../src/network/loopback.ts';

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.255.255.254', '[::1]', '::1', '::ffff:127.0.0.1'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['127.0.0.1.example.com', '0.0.0.0', '10.0.0.1', '[::2]', 'localhost.example.com', ''])(
    '%s is not',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
