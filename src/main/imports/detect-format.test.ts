import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectFormat, isCuteFtpSiteManager } from './detect-format.ts';
import { writeExport } from './own-export.ts';

it.each([
  ['<?xml version="1.0"?>\n<FileZilla3 version="3.66" platform="windows">\n', 'filezilla'],
  ['\ufeff<FileZilla3><Servers/></FileZilla3>', 'filezilla'],
  ['; WinSCP\r\n[Configuration\\Interface]\r\nX=1\r\n[Sessions\\CIIS]\r\nHostName=a', 'winscp'],
  ['[SshHostKeys]\nssh-ed25519@22:a=1', 'winscp'],
  ['\' Nightly\r\nSet X = CreateObject( "CuteFTPPro.TEConnection" )', 'cuteftp-script'],
  ['# servers\n[sshftp.example.org]:2222,10.0.0.1 ssh-ed25519 AAAAC3Nza', 'known-hosts'],
  ['@revoked a ecdsa-sha2-nistp256 AAAAE2', 'known-hosts'],
  ['|1|c2FsdA==|aGFzaA== ssh-rsa AAAAB3', 'known-hosts'],
  ['# mine\n\nHost ciis\n  HostName a', 'openssh-config'],
  ['\thost = "ciis"', 'openssh-config'],
  ['Host=ciis', 'openssh-config'],
  [writeExport({ sites: [], folders: [], identities: [] }), 'ciis-connect'],
  ['{"version":1,"format":"ciis-connect-sites"}', 'ciis-connect'],
  ['', null],
  ['Dear all,\nthe host has moved.\n', null],
  ['{"format":"something else"}', null],
  ['<FileZilla3>\0', null],
] as const)('knows %.40j by its content', (text, format) => {
  expect(detectFormat('x.txt', text)).toBe(format);
});

it.each([
  ['sitemanager.xml', 'filezilla'],
  ['C:\\ProgramData\\FileZilla\\fzdefaults.xml', 'filezilla'],
  ['/home/a/WinSCP.ini', 'winscp'],
  ['Nightly.VBS', 'cuteftp-script'],
  ['/home/a/.ssh/known_hosts', 'known-hosts'],
  ['known_hosts.old', 'known-hosts'],
  ['config', 'openssh-config'],
  ['other.xml', null],
] as const)('takes %j by its name where the content says nothing', (fileName, format) => {
  expect(detectFormat(fileName, 'x')).toBe(format);
});

it('believes the content more than the name', () => {
  expect(detectFormat('WinSCP.ini', '<FileZilla3>')).toBe('filezilla');
});

it("knows CuteFTP's own list, which can't be read", () => {
  const binary = new Uint8Array([0x05, 0x00, 0xc8, 0x91]);
  expect(isCuteFtpSiteManager('C:\\CuteFTP\\9.0\\sm.dat', binary)).toBe(true);
  expect(isCuteFtpSiteManager('SM (2).DAT', binary)).toBe(true);
  expect(isCuteFtpSiteManager('sm.dat', Buffer.from('Host ciis\r\n'))).toBe(false);
  expect(isCuteFtpSiteManager('small.dat', binary)).toBe(false);
});

it('bears any text, and is quick with the worst of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      (text) => void detectFormat('a', text),
    ),
  );
  const worst = ['\n', ' ', 'Host ', 'Host', '{', '[', 'a ', '"format"', '@a ', 'a\n', '\t'];
  for (const piece of worst) {
    expect(detectFormat('a', piece.repeat(1_000_000 / piece.length))).not.toBe('ciis-connect');
  }
});
