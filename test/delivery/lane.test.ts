import { describe, expect, it } from 'vitest';
import { mergeLanes } from '../../src/delivery/lane.ts';

const lane = (name: string, perMinute: number, fingerprint: string) => ({ lane: name, perMinute, fingerprint });

const fingerprint = (...prints: string[]) => mergeLanes(prints.map((print) => lane('a', 20, print)))[0]!.fingerprint;

describe('mergeLanes', () => {
  it('keeps lanes that nobody shares as they are, in their order', () => {
    const lanes = [lane('b', 20, 'x'), lane('a', 5, 'y')];
    expect(mergeLanes(lanes)).toEqual(lanes);
  });

  it('takes the strictest limit of robots that share a token', () => {
    expect(mergeLanes([lane('a', 20, 'x'), lane('a', 5, 'x'), lane('a', 10, 'x')])).toEqual([lane('a', 5, 'x')]);
  });

  it('changes its fingerprint when any sharer changes, and only then', () => {
    const both = fingerprint('x', 'y');
    expect(fingerprint('y', 'x')).toBe(both);
    expect(fingerprint('x', 'y', 'y')).toBe(both);
    expect(fingerprint('x', 'z')).not.toBe(both);
    expect(fingerprint('x')).not.toBe(both);
  });
});
