import {
  describeServer,
  proftpdAvailability,
  pureFtpdAvailability,
  vsftpdAvailability,
} from '../../../../e2e/servers/availability.ts';
import { startFtpProxy } from '../../../../e2e/servers/ftp-proxy.ts';
import { startProftpd } from '../../../../e2e/servers/proftpd.ts';
import { startPureFtpd } from '../../../../e2e/servers/pure-ftpd.ts';
import type { FtpServer } from '../../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../../e2e/servers/vsftpd.ts';
import { defaultOptions } from '../../../shared/domain/site.ts';
import { describeDriver } from '../testing/behaviour-suite.ts';
import type { SpoilableLink } from '../testing/driver-under-test.ts';
import { idleTimeout } from '../testing/suite-sessions.ts';
import { connectFtps } from './ftps-transport.ts';

/** Control and data ports behind proxies, spoilt together. */
async function spoilFtp(server: FtpServer): Promise<SpoilableLink> {
  const proxy = await startFtpProxy(server);
  const all = [proxy.control, ...proxy.data];
  const stall = (): void => all.forEach((each) => each.stall());
  const cut = (): void => all.forEach((each) => each.cut());
  const afterUploaded = (count: number, act: () => void): void => {
    const before = proxy.data.map(({ bytes }) => bytes['to-server']);
    const timer = setInterval(() => {
      if (
        proxy.data.every(({ bytes }, index) => bytes['to-server'] - (before[index] ?? 0) <= count)
      )
        return;
      clearInterval(timer);
      act();
    }, 1);
  };
  return {
    host: proxy.host,
    port: proxy.control.port,
    stall,
    cut,
    stallAfterUploaded: (count) => {
      for (const each of proxy.data) each.stallAfterBytes(count, 'to-server');
      afterUploaded(count - 100, () => proxy.control.stall());
    },
    cutAfterUploaded: (count) => {
      for (const each of proxy.data) each.cutAfterBytes(count, 'to-server');
      afterUploaded(count - 100, cut);
    },
    close: proxy.close,
  };
}

/** More than the buffers of this computer and of the proxy hold. */
const spoiltBytes = 24_000_000;
const versions = ['1.2', '1.3'] as const;

describeServer('FTPS with vsftpd', vsftpdAvailability(), () => {
  for (const tls of versions) {
    describeDriver(`TLS ${tls}`, {
      connect: connectFtps,
      protocol: 'ftps',
      start: (options) => startVsftpd({ ...options, tls }),
      spoil: spoilFtp,
      refusedLogins: (log) => log.match(/FAIL LOGIN/g)?.length ?? 0,
      spoiltBytes,
      fullDisk: false,
    });
  }
});

describeServer('FTPS with ProFTPD', proftpdAvailability(), () => {
  for (const tls of versions) {
    describeDriver(`TLS ${tls}`, {
      connect: connectFtps,
      protocol: 'ftps',
      start: (options) =>
        startProftpd({
          ...{ ...options, tls, allowOverwrite: true },
          extraConfig: ['AllowStoreRestart on'],
        }),
      spoil: spoilFtp,
      refusedLogins: (log) => log.match(/"PASS .*" 530/g)?.length ?? 0,
      spoiltBytes,
      fullDisk: false,
    });
  }
});

describeServer('FTPS with Pure-FTPd', pureFtpdAvailability(), () => {
  for (const tls of versions) {
    describeDriver(`TLS ${tls}`, {
      connect: connectFtps,
      protocol: 'ftps',
      start: (options) => startPureFtpd({ ...options, tls }),
      spoil: spoilFtp,
      refusedLogins: (log) => log.match(/REFUSED SIGN-IN/g)?.length ?? 0,
      // It waits up to 10 seconds before it refuses a password.
      target: { options: { ...defaultOptions('ftps'), connectTimeout: 15, idleTimeout } },
      refusedNames: ['back\\slash.hl7', 'trailing space '],
      spoiltBytes,
      fullDisk: false,
    });
  }
});
