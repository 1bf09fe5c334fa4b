import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { projectNode, projectRoot } from './project.mjs';

/* `npm run demo`: sends the sample files to a practice server on this computer, by the command line
   and with nothing that a person could not type, and shows that they arrived byte for byte. */

const log = console.log;
const cli = join(projectRoot, 'scripts', 'ciis-connect.mjs');
const samples = join('assets', 'samples');
/** @type {(() => void | Promise<void>)[]} */
const undo = [];

/** @returns {Promise<boolean>} Whether every file arrived as it was. */
async function demo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'ciis-connect-demo-'));
  undo.push(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  title('CIIS Connect: sample immunization files, sent and checked');
  log('Everything stays on this computer; the patients and the account are made up.\n');

  log('1. A practice server (SFTP) starts on this computer.');
  const server = await startPractice(dataDir);
  log(`   ${server.host}, port ${server.port}, host key ${server.fingerprint}\n`);

  const env = { CIIS_CONNECT_DATA_DIR: dataDir, CIIS_CONNECT_PASSWORD: server.password };
  log('2. Its site is saved. (The data folder and the password come from the environment.)');
  const address = ['--host', server.host, '--port', String(server.port)];
  const account = ['--username', server.username];
  const add = ['sites', 'add', '--label', 'Practice', '--protocol', 'sftp', ...address, ...account];
  if ((await type(add, env)) !== 0) return false;

  log('\n3. The samples are sent. The fingerprint says which server may have them.');
  const upload = ['upload', 'Practice', samples, '--fingerprint', server.fingerprint];
  const exitCode = await type(upload, env);
  log(`   (exit code ${exitCode})`);

  log('\n4. What arrived, compared with what was sent:\n');
  const same = compare(server.folder);
  log(same ? '\nEvery file arrived, byte for byte.' : '\nSomething did not arrive as it was.');
  return same && exitCode === 0;
}

/**
 * @typedef {{ host: string, port: number, username: string, password: string, fingerprint: string, folder: string }} Practice
 * @param {string} dataDir
 * @returns {Promise<Practice>}
 */
async function startPractice(dataDir) {
  const args = [cli, 'practice', '--json', '--data-dir', dataDir];
  const child = spawn(projectNode(), args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  undo.push(async () => {
    child.kill('SIGINT');
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('The practice server did not start.');
}

/**
 * Runs the command line as a person would and shows what is typed and what is said.
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number>} Its exit code.
 */
async function type(args, env) {
  log(`   $ ciis-connect ${args.map(quoted).join(' ')}`);
  const child = spawn(projectNode(), [cli, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const shown = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) log(`     ${shortened(line)}`);
  });
  await Promise.all(shown);
  return ended;
}

/**
 * Prints a table of the samples and what the server has.
 * @param {string} folder
 */
function compare(folder) {
  const sent = readdirSync(join(projectRoot, samples)).sort();
  const rows = sent.map((name) => {
    const local = facts(join(projectRoot, samples, name));
    const arrived = facts(arrivedAs(folder, name));
    const equal = arrived !== null && local?.sha256 === arrived.sha256;
    return { equal, cells: [name, size(local), short(local), size(arrived), short(arrived)] };
  });
  const verdict = rows.map(({ equal, cells }) => [...cells, equal ? 'equal' : 'DIFFERENT']);
  table([['File', 'Bytes', 'SHA-256 here', 'Bytes', 'SHA-256 there', 'Result'], ...verdict]);
  return rows.length > 0 && rows.every(({ equal }) => equal);
}

/**
 * Where the practice server has the file, in whichever folder it was put.
 * @param {string} folder
 * @param {string} name
 */
function arrivedAs(folder, name) {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (path) => path === name || path.endsWith(`/${name}`) || path.endsWith(`\\${name}`),
  );
  return join(folder, found ?? name);
}

/** @param {string} path */
function facts(path) {
  try {
    const bytes = readFileSync(path);
    return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    // Not there: that is what the table shows.
    return null;
  }
}

/** @param {ReturnType<typeof facts>} file */
const size = (file) => (file === null ? '-' : String(file.size));
/** @param {ReturnType<typeof facts>} file */
const short = (file) => (file === null ? 'not there' : `${file.sha256.slice(0, 16)}...`);

/** @param {string[][]} rows */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ row) =>
    `   ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd();
  rows.forEach((row, index) => {
    log(line(row));
    if (index === 0) log(line(widths.map((width) => '-'.repeat(width))));
  });
}

/** @param {string} text */
function title(text) {
  log(`\n${text}\n${'='.repeat(text.length)}`);
}

/** @param {string} arg */
const quoted = (arg) => (/^[\w./:+=@-]+$/.test(arg) ? arg : `"${arg}"`);

/**
 * Paths of this checkout, as they would be typed in it.
 * @param {string} line
 */
const shortened = (line) =>
  line.replaceAll(join(projectRoot, samples), relative(projectRoot, join(projectRoot, samples)));

async function cleanUp() {
  for (const each of undo.splice(0).reverse()) await each();
}

process.once('SIGINT', () => void cleanUp().finally(() => process.exit(1)));
try {
  await ensureInstall({ log });
  await ensureBuild({ log });
  process.exitCode = (await demo()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
