import { ArrowUp, ChevronDown, FolderOpen, Pause, Play, Square } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { MessageFile, SendRun } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { runOf, useMessages } from '../../app/messages-store.ts';
import { endedCount, isOver, progressWords } from '../../app/run-words.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { narrowWindow, useMedia } from '../../ui/use-media.ts';
import {
  chooseFiles,
  pauseRun,
  resumeRun,
  saveAnswers,
  saveSummary,
  stopRun,
} from './message-actions.ts';
import { isReading, isUnreadable } from './open-file.ts';
import { useRows } from './row-store.ts';
import { sendAll, sendChoice, sendChoices, type SendChoice, type Sendable } from './send-choice.ts';
import styles from './SendMenu.module.css';
import { purposeOf, send, useSending } from './send-store.ts';
import { useView } from './view-store.ts';

/** Opening files and sending: while a run goes on, how far it is, Pause and Stop. */
export function SendMenu({
  site,
  file,
}: {
  readonly site: SiteView | undefined;
  readonly file: MessageFile | undefined;
}) {
  const run = useMessages(runOf(file?.id ?? null));
  const live = run !== undefined && !isOver(run) ? run : null;
  useFocusKept(live !== null);
  return (
    <>
      {live === null && <OpenButton />}
      {live !== null && <Progress run={live} />}
      {live === null && site !== undefined && file !== undefined && !isUnreadable(file) && (
        <SendButtons site={site} file={file} />
      )}
    </>
  );
}

/** Send gives way to Pause and comes back: whoever pressed it goes on from there, with a keyboard too. */
function useFocusKept(running: boolean): void {
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const next = running ? '[data-pause] button' : '[role="listbox"]';
    document.querySelector<HTMLElement>(next)?.focus();
  }, [running]);
}

function OpenButton() {
  const narrow = useMedia(narrowWindow);
  return narrow ? (
    <IconButton
      icon={FolderOpen}
      label="Open files"
      shortcut="Ctrl+Shift+O"
      onPress={() => void chooseFiles()}
    />
  ) : (
    <Button icon={FolderOpen} onPress={() => void chooseFiles()}>
      Open files...
    </Button>
  );
}

function Progress({ run }: { readonly run: SendRun }) {
  const paused = run.status === 'paused';
  return (
    <>
      <div className={styles.progress}>
        <span className={styles.figures}>{progressWords(run.counts)}</span>
        <ProgressBar
          label="Messages sent"
          value={run.counts.total === 0 ? 0 : (endedCount(run.counts) / run.counts.total) * 100}
        />
      </div>
      {/* One button that changes its words: the focus stays on it. */}
      <span data-pause>
        <Button
          variant={paused ? 'primary' : 'secondary'}
          icon={paused ? Play : Pause}
          onPress={() => (paused ? resumeRun(run.id) : pauseRun(run.id))}
        >
          {paused ? 'Resume' : 'Pause'}
        </Button>
      </span>
      <Button icon={Square} onPress={() => stopRun(run.id)}>
        Stop
      </Button>
    </>
  );
}

function SendButtons({ site, file }: { readonly site: SiteView; readonly file: MessageFile }) {
  const sendable = useSendable(site);
  const doubtful = useRows((state) => state.doubtful);
  const busy = useSending((state) => state.busy);
  const choice = sendChoice(sendable);
  const ready = !isReading(file);
  const go = (chosen: SendChoice) => void send(site, file.id, chosen);
  return (
    <div className={styles.send}>
      <Button
        variant="primary"
        icon={ArrowUp}
        isDisabled={choice === null || !ready || busy}
        onPress={() => {
          if (choice !== null) go(choice);
        }}
      >
        {choice?.label ?? 'All sent'}
      </Button>
      <Menu label="More ways to send" commands={moreCommands(sendable, doubtful, file, go)}>
        <IconButton icon={ChevronDown} label="More ways to send" isDisabled={!ready || busy} />
      </Menu>
    </div>
  );
}

function useSendable(site: SiteView): Sendable {
  const counts = useRows((state) => state.counts);
  const failed = useRows((state) => state.failed);
  const chosen = useView((state) => state.chosen);
  const production = purposeOf(site) === 'gateway-production';
  return useMemo(
    () => ({ counts, failed, chosen: [...chosen], production }),
    [counts, failed, chosen, production],
  );
}

function moreCommands(
  sendable: Sendable,
  doubtful: readonly number[],
  file: MessageFile,
  go: (choice: SendChoice) => void,
): MenuCommands {
  const all = sendAll(sendable);
  const unsure: readonly SendChoice[] =
    doubtful.length === 0
      ? []
      : [
          {
            label: `Send the ${doubtful.length.toLocaleString('en-US')} unanswered again...`,
            selection: { kind: 'some', indexes: [...doubtful] },
            count: doubtful.length,
          },
        ];
  const ways = [...sendChoices(sendable), ...unsure];
  const wayToAll = ways.some(({ count }) => count === all.count) ? [] : [all];
  return [
    ...[...ways, ...wayToAll].map((choice) => ({
      id: choice.label,
      label: choice.label,
      onAction: () => go(choice),
    })),
    null,
    { id: 'answers', label: 'Save answers...', onAction: () => void saveAnswers(file.id) },
    { id: 'summary', label: 'Save summary (CSV)...', onAction: () => void saveSummary(file.id) },
  ];
}
