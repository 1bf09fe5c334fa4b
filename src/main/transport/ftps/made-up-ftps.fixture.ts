import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type Certificate, makeCertificate } from '../../../../e2e/servers/certificates.ts';

/** How a data link ended, as the server saw it. */
export type DataEnd = 'whole' | 'reset';

export interface MadeUpFtps {
  readonly port: number;
  readonly commands: readonly string[];
  readonly dataEnds: readonly DataEnd[];
  readonly close: () => Promise<void>;
}

export interface MadeUpFtpsOptions {
  /** Instead of the usual answer to a command; undefined for the usual one, '' for none. */
  readonly answer?: (command: string) => string | undefined;
  /** What the data links show instead of the control link's certificate. */
  readonly dataCertificate?: Certificate;
  /** The port that PASV names instead of the real one. */
  readonly dataPort?: number;
  /** What a data link is sent, for LIST. Default: nothing, for it is there for STOR. */
  readonly listing?: string;
  /** The last word on a STOR. Default: 226 when it was whole, else 426. */
  readonly lastWord?: (end: DataEnd) => string;
}

const usual: Readonly<Record<string, string>> = {
  AUTH: '234 Go on',
  USER: '331 Password',
  PASS: '230 Signed in',
  FEAT: '211-Features\r\n SIZE\r\n211 End',
  PBSZ: '200 Done',
  PROT: '200 Done',
  TYPE: '200 Done',
  PWD: '257 "/home" is it',
  STOR: '150 Send it',
  LIST: '150 Here it comes',
  CWD: '250 In it',
  SIZE: '550 Not shown',
  QUIT: '221 Bye',
};

const lastWords: Readonly<Record<DataEnd, string>> = {
  whole: '226 Got it all',
  reset: '426 Broken off',
};

/** Made once: keys take long. */
let own: Certificate | undefined;

/** On loopback, and not where the server is. */
export const misnamed = '127.9.8.7';

/** An FTPS server that misbehaves on purpose. */
export async function madeUpFtps(options: MadeUpFtpsOptions = {}): Promise<MadeUpFtps> {
  const certificate = (own ??= makeCertificate());
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const dataEnds: DataEnd[] = [];
  let control: TLSSocket | undefined;
  /** A STOR or APPE was begun, and had no last word yet. */
  let storing = false;

  const say = (words: string): void => {
    if (words !== '') control?.write(`${words}\r\n`);
  };
  const listing = options.listing === undefined ? undefined : new Listing(options.listing, say);
  const onData = (socket: Socket): void => {
    const secureContext = contextOf(options.dataCertificate ?? certificate);
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    if (listing) listing.take(secure);
    else
      takeFile(secure, (end) => {
        dataEnds.push(end);
        if (storing) say(options.lastWord?.(end) ?? lastWords[end]);
        storing = false;
      });
  };
  const data = await listen(track(sockets, onData));
  const named = options.dataPort ?? portOf(data);
  const passive = `227 Here (${misnamed.replaceAll('.', ',')},${named >> 8},${named & 255})`;

  const answer = (command: string): string => {
    commands.push(command);
    const verb = command.split(' ')[0] ?? '';
    return options.answer?.(command) ?? (verb === 'PASV' ? passive : (usual[verb] ?? '500 What?'));
  };
  const onControl = (socket: Socket): void => {
    socket.write('220 Made up\r\n');
    socket.once('data', (line) => {
      const reply = answer(String(line).trim());
      socket.write(`${reply}\r\n`);
      if (!reply.startsWith('234')) return;
      const secureContext = contextOf(certificate);
      const secure = (control = new TLSSocket(socket, { isServer: true, secureContext }));
      secure.on('error', () => socket.destroy());
      secure.on('data', (lines: Buffer) => {
        for (const command of lines.toString().trim().split('\r\n')) {
          const text = answer(command);
          storing ||= /^(STOR|APPE)/.test(command) && text.startsWith('1');
          say(text);
          if (text === usual['LIST']) listing?.start();
        }
      });
    });
  };
  const server = await listen(track(sockets, onControl));
  return {
    port: portOf(server),
    commands,
    dataEnds,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([server, data].map((each) => new Promise((done) => each.close(done))));
    },
  };
}

const contextOf = ({ keyPem, certificatePem }: Certificate): SecureContext =>
  createSecureContext({ key: keyPem, cert: certificatePem });

function takeFile(link: TLSSocket, ended: (end: DataEnd) => void): void {
  link.on('error', () => ended('reset'));
  link.on('end', () => ended('whole'));
  link.resume();
}

/** Sent once it was asked for and there is a link for it, in whatever order that comes. */
class Listing {
  readonly #text: string;
  readonly #say: (word: string) => void;
  #link: TLSSocket | undefined;
  #started = false;

  constructor(text: string, say: (word: string) => void) {
    this.#text = text;
    this.#say = say;
  }

  take(link: TLSSocket): void {
    link.on('error', () => link.destroy());
    this.#link = link;
    this.#send();
  }

  start(): void {
    this.#started = true;
    this.#send();
  }

  #send(): void {
    if (!this.#started) return;
    this.#link?.end(this.#text, () => this.#say('226 All of it'));
  }
}

function track(sockets: Set<Socket>, talk: (socket: Socket) => void): Server {
  return createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket);
  });
}

async function listen(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
