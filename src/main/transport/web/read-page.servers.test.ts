import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { page, startWebServer, type Answer } from '../../../../e2e/servers/https-server.ts';
import { never, visit } from '../http/http-link.fixture.ts';
import { readPage, type PageReply } from './read-page.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function readFrom(answer: Answer, path = '/EFTClient/Account/'): Promise<PageReply> {
  const server = await startWebServer(answer);
  undo.push(server.close);
  const link = await visit({ url: `${server.origin}${path}` });
  undo.push(() => link.close());
  return await readPage(link, path, never);
}

const type = { 'Content-Type': 'text/html' };
const failed = (detail: string | RegExp) => ({
  code: 'web-page-failed',
  detail: (typeof detail === 'string' ? detail : expect.stringMatching(detail)) as string,
});

describeServer('the upload page', webServerAvailability(), () => {
  it.each([200, 203, 401, 403])('answers with status %i and its title', async (status) => {
    const answer: Answer = (_, response) =>
      response.writeHead(status, type).end(page('Sign in &amp; upload'));
    expect(await readFrom(answer)).toEqual({ status, title: 'Sign in & upload', location: null });
  });

  it('has no title where it names none in its beginning', async () => {
    const answer: Answer = (_, response) => response.end(`${' '.repeat(70_000)}${page('late')}`);
    expect(await readFrom(answer)).toEqual({ status: 200, title: null, location: null });
  });

  it.each([
    ['Login', '/EFTClient/Account/Login'],
    ['/sign-in?a=1#top', '/sign-in?a=1'],
  ])('may send on within its host: %s', async (location, path) => {
    const reply = await readFrom((_, response) => response.writeHead(302, { location }).end());
    expect(reply).toMatchObject({ status: 302, title: null });
    expect(reply.location).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
    expect(reply.location?.endsWith(path)).toBe(true);
  });

  it('may send on to another port of its host', async () => {
    const location = 'https://127.0.0.1:447/';
    const reply = await readFrom((_, response) => response.writeHead(301, { location }).end());
    expect(reply.location).toBe(location);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    'http://127.0.0.1/',
    'https://127.0.0.1:x/',
    'https://user@127.0.0.1/',
    'javascript:alert(1)',
  ])('fails where it sends on to %s', async (location) => {
    const reading = readFrom((_, response) => response.writeHead(302, { location }).end());
    await expect(reading).rejects.toMatchObject(failed(`HTTP 302, sends on to ${location}`));
  });

  it.each([400, 404, 500, 503])('fails with status %i, and says its title', async (status) => {
    const answer: Answer = (_, response) => response.writeHead(status, type).end(page('Sorry'));
    await expect(readFrom(answer)).rejects.toMatchObject(failed(`HTTP ${status}: "Sorry"`));
  });

  it('fails where it sends on to nowhere', async () => {
    const answer: Answer = (_, response) => response.writeHead(302).end();
    await expect(readFrom(answer)).rejects.toMatchObject(failed('HTTP 302'));
  });
});
