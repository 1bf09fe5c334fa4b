import { expect, it } from 'vitest';
import { openPage } from './open-page.ts';

function browser() {
  const opened: string[] = [];
  const open = (address: string) => Promise.resolve(void opened.push(address));
  return { opened, open };
}

it('shows the page of a web upload site in the browser', async () => {
  const { opened, open } = browser();
  await openPage({ protocol: 'web', url: 'https://cohealthnet.com:447' }, open);
  await openPage({ protocol: 'web', url: 'http://localhost:8080/upload?x=1' }, open);
  expect(opened).toEqual(['https://cohealthnet.com:447/', 'http://localhost:8080/upload?x=1']);
});

it.each([
  ['soap', 'https://cig.state.co.us/CIGService'],
  ['sftp', ''],
  ['web', ''],
  ['web', 'http://cohealthnet.com:447'],
  ['web', 'file:///etc/passwd'],
  ['web', 'javascript:alert(1)'],
  ['web', 'https://user:secret@elsewhere.example'],
  ['web', 'ms-settings:privacy'],
] as const)('opens nothing else (%s, %s)', async (protocol, url) => {
  const { opened, open } = browser();
  await expect(openPage({ protocol, url }, open)).rejects.toThrow('invalid-input');
  expect(opened).toEqual([]);
});

it('says so when the browser does not open', async () => {
  const broken = () => Promise.reject(new Error('no browser'));
  const page = { protocol: 'web', url: 'https://cohealthnet.com:447' } as const;
  await expect(openPage(page, broken)).rejects.toMatchObject({ code: 'internal' });
});
