import type { ServerResponse } from 'node:http';
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
}

/** A made-up real-time gateway, in any mood. */
export interface GatewayStub extends WebServer {
  readonly servicePath: string;
  readonly wsdlPath: string;
  readonly serviceUrl: string;
  readonly wsdlUrl: string;
  readonly setMood: (mood: GatewayMood) => void;
  readonly setDescription: (mood: DescriptionMood) => void;
}

const servicePath = '/CIGService/ImmunizationService';
const wsdlPath = '/CIGwsdl/CIGService.wsdl';

export async function startGatewayStub(options: GatewayStubOptions = {}): Promise<GatewayStub> {
  let mood = options.mood ?? 'ok';
  let description = options.description ?? 'ok';
  const server: WebServer = await startWebServer((request, response, reset) => {
    if (request.path === servicePath && request.method === 'POST') {
      const answer = moodAnswer(mood, echoIn(request));
      if (answer.end === 'reset') reset();
      else give(answer, response);
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
    setMood: (next) => (mood = next),
    setDescription: (next) => (description = next),
  };
}

/** As it was written, so that it can be written back. */
const echoIn = ({ body }: HeardRequest): string =>
  /<echoBack>([\s\S]*?)<\/echoBack>/.exec(body.toString('utf8'))?.[1] ?? '';

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
