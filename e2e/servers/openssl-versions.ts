import type { FtpServerOptions } from './test-server.ts';

/** OpenSSL's own configuration, for servers without a setting for the one TLS version that is meant. */
export function openSslVersions(tls: FtpServerOptions['tls']): string {
  return `
openssl_conf = settings
[settings]
ssl_conf = ssl
[ssl]
system_default = versions
[versions]
MinProtocol = TLSv${tls ?? '1.2'}
MaxProtocol = TLSv${tls ?? '1.3'}
CipherString = DEFAULT@SECLEVEL=0
`.replaceAll('TLSv1.0', 'TLSv1');
}
