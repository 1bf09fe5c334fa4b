import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoElectronError, electronRuntime } from './electron-runtime.mjs';
import { npmCommand } from './npm-command.mjs';
import { projectNode, projectRoot } from './project.mjs';
import { run } from './run.mjs';
import { countsOfCode, countsOfPlaywright, countsOfVitest } from './test-report.mjs';

/**
 * @typedef {'check' | 'servers' | 'electron' | 'e2e'} Stage
 *
 * @typedef {object} StepContext
 * @property {string} reports A folder for reports.
 * @property {Record<string, string>} session What tests that need a keychain or a display get.
 * @property {(line: string) => void} log
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(context: StepContext) => Promise<import('./test-report.mjs').Counts>} act
 */

/** @type {readonly Stage[]} */
export const stages = ['check', 'servers', 'electron', 'e2e'];

/**
 * @param {Stage} stage
 * @returns {readonly Step[]}
 */
export function stepsOf(stage) {
  switch (stage) {
    case 'check':
      return checkSteps();
    case 'servers':
      return [{ name: 'servers, in Node', act: serversInNode }];
    case 'electron':
      return [{ name: 'servers, in Electron', act: serversInElectron }];
    case 'e2e':
      return [{ name: 'e2e, in the window', act: endToEnd }];
  }
}

/**
 * The parts of `npm run check`, one by one, so that a failing one does not hide the next.
 * @returns {Step[]}
 */
function checkSteps() {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  /** @type {string[]} */
  const parts = scripts.check.split('&&').map((/** @type {string} */ part) => part.trim());
  return parts.map((part) => {
    const name = part.replace(/^npm run /, '');
    return { name, act: name === 'test:unit' ? unitTests : () => npmScript(name) };
  });
}

/** @param {string} name */
async function npmScript(name) {
  const npm = npmCommand(['run', '--silent', name]);
  return countsOfCode(await run(npm.command, npm.args, { shell: npm.shell }));
}

/** @param {StepContext} context */
function unitTests({ reports }) {
  return vitest(reports, 'unit', { args: [] });
}

/** @param {StepContext} context */
function serversInNode({ reports, session }) {
  return vitest(reports, 'servers', { args: [], env: session });
}

/** @param {StepContext} context */
async function serversInElectron({ reports, session, log }) {
  try {
    const runtime = await electronRuntime({ log });
    return await vitest(reports, 'servers', {
      args: ['src/'], // The drivers; what else is in the project does not run in the app.
      nodeArgs: ['--import', new URL('./vitest-in-electron.mjs', import.meta.url).href],
      env: { ...session, CIIS_CONNECT_ELECTRON: runtime.executablePath },
    });
  } catch (error) {
    return notRun(error);
  }
}

/** @param {StepContext} context */
async function endToEnd({ reports, session, log }) {
  try {
    await electronRuntime({ log });
  } catch (error) {
    return notRun(error);
  }
  const report = join(reports, 'playwright.json');
  const cli = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...session, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  return countsOfPlaywright(report, await run(projectNode(), [cli, 'test'], { env }));
}

/**
 * @param {string} reports
 * @param {string} project
 * @param {{ args: string[], nodeArgs?: string[], env?: Record<string, string> }} options
 */
async function vitest(reports, project, { args, nodeArgs = [], env = {} }) {
  const report = join(reports, `${project}-${nodeArgs.length}.json`);
  const cli = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const all = [...nodeArgs, cli, 'run', '--project', project, ...reporters, ...args];
  return countsOfVitest(report, await run(projectNode(), all, { env }));
}

/** @param {unknown} error */
function notRun(error) {
  if (!(error instanceof NoElectronError)) throw error;
  return { passed: 0, failed: 0, skipped: 1, reasons: [error.message], failures: [] };
}
