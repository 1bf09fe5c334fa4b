import { startConnectProxy } from './servers/connect-proxy.ts';
import { startGatewayStub } from './servers/gateway-stub.ts';
import { closedPort } from './servers/odd-servers.ts';
import { expect, test, type RunningApp } from './fixture/app.ts';
import {
  acceptAll,
  addWebSite,
  card,
  checkButton,
  openCheckScreen,
} from './fixture/check-screen.ts';

const named = ({ port }: { readonly port: number }): string => `127.0.0.1, port ${port}`;

/** As a person sets the system to a script, which has the last word here also about this computer itself. */
const setScript = ({ app }: RunningApp, answer: string): Promise<void> =>
  app.evaluate(async ({ session }, said) => {
    const script = `function FindProxyForURL(url, host) { return "${said}"; }`;
    await session.defaultSession.setProxy({
      mode: 'pac_script',
      pacScript: `data:application/x-ns-proxy-autoconfig,${encodeURIComponent(script)}`,
      proxyBypassRules: '<-loopback>',
    });
  }, answer);

test("the system's proxy is asked for the way to a gateway, and this computer is not", async ({
  launch,
}) => {
  const gateway = await startGatewayStub();
  const proxy = await startConnectProxy();
  try {
    const running = await launch();
    const { page } = running;
    const { port } = await closedPort();
    await setScript(running, `PROXY 127.0.0.1:${port}; PROXY 127.0.0.1:${proxy.port}; DIRECT`);
    // Only the proxy knows the name.
    const url = gateway.serviceUrl.replace('127.0.0.1', 'gateway.test');
    const account = { username: 'riverside_peds', facilityId: 'RIVPED01' };
    await addWebSite(page, { protocol: 'soap', label: 'Gateway', url, ...account });
    const here = { url: gateway.serviceUrl, ...account };
    await addWebSite(page, { protocol: 'soap', label: 'This computer', ...here });
    await openCheckScreen(page);

    await checkButton(page, 'Gateway').click();
    await acceptAll(page, 1);
    await expect(card(page, 'Gateway').getByText('Answers', { exact: true })).toBeVisible();
    await expect(card(page, 'Gateway')).toContainText(
      `The proxy ${named(proxy)}, looks the name up`,
    );
    expect(new Set(proxy.asked())).toEqual(new Set([`gateway.test:${gateway.port}`]));

    const before = proxy.accepted();
    await checkButton(page, 'This computer').click();
    await acceptAll(page, 1);
    await expect(card(page, 'This computer').getByText('Answers', { exact: true })).toBeVisible();
    expect(proxy.accepted()).toBe(before);

    await setScript(running, `SOCKS5 127.0.0.1:${port}`);
    await checkButton(page, 'Gateway').click();
    await expect(card(page, 'Gateway')).toContainText(
      `The proxy 127.0.0.1, port ${port}, is of a kind that this program can't use`,
    );
  } finally {
    await proxy.close();
    await gateway.close();
  }
});
