import type { Bridge } from '../../shared/ipc/bridge.ts';
import type {
  AppEvents,
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
} from '../../shared/ipc/contract.ts';
import { CallError } from './call-error.ts';

declare global {
  interface Window {
    readonly ciis: Bridge;
  }
}

/** Gives main a command. Throws CallError with the failure it answers with. */
export async function call<Name extends CommandName>(
  name: Name,
  ...input: undefined extends CommandInput<Name>
    ? [input?: CommandInput<Name>]
    : [input: CommandInput<Name>]
): Promise<CommandOutput<Name>> {
  const reply = await window.ciis.invoke(name, input[0] as CommandInput<Name>);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value;
}

/** Hears one kind of event; returns its undo. */
export function listen<Name extends EventName>(
  name: Name,
  listener: (payload: AppEvents[Name]) => void,
): () => void {
  return window.ciis.listen((heard, payload) => {
    const heardName: EventName = heard;
    // The two arguments belong together, which the type of a two-argument listener can't say.
    if (heardName === name) listener(payload as unknown as AppEvents[Name]);
  });
}

/** Where a dropped or pasted file lies; empty when it lies nowhere. */
export const pathOf = (file: File): string => window.ciis.pathOf(file);
