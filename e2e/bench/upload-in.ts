import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'vite';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { projectRoot } from '../../scripts/project.mjs';
import type { Uploaded, UploadJob } from './upload-job.ts';

/** `electron`: its Node, whose TLS and ciphers are those that the app has. */
export type UploadRuntime = 'node' | 'electron';

/** Sends files with the whole program in a process of its own. */
export async function uploadIn(runtime: UploadRuntime, job: UploadJob): Promise<Uploaded> {
  const script = await (bundle ??= bundled());
  const command = runtime === 'node' ? process.execPath : (await electronRuntime()).executablePath;
  const child = spawn(command, [script, JSON.stringify(job)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The upload in ${runtime} ended with ${code}`);
  return JSON.parse(output) as Uploaded;
}

let bundle: Promise<string> | undefined;

/** Electron's Node may not run TypeScript as it is. It lies where it finds the project's packages. */
async function bundled(): Promise<string> {
  const outDir = join(projectRoot, 'node_modules', '.cache', 'ciis-connect-bench');
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'upload-worker.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'worker.mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  return join(outDir, 'worker.mjs');
}
