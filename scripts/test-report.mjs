import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {number} passed Tests; a step that has none counts as one.
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {readonly string[]} reasons Why tests were skipped, or why the step could not run.
 * @property {readonly string[]} failures The names of the tests that failed.
 */

/** @typedef {Omit<StepResult, 'name' | 'seconds'>} Counts */

/**
 * What came of a step that has no report: it passed or it did not.
 * @param {number} code
 * @returns {Counts}
 */
export function countsOfCode(code) {
  return {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
    reasons: [],
    failures: [],
  };
}

/**
 * @param {string} path Of Vitest's JSON report.
 * @param {number} code
 * @returns {Counts}
 */
export function countsOfVitest(path, code) {
  if (!existsSync(path)) return countsOfCode(code);
  const report = JSON.parse(readFileSync(path, 'utf8'));
  /** @type {{ status: string, ancestorTitles: string[], fullName: string }[]} */
  const tests = report.testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
  const reasons = skipped.flatMap(({ ancestorTitles }) =>
    ancestorTitles.filter((title) => title.includes('(skipped: ')),
  );
  return withCode(
    {
      passed: tests.filter(({ status }) => status === 'passed').length,
      failed: tests.filter(({ status }) => status === 'failed').length,
      skipped: skipped.length,
      reasons: [...new Set(reasons)],
      failures: tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    },
    code,
  );
}

/**
 * @param {string} path Of Playwright's JSON report.
 * @param {number} code
 * @returns {Counts}
 */
export function countsOfPlaywright(path, code) {
  if (!existsSync(path)) return countsOfCode(code);
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const { expected, unexpected, flaky, skipped } = report.stats;
  const specs = specsOf(report.suites);
  const reasons = specs
    .flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))
    .filter(({ type }) => type === 'skip' || type === 'fixme')
    .map(({ description }) => description ?? 'no reason given');
  const failures = specs.filter(({ ok }) => !ok).map(({ title }) => title);
  return withCode(
    {
      passed: expected + flaky,
      failed: unexpected,
      skipped,
      reasons: [...new Set(reasons)],
      failures,
    },
    code,
  );
}

/**
 * @typedef {object} Spec
 * @property {string} title
 * @property {boolean} ok
 * @property {{ annotations: { type: string, description?: string }[] }[]} tests
 */

/**
 * @param {any[]} suites
 * @returns {Spec[]}
 */
function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

/**
 * A run that failed without a failed test (a file that does not load, an error between tests)
 * counts as one failure.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
function withCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * The closing table and the line of totals.
 * @param {readonly StepResult[]} results
 * @returns {string}
 */
export function summary(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, passed, failed, skipped, seconds }) => {
    const word = failed > 0 ? 'FAILED' : passed === 0 ? 'skipped' : 'passed';
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    return `  ${name.padEnd(width)}  ${word.padEnd(7)} ${time}  ${countsInWords(passed, failed, skipped)}`;
  });
  const reasons = results.flatMap(({ name, reasons }) =>
    reasons.map((reason) => `  ${name}: ${reason}`),
  );
  const failures = results.flatMap(({ name, failures }) =>
    failures.map((title) => `  ${name}: ${title}`),
  );
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((sum, result) => sum + result[key], 0);
  return [
    '',
    ...lines,
    ...(reasons.length > 0 ? ['', 'Skipped or not run:', ...reasons] : []),
    ...(failures.length > 0 ? ['', 'Failed:', ...failures] : []),
    '',
    countsInWords(total('passed'), total('failed'), total('skipped')),
  ].join('\n');
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function countsInWords(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
