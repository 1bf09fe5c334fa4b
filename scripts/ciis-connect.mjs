#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/* The command line, from a built checkout. It runs in this process, so streams, signals and the
   exit code are its own. */

const cli = new URL('../out/main/cli.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`CIIS Connect needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else if (!existsSync(fileURLToPath(cli))) {
  console.error('CIIS Connect is not built yet: run "npm run build" in its folder first.');
  process.exitCode = 2;
} else {
  await import(cli.href);
}
