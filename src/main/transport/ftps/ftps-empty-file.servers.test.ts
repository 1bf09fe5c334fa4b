import { expect, it } from 'vitest';
import { newSiteSettings } from '../../../shared/domain/site.ts';
import { describeServer, vsftpdAvailability } from '../../../../e2e/servers/availability.ts';
import { startVsftpd } from '../../../../e2e/servers/vsftpd.ts';
import { never } from '../testing/suite-sessions.ts';
import { noWatch } from '../testing/uploading-behaviour.ts';
import type { ByteSource, ConnectHooks } from '../transport.ts';
import { connectFtps } from './ftps-transport.ts';

/** It ends in the very turn in which the data link is ready. */
const empty: ByteSource = {
  size: 0,
  async *pieces() {
    // Nothing.
  },
};

describeServer('an empty file over FTPS', vsftpdAvailability(), () => {
  it.each(['1.2', '1.3'] as const)('ends in good order with TLS %s', async (tls) => {
    const server = await startVsftpd({ tls });
    try {
      const { host, port, username, password } = server;
      const target = { ...newSiteSettings('ftps'), host, port, username };
      const hooks: ConnectHooks = {
        checkIdentity: () => Promise.resolve(),
        credentials: () => Promise.resolve({ kind: 'password', password }),
        log: () => undefined,
      };
      const connection = await connectFtps(target, hooks, never);
      // Whether the end overtakes the handshake is a matter of luck: about one in twenty did.
      for (let attempt = 1; attempt <= 100; attempt += 1) {
        const sent = await connection.upload?.send('/empty.hl7', empty, noWatch, never);
        expect(sent?.reply).toMatch(/^226/);
      }
      await connection.close();
    } finally {
      await server.stop();
    }
  });
});
