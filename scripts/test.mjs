import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { isCi } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { summary } from './test-report.mjs';
import { startTestSession } from './test-session.mjs';
import { stages, stepsOf } from './test-steps.mjs';

/* `npm test`: installs what is missing and runs every test. `npm test -- check servers` runs those
   stages only. */

/**
 * @typedef {import('./test-report.mjs').StepResult} StepResult
 * @typedef {import('./test-steps.mjs').Stage} Stage
 */

const log = console.log;
/** @type {StepResult[]} */
const results = [];
let interrupted = false;
process.on('SIGINT', () => (interrupted = true)).on('SIGTERM', () => (interrupted = true));

const wanted = chosenStages(process.argv.slice(2));
if (wanted === undefined) {
  console.error(`npm test -- takes any of: ${stages.join(' ')}`);
  process.exitCode = 2;
} else {
  await testAll(wanted);
  log(summary(results));
  if (interrupted || results.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/** @param {readonly string[]} names */
function chosenStages(names) {
  const chosen = stages.filter((stage) => names.length === 0 || names.includes(stage));
  return names.every((name) => chosen.some((stage) => stage === name)) ? chosen : undefined;
}

/** @param {readonly Stage[]} chosen */
async function testAll(chosen) {
  const beyondCheck = chosen.some((stage) => stage !== 'check');
  await step('packages from npm', () => ensureInstall({ log }));
  if (failed()) return;
  if (beyondCheck) await step('system packages', () => install(chosen));
  if (beyondCheck) await step('build', () => ensureBuild({ log }));
  // Without a build the window can't be tested; all else can.
  const runnable = failed() ? chosen.filter((stage) => stage !== 'e2e') : chosen;
  if (chosen.includes('check')) await runSteps('check', {});
  if (beyondCheck) await testInSession(runnable.filter((stage) => stage !== 'check'));
}

/** @param {readonly Stage[]} chosen */
async function install(chosen) {
  /** @type {import('./system-needs.mjs').NeedGroup[]} */
  const groups = ['servers', 'keyring', 'electron'];
  if (chosen.includes('e2e')) groups.push('display');
  // What stays missing is told again by the tests that have to be skipped for it.
  await ensureSystemPackages({ groups, log });
}

/** @param {readonly Stage[]} chosen */
async function testInSession(chosen) {
  const session = await startSession(chosen);
  if (session === undefined) return;
  try {
    for (const stage of chosen) await runSteps(stage, session.env);
  } finally {
    await session.stop();
  }
}

/** @param {readonly Stage[]} chosen */
async function startSession(chosen) {
  /** @type {Awaited<ReturnType<typeof startTestSession>> | undefined} */
  let session;
  await step('keychain and display', async () => {
    session = await startTestSession({ keyring: true, display: chosen.includes('e2e') });
  });
  return session;
}

/**
 * @param {Stage} stage
 * @param {Record<string, string>} session
 */
async function runSteps(stage, session) {
  const reports = mkdtempSync(join(tmpdir(), 'ciis-connect-reports-'));
  try {
    for (const { name, act } of stepsOf(stage)) {
      if (interrupted) return;
      heading(name);
      const start = Date.now();
      const counts = await act({ reports, session, log });
      const result = { name, ...counts, seconds: (Date.now() - start) / 1000 };
      results.push(skipsAreFailures(result));
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/**
 * In CI nothing may be left out. The real servers run on Linux only, so elsewhere leaving them out
 * is no oversight.
 * @param {StepResult} result
 * @returns {StepResult}
 */
function skipsAreFailures(result) {
  if (!isCi() || process.platform !== 'linux' || result.skipped === 0) return result;
  const reasons = [...result.reasons, `${result.skipped} skipped, which in CI is a failure`];
  return { ...result, failed: result.failed + result.skipped, skipped: 0, reasons };
}

/**
 * A step that prepares for others: it is in the table only when it fails.
 * @param {string} name
 * @param {() => Promise<unknown>} act
 */
async function step(name, act) {
  if (interrupted) return;
  const start = Date.now();
  try {
    await act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const seconds = (Date.now() - start) / 1000;
    results.push({
      name,
      passed: 0,
      failed: 1,
      skipped: 0,
      seconds,
      reasons: [reason],
      failures: [],
    });
  }
}

function failed() {
  return results.some((result) => result.failed > 0);
}

/** @param {string} name */
function heading(name) {
  log(`\n=== ${name} ${'='.repeat(Math.max(3, 70 - name.length))}\n`);
}
