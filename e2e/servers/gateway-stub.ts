import type { ServerResponse } from 'node:http';
import {
  loginRefused,
  messageAnswer,
  submittedMessage,
  type MessageAnswer,
  type SubmittedMessage,
} from './gateway-messages.ts';
import { moodAnswer, type GatewayMood, type MoodAnswer } from './gateway-moods.ts';
import {
  page,
  startWebServer,
  type HeardRequest,
  type WebServer,
  type WebServerOptions,
} from './https-server.ts';
import { cdcDescription } from './wsdl/cdc-description.ts';

/** What the gateway shows as its own description. */
export type DescriptionMood = 'ok' | 'missing' | 'maintenance' | 'version-2014' | 'other-address';

export interface GatewayStubOptions extends WebServerOptions {
  readonly mood?: GatewayMood;
  readonly description?: DescriptionMood;
  /** What it says to a message where its mood is `ok`. Default: each is accepted. */
  readonly answerTo?: (message: SubmittedMessage) => MessageAnswer;
  /** Any other login is refused. Default: each is taken. */
  readonly account?: { readonly username: string; readonly password: string };
  /** How long it thinks about a message, ms. */
  readonly delay?: number;
}

/** A made-up real-time gateway, in any mood. */
export interface GatewayStub extends WebServer {
  readonly servicePath: string;
  readonly wsdlPath: string;
  readonly serviceUrl: string;
  readonly wsdlUrl: string;
  /** The messages that came, also those it did not take. */
  readonly messages: readonly SubmittedMessage[];
  /** How many it has had in hand at once. */
  readonly mostAtOnce: () => number;
  readonly setMood: (mood: GatewayMood) => void;
  readonly setAnswers: (answerTo: (message: SubmittedMessage) => MessageAnswer) => void;
  readonly setDescription: (mood: DescriptionMood) => void;
}

const servicePath = '/CIGService/ImmunizationService';
const wsdlPath = '/CIGwsdl/CIGService.wsdl';

export async function startGatewayStub(options: GatewayStubOptions = {}): Promise<GatewayStub> {
  let mood = options.mood ?? 'ok';
  let description = options.description ?? 'ok';
  let answerTo = options.answerTo ?? (() => 'accepted' as const);
  const messages: SubmittedMessage[] = [];
  const hand = { now: 0, most: 0 };

  const toMessage = (message: SubmittedMessage): MoodAnswer => {
    const { account } = options;
    const isRight = account?.username === message.username && account.password === message.password;
    if (account !== undefined && !isRight) return loginRefused();
    return messageAnswer(message, mood === 'ok' ? answerTo(message) : { mood });
  };

  const server: WebServer = await startWebServer((request, response, reset) => {
    const end = (answer: MoodAnswer): void => {
      if (answer.end === 'reset') reset();
      else give(answer, response);
    };
    if (request.path === servicePath && request.method === 'POST') {
      const body = request.body.toString('utf8');
      if (!body.includes('<submitSingleMessage ')) {
        end(moodAnswer(mood, echoOf(request)));
        return;
      }
      const message = submittedMessage(body, messages.length + 1);
      messages.push(message);
      hand.now += 1;
      hand.most = Math.max(hand.most, hand.now);
      const think = (): void => {
        hand.now -= 1;
        end(toMessage(message));
      };
      if (options.delay === undefined) think();
      else setTimeout(think, options.delay);
    } else if (request.path === wsdlPath) {
      give(descriptionAnswer(description, `${server.origin}${servicePath}`), response);
    } else {
      give(notFound, response);
    }
  }, options);
  return {
    ...server,
    servicePath,
    wsdlPath,
    serviceUrl: `${server.origin}${servicePath}`,
    wsdlUrl: `${server.origin}${wsdlPath}`,
    messages,
    mostAtOnce: () => hand.most,
    setMood: (next) => (mood = next),
    setAnswers: (next) => (answerTo = next),
    setDescription: (next) => (description = next),
  };
}

/** As it was written, so that it can be written back. */
function echoOf({ body }: HeardRequest) {
  const echo = /<echoBack>([\s\S]*?)<\/echoBack>/.exec(body.toString('utf8'))?.[1] ?? '';
  return { operation: 'connectivityTest', text: `You sent: ${echo}`, bare: echo } as const;
}

const html = { 'Content-Type': 'text/html' };
const notFound: MoodAnswer = { status: 404, headers: html, body: page('Not Found') };

function descriptionAnswer(mood: DescriptionMood, address: string): MoodAnswer {
  const headers = { 'Content-Type': 'text/xml' };
  switch (mood) {
    case 'ok':
      return { headers, body: cdcDescription(address) };
    case 'missing':
      return notFound;
    case 'maintenance':
      return { headers: html, body: page('Down for maintenance') };
    case 'version-2014':
      return { headers, body: cdcDescription(address).replaceAll(':2011', ':2014') };
    case 'other-address':
      return { headers, body: cdcDescription('https://elsewhere.example/ImmunizationService') };
  }
}

function give(
  { status = 200, headers = {}, body = '', end }: MoodAnswer,
  response: ServerResponse,
) {
  if (end === 'never') return;
  const length = Buffer.byteLength(body) + (end === 'promises-more' ? 1000 : 0);
  response.writeHead(status, { ...headers, 'Content-Length': length });
  if (end === 'promises-more') response.write(body, () => response.socket?.end());
  else response.end(body);
}
