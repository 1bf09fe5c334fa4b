import { z } from 'zod';

const choices = {
  theme: z.enum(['system', 'light', 'dark']),
  /** What the window shows first (CuteFTP's three choices). */
  onStart: z.enum(['upload', 'sites', 'last-site']),
  lastSiteId: z.string().nullable(),
  lastLocalFolder: z.string().nullable(),
  /** The person chose to skip the first-run set-up. */
  setUpSkipped: z.boolean(),
  /** Patients' initials in the list of messages. */
  showInitials: z.boolean(),
  /** The person has paused the queue: it stays so over a restart. */
  queuePaused: z.boolean(),
  /** How long receipts are kept. */
  historyYears: z.number().int().min(1).max(50),
  /** What the window's close button means. */
  onClose: z.enum(['ask', 'quit', 'tray']),
  /** The program starts, without its window, when the person signs in to the computer. */
  startWithComputer: z.boolean(),
  window: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .nullable(),
};

export const settingsSchema = z.object({
  theme: choices.theme.default('system'),
  onStart: choices.onStart.default('last-site'),
  lastSiteId: choices.lastSiteId.default(null),
  lastLocalFolder: choices.lastLocalFolder.default(null),
  setUpSkipped: choices.setUpSkipped.default(false),
  showInitials: choices.showInitials.default(false),
  queuePaused: choices.queuePaused.default(false),
  historyYears: choices.historyYears.default(7),
  onClose: choices.onClose.default('ask'),
  startWithComputer: choices.startWithComputer.default(false),
  window: choices.window.default(null),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** Some settings. Not `settingsSchema.partial()`: that fills in the default of all that is absent. */
export const settingsChangeSchema = z.object(choices).partial();
export type SettingsChange = Readonly<z.infer<typeof settingsChangeSchema>>;
