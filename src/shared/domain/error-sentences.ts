import type { ErrorCode } from './error.ts';
import type { Writer } from './sentence-words.ts';

/** Exhaustive by type: a code without a text does not compile. */
export const errorSentences: Readonly<Record<ErrorCode, Writer>> = {
  'host-not-found': ({ host }) => [
    `The name ${host} was not found.`,
    'Check the host address in Site Manager and that this computer is on the internet.',
  ],
  'no-network': () => [
    'This computer has no network.',
    'Check the cable or Wi-Fi, then try again.',
  ],
  'port-refused': ({ host, port, ask }) => [
    `${host} refused the connection on port ${port}.`,
    `Check the port in Site Manager. If it is right, the server may be down or may have blocked this office. ${ask}`,
  ],
  'port-silent': ({ host, port, ports }) => [
    `Port ${port} did not answer.`,
    `Your firewall may be closing it: ask IT to open outgoing TCP ${ports} to ${host}.`,
  ],
  'port-forbidden': ({ host, port, ports }) => [
    `This computer does not let this program connect to port ${port}.`,
    `A security program or a policy on it does this: ask IT to let this program open outgoing TCP ${ports} to ${host}.`,
  ],
  'connection-reset': ({ host, port }) => [
    `The connection to ${host} was cut while it was being made.`,
    `A firewall may inspect port ${port}: ask IT to let it through unchanged.`,
  ],
  'server-silent': ({ host, port }) => [
    `Port ${port} of ${host} is open, but nothing answers behind it.`,
    `A firewall or proxy may hold the connection: ask IT to let TCP ${port} to ${host} through unchanged.`,
  ],
  'not-this-protocol': ({ host, port, secureLink }) => [
    `Port ${port} of ${host} does not speak ${secureLink}.`,
    'Check the protocol and the port on the Type tab of Site Manager.',
  ],
  'server-full': () => [
    'The server has too many connections and took no more.',
    'Wait a few minutes, then try again.',
  ],
  'proxy-unreachable': ({ proxy }) => [
    `${proxy} could not be reached, so nothing was sent.`,
    'Check the cable or Wi-Fi, then try again. If that does not help, ask IT whether this computer should still use it.',
  ],
  'proxy-refused': ({ proxy, host, port }) => [
    `${proxy} made no connection to ${host}, so nothing was sent.`,
    `It may block it, or not reach it itself: ask IT to let ${host}, port ${port}, through it.`,
  ],
  'proxy-sign-in-needed': ({ proxy, host, port }) => [
    `${proxy} asks for a name and password of its own, so nothing was sent.`,
    `It does not mean the password of this site. Ask IT to let ${host}, port ${port}, through it without a sign-in.`,
  ],
  'proxy-not-supported': ({ proxy, host, port }) => [
    `${proxy} is of a kind that this program can't use, so nothing was sent.`,
    `Ask IT for a way to ${host}, port ${port}, without a proxy or through an HTTP proxy.`,
  ],
  'tls-not-offered': ({ host }) => [
    `${host} does not offer a secure link, so nothing was sent.`,
    'Check the port on the Type tab of Site Manager. Files are never sent without encryption.',
  ],
  'tls-too-old': () => [
    'The server only speaks an older kind of secure link (TLS).',
    'If you were told that this is expected, allow it with "Oldest secure link" on the Type tab of Site Manager.',
  ],
  'tls-failed': ({ orAsk }) => [
    'The secure link could not be made.',
    `Something between this computer and the server may change the traffic. Ask IT, or ${orAsk}`,
  ],
  'tls-refused': ({ ask }) => [
    'The server refused the secure link as this program makes it.',
    `It may be too old, or want something that this program does not have. ${ask}`,
  ],
  'tls-cut': ({ port }) => [
    'The connection was cut when the secure link was asked for.',
    `A firewall or the FTP inspection of Windows does this: ask IT to run "netsh advfirewall set global StatefulFTP disable" on this computer and to let port ${port} through unchanged.`,
  ],
  'tls-inspected': ({ host, port }) => [
    'Something on the way seems to open the secure link and read along.',
    `The certificate comes from neither a public authority nor the server as it was accepted. Ask IT to let ${host}, port ${port}, through without TLS inspection.`,
  ],
  'no-common-algorithm': () => [
    'This server uses older encryption that is off by default.',
    'If you were told that this is expected, turn on "Allow older server algorithms" on the Type tab of Site Manager.',
  ],
  'secure-link-too-new': () => [
    'This server wants a newer kind of secure link than this program knows.',
    'Ask for a newer version of this program.',
  ],
  'no-encryption-in-common': ({ ask }) => [
    'This server and this program have no kind of encryption in common.',
    `The lists of both are under Details. ${ask}`,
  ],
  'identity-unknown': ({ host, ask }) => [
    `The identity of ${host} was not accepted, so nothing was sent.`,
    `Connect again and compare the fingerprint with the one you were given. ${ask}`,
  ],
  'identity-changed': ({ ask }) => [
    "This server's identity has changed.",
    `Do not go on unless you were told about it. ${ask}`,
  ],
  'certificate-expired': ({ host, ask }) => [
    `The certificate of ${host} has expired, so it was not trusted.`,
    `Check the date of this computer. If it is right, the server needs a new certificate. ${ask}`,
  ],
  'certificate-not-yet-valid': ({ host }) => [
    `The clock of this computer may be wrong: the certificate of ${host} is not valid yet.`,
    'Set date, time and time zone of this computer, then check again.',
  ],
  'certificate-wrong-name': ({ host, ask }) => [
    `The certificate was made for another name than ${host}.`,
    `Check the host address in Site Manager. If it is right, do not go on. ${ask}`,
  ],
  'login-refused': ({ who }) => [
    `${who} refused this username or password.`,
    'We did not try again, because six wrong tries lock the account for 30 minutes. Check both in Site Manager.',
  ],
  'login-method-refused': ({ ask }) => [
    'The server does not take this way of signing in.',
    `Check the sign-in method (password or key file) in Site Manager. ${ask}`,
  ],
  'login-paused': () => [
    'Signing in is held back after several refused tries.',
    'Wait five minutes, check the password, then connect again.',
  ],
  'password-missing': ({ label }) => [
    `There is no password for ${label}.`,
    'Enter it in Site Manager, or when you are asked for it.',
  ],
  'key-unreadable': () => [
    'The private key file could not be read.',
    'Choose an OpenSSH or PEM private key on the General tab of Site Manager.',
  ],
  'key-passphrase-wrong': () => [
    'The passphrase does not open the private key.',
    'Enter the passphrase again in Site Manager.',
  ],
  'link-lost': () => ['The connection broke.', 'Check your network, then retry.'],
  'link-stalled': () => ['The server stopped answering.', 'Check your network, then retry.'],
  'reply-lost': ({ who }) => [
    `${who} may or may not have this file.`,
    'Look before you send again.',
  ],
  'data-port-blocked': ({ host, ports }) => [
    'Signed in, but the data connection was blocked. An empty file may be on the server.',
    `Ask IT to open outgoing TCP ${ports} to ${host}.`,
  ],
  'data-port-dropped': ({ host, ports }) => [
    'Signed in, but the port for the data did not answer.',
    `Your firewall may be closing it: ask IT to open outgoing TCP ${ports} to ${host}.`,
  ],
  'data-port-refused': ({ ask }) => [
    'Signed in, but the port for the data was refused.',
    `The server named a port on which nothing answers. ${ask}`,
  ],
  'passive-address-wrong': ({ host }) => [
    'The server named a wrong address or port for the data.',
    `Turn off "Trust the data address that the server names" and check "Allowed ports" on the Options tab of Site Manager. If it stays, tell whoever runs ${host}.`,
  ],
  'data-link-refused': ({ orAsk }) => [
    'The server refused the secure link for the data.',
    `Retry once. If it stays, ${orAsk}`,
  ],
  'web-page-failed': ({ host, ask }) => [
    `${host} answers, but not with the page it should show.`,
    `Try again in a few minutes. ${ask}`,
  ],
  'gateway-page': ({ host, ask }) => [
    `${host} answers with a web page instead of the real-time service. It may be down for maintenance.`,
    `Check the web address in Site Manager and try again in an hour. ${ask}`,
  ],
  'gateway-other-version': ({ host }) => [
    `${host} describes another service than the one this program speaks.`,
    'Check both web addresses in Site Manager with what you were given.',
  ],
  'gateway-fault': ({ ask }) => [
    'The real-time gateway reports an error of its own.',
    `Its words are under Details. Try again in a few minutes. ${ask}`,
  ],
  'gateway-no-answer': ({ host, ask }) => [
    `${host} answers, but not as the real-time service should.`,
    `Check the web address in Site Manager. ${ask}`,
  ],
  'gateway-too-large': () => [
    'The gateway says that this message is too large for it.',
    'It takes one message at a time. Split the message in the record system and send it again.',
  ],
  'preflight-stopped': ({ file }) => [
    `${file} was not sent: the pre-flight check found something that has to be put right first.`,
    'Details say what and where. Export the file again from the record system.',
  ],
  'preflight-declined': ({ file }) => [
    `${file} was not sent, as you decided after the pre-flight check.`,
    'Retry it to be asked again.',
  ],
  'consent-needed': () => [
    'There is something to decide before this is sent.',
    'Look at what the pre-flight check found.',
  ],
  'sent-before': ({ file, who }) => [
    `${file} was not sent: the same content went to ${who === 'The server' ? 'the server' : who} before, or is on its way.`,
    'Details say when. Retry it to be asked again.',
  ],
  'already-queued': ({ file }) => [
    `${file} is being sent by another window or command of this program.`,
    'Wait for its end there.',
  ],
  'remote-permission': ({ orAsk }) => [
    'The server did not allow this.',
    `Your account may only be for uploading. If it should work, ${orAsk}`,
  ],
  'remote-not-found': () => [
    'The server does not have this file or folder.',
    'Refresh the list and check the start folder on the Actions tab of Site Manager.',
  ],
  'remote-exists': ({ file }) => [
    `${file} is on the server already.`,
    'Check whether you sent it already. If not, rename the file and send it again.',
  ],
  'remote-name-refused': ({ file }) => [
    `The server refused the name ${file}.`,
    'Rename the file with letters, digits, dashes and dots only, then send it again.',
  ],
  'remote-full': ({ ask }) => ['The server has no room for this file.', ask],
  'remote-busy': () => ['The server is busy with this file.', 'Wait a minute, then retry.'],
  'remote-listing-refused': () => [
    'The server does not show this folder.',
    'You can still send files to it.',
  ],
  'remote-size-differs': ({ orAsk }) => [
    'The server has a different number of bytes than was sent.',
    `Do not rely on this upload: retry it, and if it happens again ${orAsk}`,
  ],
  'remote-checksum-differs': ({ orAsk }) => [
    'The server has the right number of bytes, but they are not the ones that were sent.',
    `Do not rely on this upload: retry it, and if it happens again ${orAsk}`,
  ],
  'remote-beginning-differs': ({ file }) => [
    `What is on the server as ${file} is not the beginning of this file, so it was left as it is.`,
    'Check whether you sent it already. If not, rename the file and send it again.',
  ],
  'remote-name-kept': ({ who, ask }) => [
    `${who} has the whole file, but under its temporary name.`,
    `${ask} Then turn off "Temporary name" on the Options tab of Site Manager.`,
  ],
  'server-refused': ({ ask }) => [
    'The server refused this.',
    `Its own words are under Details. ${ask}`,
  ],
  'not-supported': () => ['The server cannot do this.', 'Nothing was changed.'],
  'local-not-found': ({ file }) => [
    `${file} is not there any more.`,
    'It may have been moved or renamed. Choose it again.',
  ],
  'local-permission': ({ file }) => [
    `This computer does not let you use ${file}.`,
    'Ask whoever looks after this computer for permission, or copy the file to your own folder.',
  ],
  'local-locked': ({ file }) => [
    `Another program is using ${file}.`,
    'Close it there (the record system may still be writing it), then retry.',
  ],
  'local-changed': ({ file }) => [
    `${file} changed while it was being sent.`,
    'The record system may still have been writing it. Wait until it is done, then retry.',
  ],
  'local-empty': ({ file }) => [
    `${file} is empty, so it was not sent.`,
    'Export it again from the record system.',
  ],
  'local-not-a-file': ({ file }) => [
    `${file} is not a file that can be sent.`,
    'Choose a file or a folder.',
  ],
  'local-disk-full': () => ['This computer has no room left.', 'Free some space, then retry.'],
  'local-read-failed': ({ file }) => [
    `${file} could not be read.`,
    'Copy it to this computer and send the copy.',
  ],
  'local-exists': ({ file }) => [
    `${file} is in this folder already.`,
    'Rename or move the one you have, then download again.',
  ],
  'keychain-unavailable': ({ keychain }) => [
    `${keychain} can't be used, so the password can't be kept.`,
    'You will be asked for it each time you connect.',
  ],
  'storage-failed': () => [
    "The program's own data could not be written.",
    'Check that the disk is not full, then start the program again.',
  ],
  'print-failed': () => [
    'This could not be printed.',
    'Check that a printer is there and switched on, or save it as PDF.',
  ],
  'import-unreadable': () => [
    'Nothing could be read from the file that was chosen.',
    'Choose one of FileZilla, WinSCP or OpenSSH, a CuteFTP script, or sites that this program exported.',
  ],
  'already-open': () => [
    'The program is open already.',
    'Use the window that is open, or close it first.',
  ],
  interrupted: ({ who }) => [
    `The program ended while this file was under way: ${who === 'The server' ? 'the server' : who} does not have all of it.`,
    'Go on to send it.',
  ],
  cancelled: () => ['Stopped.', 'Retry when you are ready.'],
  'site-not-found': () => [
    'This site is not there any more.',
    'Choose another one in Site Manager.',
  ],
  'rule-not-found': () => ['This rule is not there any more.', 'Choose another one in Automation.'],
  'rule-running': () => [
    'This rule runs already.',
    'Wait until it is done. It may run in another program of this computer.',
  ],
  'invalid-input': () => ['This was not understood.', 'Check what was entered, then try again.'],
  internal: () => [
    'The program made a mistake.',
    `Your files are untouched. Copy the details and send them to whoever supports this program.`,
  ],
};
