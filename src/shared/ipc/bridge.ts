import type { AppEvents, CommandInput, CommandName, CommandOutput, EventName } from './contract.ts';
import type { Reply } from './reply.ts';

/** Channel names between preload and main. */
export const commandChannel = 'ciis:command';
export const eventChannel = 'ciis:event';

/** What preload puts on `window.ciis`; all that the sandboxed renderer can reach. */
export interface Bridge {
  invoke<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Reply<CommandOutput<Name>>>;
  /** Returns its undo. */
  listen(
    listener: <Name extends EventName>(name: Name, payload: AppEvents[Name]) => void,
  ): () => void;
  /** Where a dropped file lies on this computer; empty when it lies nowhere (a mail attachment). */
  pathOf(file: unknown): string;
}
