import { join } from 'node:path';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import { hashFile } from '../messages/inspect-file.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { Automation } from './automation.ts';
import type { MessageDelivery } from './deliver-messages.ts';
import type { UploadDelivery } from './deliver-upload.ts';
import { fileAway } from './file-away.ts';
import { FolderWatch } from './folder-watch.ts';
import { RuleFiles } from './rule-files.ts';
import { RuleLocks } from './rule-locks.ts';
import { RuleRuns } from './rule-runs.ts';
import { RuleStore } from './rule-store.ts';
import { runRule } from './run-rule.ts';
import { isWhole } from './whole-file.ts';

export interface OpenAutomationParts extends UploadDelivery, Pick<MessageDelivery, 'messages'> {
  readonly database: Database;
  readonly sites: SiteStore;
  /** Throws AppError `site-not-found`. */
  readonly site: (id: string) => Site;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly dataFolder: string;
}

/** The rules of this data folder. */
export function openAutomation(parts: OpenAutomationParts): Automation {
  const { database, clock, dataFolder } = parts;
  const files = new RuleFiles(database, clock);
  return new Automation({
    store: new RuleStore(database, parts),
    runs: new RuleRuns(database, clock),
    locks: new RuleLocks(join(dataFolder, 'locks')),
    sites: parts.sites,
    clock,
    openWatch: (folder) => new FolderWatch(folder),
    carryOut: (rule, ready, signal) =>
      runRule(rule, ready, { ...parts, files, hashFile, isWhole, fileAway, signal }),
  });
}
