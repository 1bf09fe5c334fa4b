import { describeFailure, type ErrorContext } from './error-text.ts';
import { proxyCodes, wayCodes, type Failure } from './error.ts';
import { knownAdvice, type AdviceWords, type Turn } from './known-advice.ts';
import { ciisSupportPhone, isCiisHost } from './presets.ts';
import { proxyIn } from './proxy-name.ts';
import { isWebProtocol } from './protocol.ts';

export type { Turn };

/** A failed step, in the order a person reads it. */
export interface Advice {
  /** What happened: one sentence. */
  readonly sentence: string;
  /** What it most likely means. Empty where the sentence says it. */
  readonly meaning: string;
  /** What to do, as a sentence. Empty where `request` says it. */
  readonly toDo: string;
  readonly turn: Turn;
  /** Whom to ask, as words without a full stop: "Ask IT", "Call CIIS user support at (888) 611-9918". Empty: nobody. */
  readonly ask: string;
  /** What to say or send to them, ready to copy. */
  readonly request: string | null;
}

/** A connection check's failure as advice. */
export function adviceFor(failure: Failure, about: ErrorContext): Advice {
  const { sentence, nextStep } = describeFailure(failure, about);
  const known = knownAdvice(failure.code, wordsOf(failure, about));
  const turn = known?.turn ?? 'you';
  return {
    sentence: known?.sentence ?? sentence,
    meaning: known?.meaning ?? '',
    // The support number has a line of its own.
    toDo: known?.toDo ?? (known?.request === undefined ? withoutCall(nextStep) : ''),
    turn,
    ask: known?.ask ?? whomToAsk(turn, about),
    request: known?.request === undefined ? null : throughProxy(known.request, failure, about),
  };
}

/** Whoever is asked to let something through has to know where it comes by. */
function throughProxy(request: string, { code }: Failure, { proxy }: ErrorContext): string {
  if (proxy === undefined || !wayCodes.has(code) || proxyCodes.has(code)) return request;
  return `${request} The way leads through the proxy ${proxy}.`;
}

const withoutCall = (nextStep: string): string =>
  nextStep.replace(/ ?(Call CIIS user support at [^.]*|Ask whoever runs this server)\.$/, '');

function whomToAsk(turn: Turn, { host }: ErrorContext): string {
  switch (turn) {
    case 'you':
      return '';
    case 'it':
      return 'Ask IT';
    case 'operator':
      return host !== undefined && isCiisHost(host)
        ? `Call CIIS user support at ${ciisSupportPhone}`
        : 'Ask whoever runs this server';
  }
}

function wordsOf({ detail }: Failure, about: ErrorContext): AdviceWords {
  const proxy = about.proxy ?? proxyIn(detail)?.name;
  const { host = 'the server', port, passivePorts = null, protocol = 'sftp' } = about;
  const own = port === undefined ? 'the port' : String(port);
  const operator = whomToAsk('operator', about);
  return {
    host,
    port: own,
    ports: passivePorts === null ? own : `${own} and ${passivePorts.from}-${passivePorts.to}`,
    proxy: proxy === undefined ? 'the proxy of this network' : `the proxy ${proxy}`,
    address: isWebProtocol(protocol) ? 'web address' : 'host address',
    byAddress: isWebProtocol(protocol),
    operator: operator.replace(/^./, (first) => first.toLowerCase()),
  };
}

/** The advice in the order it is read: what happened and what it means, what to do, whom to ask for what. */
export function adviceLines({ sentence, meaning, toDo, ask, request }: Advice): readonly string[] {
  const asked = request === null ? `${ask}.` : `${ask}: "${request}"`;
  return [`${sentence} ${meaning}`.trim(), toDo, ask === '' ? '' : asked].filter(
    (line) => line !== '',
  );
}
