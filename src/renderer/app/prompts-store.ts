import { create } from 'zustand';
import type { Prompt } from '../../shared/domain/prompt.ts';
import { call, listen } from './api.ts';

/** Questions from main that wait for an answer, oldest first. */
export const usePrompts = create<{ readonly prompts: readonly Prompt[] }>(() => ({ prompts: [] }));

const withPrompt = (prompts: readonly Prompt[], prompt: Prompt): readonly Prompt[] =>
  prompts.some((one) => one.id === prompt.id) ? prompts : [...prompts, prompt];

const without = (id: string) =>
  usePrompts.setState(({ prompts }) => ({ prompts: prompts.filter((one) => one.id !== id) }));

/** Fills the store and keeps it fresh; returns its undo. */
export async function startPrompts(): Promise<() => void> {
  const stop = [
    listen('prompts.asked', (prompt) =>
      usePrompts.setState(({ prompts }) => ({ prompts: withPrompt(prompts, prompt) })),
    ),
    listen('prompts.withdrawn', ({ id }) => without(id)),
  ];
  const asked = await call('prompts.list');
  usePrompts.setState(({ prompts }) => ({ prompts: prompts.reduce(withPrompt, asked) }));
  return () => stop.forEach((undo) => undo());
}

/** Takes an answered question off the screen at once; main's word follows. */
export const dropPrompt = without;
