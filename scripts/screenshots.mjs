import { join } from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { projectNode, projectRoot } from './project.mjs';
import { run } from './run.mjs';
import { startTestSession } from './test-session.mjs';

/* `npm run screenshots`: the pictures of README and docs, taken anew from the real window. */

const log = console.log;
await ensureInstall({ log });
await ensureBuild({ log });
const session = await startTestSession({ keyring: true, display: true });
try {
  const cli = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const folder = join(projectRoot, 'docs', 'screenshots');
  const env = { ...session.env, CIIS_CONNECT_SCREENSHOTS: folder };
  process.exitCode = await run(projectNode(), [cli, 'test', 'screenshots'], { env });
} finally {
  await session.stop();
}
