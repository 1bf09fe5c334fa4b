import { errorSentences } from './error-sentences.ts';
import type { Failure } from './error.ts';
import { ciisSupportPhone, isCiisHost } from './presets.ts';
import { proxyIn } from './proxy-name.ts';
import { protocols, type Protocol } from './protocol.ts';
import type { Site } from './site.ts';

/** What the sentences talk about. */
export interface ErrorContext {
  readonly label?: string | undefined;
  readonly protocol?: Protocol | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly passivePorts?: { readonly from: number; readonly to: number } | null | undefined;
  readonly file?: string | undefined;
  /** The proxy that the way leads through, as people read it. */
  readonly proxy?: string | undefined;
  /** Where passwords are kept, for example "Windows Credential Manager". */
  readonly keychain?: string | undefined;
}

/** A plain sentence and the one thing to do next; the technical detail stays in the failure. */
export interface ErrorText {
  readonly sentence: string;
  readonly nextStep: string;
}

/** A failure in words: what happened and the one thing to do next. */
export function describeFailure(failure: Failure, about: ErrorContext = {}): ErrorText {
  const port = about.port === undefined ? 'the port' : String(about.port);
  const range = about.passivePorts ?? null;
  const isCiis = about.host !== undefined && isCiisHost(about.host);
  const [sentence, nextStep] = errorSentences[failure.code]({
    host: about.host ?? 'the server',
    port,
    ports: range === null ? port : `${port} and ${String(range.from)}-${String(range.to)}`,
    file: about.file ?? 'The file',
    label: about.label ?? 'this site',
    secureLink: protocols[about.protocol ?? 'sftp'].speaks,
    keychain: about.keychain ?? 'The keychain',
    proxy: proxyOf(failure, about),
    who: whoRuns(about),
    ask: isCiis
      ? `Call CIIS user support at ${ciisSupportPhone}.`
      : 'Ask whoever runs this server.',
    orAsk: isCiis
      ? `call CIIS user support at ${ciisSupportPhone}.`
      : 'ask whoever runs this server.',
  });
  return { sentence, nextStep };
}

function proxyOf({ detail }: Failure, { proxy = proxyIn(detail)?.name }: ErrorContext): string {
  return proxy === undefined ? 'The proxy of this network' : `The proxy ${proxy},`;
}

/** What the sentences of a site's failures are about. */
export const aboutSite = ({ label, protocol, host, port, options }: Site): ErrorContext => ({
  label,
  protocol,
  host,
  port,
  passivePorts: options.passivePorts,
});

/** Who has the files in the end: "CIIS" for the state's services, else the site's label. */
export function whoRuns({ host, label }: Pick<ErrorContext, 'host' | 'label'>): string {
  return host !== undefined && isCiisHost(host) ? 'CIIS' : (label ?? 'The server');
}
