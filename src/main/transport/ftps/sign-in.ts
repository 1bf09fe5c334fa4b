import { AppError } from '../../../shared/domain/error.ts';
import type { Credentials } from '../transport.ts';
import type { ControlLink } from './control-link.ts';
import { errorFromReply } from './ftps-errors.ts';
import { parseFeatures, type Features } from './features.ts';
import { isDone, replyWords } from './reply.ts';

/** Signs in: USER and PASS once each, nothing tried again. Resolves with the server's last words. */
export async function signIn(
  control: ControlLink,
  username: string,
  credentials: Credentials,
  seconds: number,
): Promise<string> {
  if (credentials.kind !== 'password')
    throw new AppError('login-method-refused', 'FTPS has passwords only');
  const { password } = credentials;
  // eslint-disable-next-line no-control-regex -- a line break would be a second command
  if (/[\u0000\r\n]/.test(username + password)) {
    throw new AppError('login-refused', 'The username or password has a line break');
  }
  control.keepSecret(password);
  let verb = 'USER';
  let reply = await control.ask(`USER ${username}`, seconds);
  if (reply.code === 331) {
    verb = 'PASS';
    reply = await control.ask(`PASS ${password}`, seconds, 'PASS ***');
  }
  if (!isDone(reply)) throw errorFromReply(reply, verb, control.phase);
  control.phase = 'signed-in';
  return replyWords(reply);
}

/**
 * Protects the data links, switches to binary, and asks what there is. No more commands than that:
 * EFT bans who sends several that it does not know.
 */
export async function settleSession(
  control: ControlLink,
  seconds: number,
): Promise<{ readonly features: Features; readonly home: string }> {
  const features = parseFeatures(await control.ask('FEAT', seconds));
  if (features.has('UTF8')) await control.ask('OPTS UTF8 ON', seconds); // Many need it, none may mind.
  const buffer = await control.ask('PBSZ 0', seconds);
  if (!isDone(buffer)) throw new AppError('data-link-refused', `PBSZ: ${replyWords(buffer)}`);
  const protection = await control.ask('PROT P', seconds);
  if (!isDone(protection))
    throw new AppError('data-link-refused', `PROT: ${replyWords(protection)}`);
  await control.tell('TYPE I', seconds);
  const folder = await control.ask('PWD', seconds);
  return { features, home: parseFolder(folder.text) ?? '/' };
}

/** `257 "/a ""quoted"" name" is current directory` */
function parseFolder(text: string): string | undefined {
  const quoted = /^257 "((?:[^"]|"")*)"/.exec(text)?.[1]?.replaceAll('""', '"');
  return quoted?.startsWith('/') ? quoted : undefined;
}
