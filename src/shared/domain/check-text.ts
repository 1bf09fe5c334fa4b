import type { Check, Finding, StepId, StepResult } from './check.ts';
import type { ErrorCode } from './error.ts';
import { takesFiles, type Protocol } from './protocol.ts';

/** What a person reads for each step once it is done. */
export const stepNames: Readonly<Record<StepId, string>> = {
  name: 'Name found',
  port: 'Port open',
  'secure-link': 'Secure link',
  identity: 'Identity',
  'sign-in': 'Signed in',
  folder: 'Folder',
  'data-ports': 'Data ports',
  description: 'Description',
  'connectivity-test': 'ConnectivityTest',
  page: 'Page answers',
};

/** A passing test of the real-time gateway is less than it seems. */
export const noPasswordProof = 'A passing test does not prove your password: it carries none.';

const day = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' });

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

/** What a step found, in a few words. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'address':
      return finding.literal ? `${finding.address} (no name to look up)` : finding.address;
    case 'port':
      return `TCP ${finding.port}`;
    case 'name-at-proxy':
      return `The proxy ${finding.proxy}, looks the name up`;
    case 'port-through-proxy':
      return `TCP ${finding.port}, through the proxy ${finding.proxy}`;
    case 'link':
      return finding.older
        ? 'Older server settings, allowed for this site'
        : linkText(finding.summary);
    case 'identity':
      return identityText(finding);
    case 'private-authority':
      return `Trusted by this computer, but issued by ${finding.issuer}, which is no public authority`;
    case 'signed-in':
      return `As ${finding.username}`;
    case 'no-password':
      return 'No password is stored, so it was not tried';
    case 'sign-in-held-back':
      return `Not tried: refused or not answered ${counted(finding.refused, 'time', 'times')} in the last five minutes`;
    case 'folder':
      return folderText(finding);
    case 'folder-there':
      return finding.path;
    case 'folder-unseen':
      return `${finding.path} could not be looked at. Sending may still work`;
    case 'data-port':
      return dataPortText(finding);
    case 'description':
      return descriptionText(finding);
    case 'echo':
      return 'It came back unchanged';
    case 'test-not-offered':
      return 'This gateway does not offer the test; sending may still work';
    case 'page':
      return finding.title === null ? `Status ${finding.status}` : `"${finding.title}" came up`;
  }
}

/** The version alone; ciphers and the like are for Details. */
function linkText(summary: string): string {
  const [version = ''] = summary.split(',');
  return /^(TLS|SSH) /.test(version) ? `Encrypted, ${version}` : version;
}

function identityText({ how, since, validTo }: Extract<Finding, { kind: 'identity' }>): string {
  switch (how) {
    case 'known':
      return since === null ? 'The accepted one' : `Same as on ${day.format(since)}`;
    case 'accepted':
      return 'Accepted just now';
    case 'trusted':
      return validTo === null
        ? 'Trusted by this computer'
        : `Certificate is valid until ${day.format(validTo)}`;
    case 'plain':
      return 'None: a link within this computer';
  }
}

function folderText({ entries, path }: Extract<Finding, { kind: 'folder' }>): string {
  if (entries === null) return `${path}. This account may not list, which is usual`;
  return entries === 0 ? 'Empty, which is usual' : counted(entries, 'item', 'items');
}

function dataPortText({ port, named, listed }: Extract<Finding, { kind: 'data-port' }>): string {
  const open = `Port ${port} is open`;
  if (named !== null) return `${open}. The server names ${named}, which was not used`;
  return listed ? open : `${open}. This account may not list, which is usual`;
}

function descriptionText(finding: Extract<Finding, { kind: 'description' }>): string {
  const { operations, address } = finding;
  if (address !== null) return `It names another address: ${address}`;
  return `Fits, with ${counted(operations.length, 'operation', 'operations')}`;
}

/** The finding of a step, or what its failure leaves to say in a few words. */
export function stepText({ finding, outcome, failure }: StepResult): string {
  if (finding !== null) return findingText(finding);
  if (outcome === 'not-reached') return 'Not checked';
  return failure === null ? '' : (shortFailures[failure.code] ?? 'Failed');
}

/** Beside the step's name, where the sentence stands below it. */
const shortFailures: Readonly<Partial<Record<ErrorCode, string>>> = {
  'host-not-found': 'Not found',
  'no-network': 'No network',
  'port-silent': 'No answer',
  'server-silent': 'No answer',
  'link-stalled': 'No answer',
  'reply-lost': 'No answer',
  'port-refused': 'Refused',
  'port-forbidden': 'Not allowed on this computer',
  'connection-reset': 'Cut off',
  'proxy-unreachable': 'No proxy',
  'proxy-refused': 'Not let through',
  'proxy-sign-in-needed': 'Proxy wants a sign-in',
  'proxy-not-supported': 'Proxy of another kind',
  'tls-cut': 'Cut off',
  'link-lost': 'Cut off',
  'not-this-protocol': 'Something else answers',
  'server-full': 'Server full',
  'tls-not-offered': 'Not offered',
  'tls-too-old': 'Too old',
  'no-common-algorithm': 'Too old',
  'secure-link-too-new': 'Too new',
  'no-encryption-in-common': 'Nothing in common',
  'tls-refused': 'Refused',
  'tls-inspected': 'Read along on the way',
  'identity-changed': 'Changed',
  'identity-unknown': 'Not accepted',
  'certificate-expired': 'Expired',
  'certificate-not-yet-valid': 'Not valid yet',
  'certificate-wrong-name': 'Made for another name',
  'login-refused': 'Refused',
  'login-method-refused': 'Refused',
  'key-unreadable': 'Key file not readable',
  'key-passphrase-wrong': 'Wrong passphrase',
  'data-port-dropped': 'No answer',
  'data-port-blocked': 'No answer',
  'data-port-refused': 'Refused',
  'data-link-refused': 'Refused',
  'passive-address-wrong': 'Wrong address or port',
  'gateway-page': 'A web page came',
  'gateway-other-version': 'Another service',
  'gateway-fault': 'An error came back',
  'gateway-no-answer': 'No proper answer',
  'web-page-failed': 'Not the right page',
  'remote-not-found': 'Not there',
  'remote-permission': 'Not allowed',
  'server-refused': 'Refused',
  cancelled: 'Stopped',
};

/** The time a step took: "38 ms", "1.4 s". Empty where it was not run. */
export function stepTime(ms: number | null): string {
  if (ms === null) return '';
  return ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** One or two words for a chip; what a verdict means depends on what the service is for. */
export function verdictWord(check: Pick<Check, 'verdict' | 'steps'>, protocol: Protocol): string {
  switch (check.verdict) {
    case null:
      return 'Checking';
    case 'ready':
      return takesFiles(protocol) ? 'Ready' : 'Answers';
    case 'incomplete':
      return 'Not signed in';
    case 'stopped':
      return 'Stopped';
    case 'failed': {
      const code = check.steps.find(({ outcome }) => outcome === 'failed')?.failure?.code;
      return (code === undefined ? undefined : failedWords[code]) ?? 'Failed';
    }
  }
}

const failedWords: Readonly<Partial<Record<ErrorCode, string>>> = {
  'host-not-found': 'Not found',
  'no-network': 'No network',
  'port-silent': 'Blocked',
  'port-forbidden': 'Blocked',
  'server-silent': 'Blocked',
  'connection-reset': 'Blocked',
  'tls-cut': 'Blocked',
  'proxy-unreachable': 'No proxy',
  'proxy-refused': 'Stopped by proxy',
  'proxy-sign-in-needed': 'Stopped by proxy',
  'proxy-not-supported': 'Stopped by proxy',
  'data-port-dropped': 'Blocked',
  'data-port-blocked': 'Blocked',
  'port-refused': 'Refused',
  'login-refused': 'Sign-in refused',
  'login-method-refused': 'Sign-in refused',
  'server-full': 'Server full',
  'tls-inspected': 'Inspected',
  'identity-unknown': 'Not trusted',
  'identity-changed': 'Changed identity',
  'certificate-expired': 'Not trusted',
  'certificate-not-yet-valid': 'Clock wrong',
  'certificate-wrong-name': 'Not trusted',
};
