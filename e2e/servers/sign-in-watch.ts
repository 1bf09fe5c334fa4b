import { once } from 'node:events';
import { createServer } from 'node:net';
import { testUser } from './test-user.ts';

export interface SignInWatch {
  /** Where Pure-FTPd asks. */
  readonly path: string;
  readonly log: () => string;
  readonly close: () => void;
}

/**
 * What Pure-FTPd asks about each sign-in first ("external authentication"): notes whether the password
 * was right, and says that it does not know the user, so that the next in its list is asked.
 */
export async function watchSignIns(path: string): Promise<SignInWatch> {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let asked = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      asked += text;
      if (!/^end$/m.test(asked)) return;
      const isRight = asked.includes(`\npassword:${testUser.password}\n`);
      lines.push(isRight ? 'SIGN-IN\n' : 'REFUSED SIGN-IN\n');
      socket.end('auth_ok:0\nend\n');
    });
    socket.on('error', () => socket.destroy());
  });
  server.listen(path);
  await once(server, 'listening');
  return { path, log: () => lines.join(''), close: () => server.close() };
}
