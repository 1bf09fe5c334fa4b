import { expect, test } from 'vitest';
import { dragWords } from './drag-words.ts';

const site = { label: 'CIIS SFTP', host: 'sshftp.cohealthnet.com' };

test('says what is sent, how much and where it goes', () => {
  expect(
    dragWords(
      { from: 'local', count: 3, send: 'Send 3 files', size: '3.6 MB' },
      site,
      'your folder',
    ),
  ).toEqual({
    title: 'Send 3 files to CIIS SFTP',
    text: '3.6 MB. They go to your folder at sshftp.cohealthnet.com.',
  });
});

test('one file is spoken of as one', () => {
  const one = { from: 'local', count: 1, send: 'Send 1 file', size: '340 KB' } as const;
  expect(dragWords(one, site, 'your folder').text).toBe(
    '340 KB. It goes to your folder at sshftp.cohealthnet.com.',
  );
});

test('from outside only the number is known', () => {
  expect(dragWords({ from: 'outside', count: 2 }, site, 'old').title).toBe(
    'Send 2 items to CIIS SFTP',
  );
  expect(dragWords({ from: 'outside', count: 0 }, site, 'old').title).toBe('Send to CIIS SFTP');
});
