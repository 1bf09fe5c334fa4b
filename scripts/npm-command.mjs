/**
 * How to start npm here: as the npm that started us, else as the one on the PATH.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: readonly string[], shell: boolean }}
 */
export function npmCommand(args) {
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm-cli\.[cm]?js$/.test(own)) {
    return { command: process.execPath, args: [own, ...args], shell: false };
  }
  // Node starts no .cmd file without a shell.
  if (process.platform === 'win32') return { command: 'npm.cmd', args, shell: true };
  return { command: 'npm', args, shell: false };
}
