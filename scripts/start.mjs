import { join } from 'node:path';
import { hasDisplay } from './display.mjs';
import { NoElectronError, electronRuntime } from './electron-runtime.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { projectNode, projectRoot } from './project.mjs';
import { run } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/* `npm start`: installs what is missing, builds, and opens the app; without a display or an
   Electron it runs the demo instead, so that the command always ends with the main job done. */

const log = console.log;

try {
  await ensureInstall({ log });
  await ensureBuild({ log });
  process.exitCode = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function start() {
  if (!hasDisplay()) {
    return demo('There is no display here to open the app on, so this runs the demo instead.');
  }
  const missing = await ensureSystemPackages({ groups: ['electron'], log });
  try {
    const runtime = await electronRuntime({ log });
    // Chromium complains of each desktop service that a plain Linux lacks; only fatal words pass.
    const quiet = process.platform === 'linux' ? ['--log-level=3'] : [];
    const args = [...quiet, ...runtime.args, ...process.argv.slice(2)];
    const code = await run(runtime.executablePath, args);
    if (code !== 127 || missing.length === 0) return code;
    return await demo('Electron needs what is missing above, so this runs the demo instead.');
  } catch (error) {
    if (!(error instanceof NoElectronError)) throw error;
    return demo(`${error.message}\nThis runs the demo instead.`);
  }
}

/** @param {string} reason */
function demo(reason) {
  log(reason);
  return run(projectNode(), [join(projectRoot, 'scripts', 'demo.mjs')]);
}
