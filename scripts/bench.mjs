import { join } from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { projectNode, projectRoot } from './project.mjs';
import { run } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { startTestSession } from './test-session.mjs';

/* `npm run bench`: installs the peers that are missing, and measures beside them. `npm run bench -- NAME...`
   runs those only. */

const log = console.log;
await ensureInstall({ log });
await ensureSystemPackages({
  groups: ['bench', 'servers', 'keyring', 'electron', 'display'],
  log,
});
await ensureBuild({ log });
const session = await startTestSession({ keyring: true, display: true });
try {
  const script = join(projectRoot, 'e2e', 'bench', 'bench.ts');
  process.exitCode = await run(projectNode(), [script, ...process.argv.slice(2)], {
    env: session.env,
  });
} finally {
  await session.stop();
}
