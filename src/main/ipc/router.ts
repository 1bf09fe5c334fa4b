import type { z } from 'zod';
import { toFailure } from '../../shared/domain/error.ts';
import {
  commands,
  type CommandName,
  type CommandOutput,
  type ParsedInput,
} from '../../shared/ipc/contract.ts';
import type { Reply } from '../../shared/ipc/reply.ts';

/** One function a command; a command without one does not compile. */
export type Handlers = {
  readonly [Name in CommandName]: (
    input: ParsedInput<Name>,
  ) => Promise<CommandOutput<Name>> | CommandOutput<Name>;
};

/** Answers whatever comes over IPC; never rejects. */
export type Route = (name: unknown, input: unknown) => Promise<Reply<unknown>>;

const refusal = (detail: string): Reply<never> => ({
  ok: false,
  error: { code: 'invalid-input', detail },
});

/** Names the fields that are wrong and never what they held: that may be a password. */
function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}

const isCommand = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commands, name);

/** Every input is checked against its command's schema before its handler sees it. */
export function createRouter(handlers: Handlers): Route {
  return async (name, input) => {
    if (!isCommand(name)) return refusal('Unknown command');
    try {
      const schema: z.ZodType = commands[name].input;
      const parsed = schema.safeParse(input);
      if (!parsed.success) return refusal(describeIssues(parsed.error));
      const handle = handlers[name] as (input: unknown) => unknown;
      return { ok: true, value: await handle(parsed.data) };
    } catch (thrown) {
      return { ok: false, error: toFailure(thrown) };
    }
  };
}
