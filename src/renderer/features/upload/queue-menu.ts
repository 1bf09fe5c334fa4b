import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  FileCheck,
  Info,
  ListX,
  Pause,
  Play,
  RotateCw,
  Search,
  Send,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { openReceipt } from '../../app/open-receipt.ts';
import { actOn } from '../../app/queue-actions.ts';
import type { MenuCommand, MenuCommands } from '../../ui/MenuList.tsx';
import { lookOnSite } from './look-on-site.ts';
import { movable, moveTo } from './move-in-queue.ts';
import { queueCommands, triesAgain, type MoveTo, type QueueCommands } from './queue-commands.ts';

type Entry = Omit<MenuCommand, 'commands' | 'onAction'>;

/** Nothing where there is none that the command fits. */
function entry(
  those: readonly Transfer[],
  command: Entry,
  act: (ids: readonly string[]) => void,
): readonly MenuCommand[] {
  const ids = those.map(({ id }) => id);
  return those.length === 0 ? [] : [{ ...command, onAction: () => act(ids) }];
}

/** The menu of the chosen rows: only what can be done with them. `server`: whose the file is then. */
export function queueMenu(
  chosen: readonly Transfer[],
  server: string,
  onDetails: (id: string) => void,
): MenuCommands {
  const commands = queueCommands(chosen);
  const [only] = chosen.length === 1 ? chosen : [];
  const groups = [
    onTheirWay(commands, only, server),
    places(commands),
    facts(commands, only, onDetails),
    ends(commands),
  ].filter((group) => group.length > 0);
  return groups.flatMap((group, index) => (index === 0 ? [...group] : [null, ...group]));
}

function onTheirWay(
  { goOn, resume, pause, retry, sendAgain }: QueueCommands,
  only: Transfer | undefined,
  server: string,
): readonly MenuCommand[] {
  const again = (ids: readonly string[]) => actOn('transfers.retry', ids);
  const looked = only?.status === 'unknown' ? only : undefined;
  return [
    ...entry(
      goOn,
      { id: 'go-on', label: goOn.every(triesAgain) ? 'Try now' : 'Go on', icon: Play },
      again,
    ),
    ...entry(resume, { id: 'resume', label: 'Go on', icon: Play }, (ids) =>
      actOn('transfers.resume', ids),
    ),
    ...entry(pause, { id: 'pause', label: 'Pause', icon: Pause }, (ids) =>
      actOn('transfers.pause', ids),
    ),
    ...entry(retry, { id: 'retry', label: 'Retry', icon: RotateCw }, again),
    ...(looked === undefined
      ? []
      : entry([looked], { id: 'look', label: lookWords(server), icon: Search }, () => {
          void lookOnSite(looked);
        })),
    ...entry(sendAgain, { id: 'again', label: 'Send again…', icon: Send }, again),
  ];
}

function places({ move }: QueueCommands): readonly MenuCommand[] {
  const to = (place: MoveTo, label: string, icon: LucideIcon, shortcut: string) =>
    entry(move, { id: place, label, icon, shortcut }, (ids) => moveTo(movable(ids), place));
  return [
    ...to('top', 'Move to the top', ArrowUpToLine, 'Alt+Home'),
    ...to('up', 'Move up', ArrowUp, 'Alt+Up'),
    ...to('down', 'Move down', ArrowDown, 'Alt+Down'),
    ...to('end', 'Move to the end', ArrowDownToLine, 'Alt+End'),
  ];
}

function facts(
  { receipt }: QueueCommands,
  only: Transfer | undefined,
  onDetails: (id: string) => void,
): readonly MenuCommand[] {
  return [
    ...entry(
      receipt === null ? [] : [receipt],
      { id: 'receipt', label: 'Receipt', icon: FileCheck },
      ([id]) => {
        if (id !== undefined) void openReceipt(id);
      },
    ),
    ...entry(
      only === undefined ? [] : [only],
      { id: 'details', label: 'Details', icon: Info, shortcut: 'Enter' },
      ([id]) => {
        if (id !== undefined) onDetails(id);
      },
    ),
  ];
}

const ends = ({ clear, cancel }: QueueCommands): readonly MenuCommand[] => [
  ...entry(clear, { id: 'clear', label: 'Take off the list', icon: ListX }, (ids) =>
    actOn('transfers.clear', ids),
  ),
  ...entry(
    cancel,
    { id: 'cancel', label: 'Cancel', icon: X, shortcut: 'Del', tone: 'danger' },
    (ids) => actOn('transfers.cancel', ids),
  ),
];

export const lookWords = (server: string): string =>
  server === 'CIIS' ? 'Look on CIIS' : 'Look there';
