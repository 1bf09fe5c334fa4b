import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixture/app.ts';

test('the window has no more power than it needs', async ({ launch }) => {
  let requests = 0;
  const web = createServer((_request, response) => {
    requests += 1;
    response.setHeader('access-control-allow-origin', '*').end('someone else');
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const elsewhere = `http://127.0.0.1:${(web.address() as AddressInfo).port}/`;
  const { app, page } = await launch();
  const own = page.url();
  try {
    await test.step('it is sandboxed, isolated and without Node', async () => {
      const preferences = await app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
          getLastWebPreferences(): Record<string, unknown>;
        };
        return contents.getLastWebPreferences();
      });
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      });
      const reach = await page.evaluate(() => ({
        node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
        bridge: Object.keys(window.ciis).sort(),
      }));
      expect(reach).toEqual({ node: [], bridge: ['invoke', 'listen', 'pathOf'] });
    });

    await test.step('a script that was not built with it does not run', async () => {
      const refused = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            document.addEventListener(
              'securitypolicyviolation',
              (event) => resolve(event.effectiveDirective),
              { once: true },
            );
            const script = document.createElement('script');
            script.textContent = 'document.title = "taken over"; ';
            document.body.append(script);
          }),
      );
      expect(refused).toBe('script-src-elem');
      expect(await page.title()).not.toBe('taken over');
    });

    await test.step('it opens no window and goes nowhere else', async () => {
      expect(await page.evaluate((url) => window.open(url), elsewhere)).toBeNull();
      const told = await app.evaluateHandle(({ BrowserWindow }) => {
        const heard: boolean[] = [];
        // The guard has heard it before this listener, which came later.
        BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
          heard.push(event.defaultPrevented);
        });
        return heard;
      });
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
      }, elsewhere);
      await expect.poll(() => told.jsonValue()).toEqual([true]);
      expect(app.windows()).toHaveLength(1);
    });

    await test.step('it reaches no network', async () => {
      const outcome = await page.evaluate(async (url) => {
        const failed = (work: Promise<unknown>) =>
          work.then(
            () => 'reached',
            () => 'refused',
          );
        const image = new Image();
        const socket = new WebSocket(url.replace('http', 'ws'));
        const events = (target: EventTarget, good: string) =>
          new Promise((resolve, reject) => {
            target.addEventListener(good, resolve);
            target.addEventListener('error', reject);
          });
        const loaded = events(image, 'load');
        image.src = `${url}pixel.png`;
        return Promise.all([
          failed(fetch(url)),
          failed(loaded),
          failed(events(socket, 'open')),
          failed(fetch(`${url}beacon`, { method: 'POST', mode: 'no-cors', body: 'x' })),
        ]);
      }, elsewhere);
      expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused']);
    });

    await test.step('not even with the page’s own policy out of the way', async () => {
      const refused = await app.evaluate(async ({ session }, url) => {
        try {
          await session.defaultSession.fetch(url);
          return 'reached';
        } catch (error) {
          return String(error);
        }
      }, elsewhere);
      expect(refused).toContain('ERR_BLOCKED_BY_CLIENT');
    });

    await test.step('it gets no camera, place or notification', async () => {
      const answers = await page.evaluate(async () => ({
        // Asked for one, a computer that has no camera says so and not that it is not allowed.
        camera: (await navigator.permissions.query({ name: 'camera' })).state,
        place: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ code }) => resolve(code),
          );
        }),
        notification: await Notification.requestPermission(),
        clipboard: await navigator.clipboard.readText().then(
          () => 'granted',
          (error: unknown) => (error as DOMException).name,
        ),
      }));
      expect(answers).toEqual({
        camera: 'denied',
        place: 1,
        notification: 'denied',
        clipboard: 'NotAllowedError',
      });
    });

    expect(page.url()).toBe(own);
    expect(requests).toBe(0);
  } finally {
    web.close();
  }
});

test('main refuses what the contract does not allow, without repeating it', async ({ launch }) => {
  const { page } = await launch();
  const ask = (name: string, input: unknown) =>
    page.evaluate(
      ([command, value]) => window.ciis.invoke(command as 'app.info', value as undefined),
      [name, input] as const,
    );
  const tries = [
    ['no.such.command', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['app.info', { unexpected: true }],
    ['sites.remove', { id: '' }],
    ['sites.save', { id: null, settings: { label: 'half' }, secret: 'Never-Repeat-4471' }],
    ['sites.addPreset', { preset: 'ciis-sftp', username: 'x', secret: 4471 }],
    ['transfers.upload', { siteId: 'x', paths: ['a\0b'], to: null }],
    ['remote.rename', { siteId: 'x', path: '/', from: 'a', to: '../../etc/passwd' }],
    ['remote.remove', { siteId: 'x', path: '/', name: '..', kind: 'folder' }],
    ['settings.update', { theme: 'purple' }],
  ] as const;
  for (const [name, input] of tries) {
    const reply = await ask(name, input);
    expect(reply, name).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(JSON.stringify(reply), name).not.toContain('4471');
  }
  expect(await ask('sites.list', undefined)).toMatchObject({
    ok: true,
    value: { sites: [], folders: [] },
  });
});
