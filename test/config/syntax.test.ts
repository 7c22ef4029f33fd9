import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { createReport } from '../../src/config/report.ts';
import { createSource } from '../../src/config/source.ts';
import { reportSyntax } from '../../src/config/syntax.ts';

it('what the parser found is told, though it would find nothing a second time: of a deep file, with more stack', () => {
  const source = createSource('a.yaml', 'a: [');
  const report = createReport();
  reportSyntax(source, parseDocument(source.text), () => parseDocument('a: []'), report);
  expect(report.problems('en')).toHaveLength(1);
});
