/*
 * Loaded before Vitest (`node --import`), this makes its workers, and so the test files, run inside
 * the Electron that CIIS_CONNECT_ELECTRON names, as Node. Vitest itself stays in this Node, which
 * may be newer than Electron's. The pool must be `forks`: that starts workers by process.execPath.
 */
process.execPath = process.env.CIIS_CONNECT_ELECTRON ?? process.execPath;
process.env.ELECTRON_RUN_AS_NODE = '1';
