import type { MenuItemConstructorOptions } from 'electron';
import { ruleFailureText } from '../../shared/domain/rule-text.ts';
import type { RuleView } from '../../shared/domain/rule.ts';

export interface TrayActions {
  readonly open: () => void;
  readonly pauseAll: () => void;
  readonly goOn: () => void;
  readonly quit: () => void;
}

type TrayRule = Pick<RuleView, 'name' | 'folder' | 'start' | 'paused' | 'trouble'>;

/** "2 rules watch, 1 is paused"; what keeps a rule from its work, where something does. Empty: there is no rule. */
export function rulesLine(rules: readonly TrayRule[]): string {
  const active = rules.filter(({ paused }) => !paused);
  const troubled = active.find(({ trouble }) => trouble !== null);
  if (troubled?.trouble) {
    const { sentence } = ruleFailureText(troubled.trouble, { folder: troubled.folder });
    return `${troubled.name}: ${sentence}`;
  }
  const paused = rules.length - active.length;
  if (rules.length === 0) return '';
  if (active.length === 0) return paused === 1 ? 'The rule is paused' : 'All rules are paused';
  const state = `${counted(active.length)} ${active.length === 1 ? verbs(active).one : verbs(active).more}`;
  return paused === 0 ? state : `${state}, ${paused} ${paused === 1 ? 'is' : 'are'} paused`;
}

const counted = (rules: number): string => (rules === 1 ? '1 rule' : `${rules} rules`);

const verbs = (rules: readonly TrayRule[]): { readonly one: string; readonly more: string } =>
  rules.every(({ start }) => start.kind === 'watch')
    ? { one: 'watches', more: 'watch' }
    : { one: 'is on', more: 'are on' };

/** The menu of the icon in the notification area. */
export function trayTemplate(
  rules: readonly TrayRule[],
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    { label: 'Open CIIS Connect', click: actions.open },
    line,
    ...ruleEntries(rules, actions),
    { label: 'Quit', click: actions.quit },
  ];
}

function ruleEntries(
  rules: readonly TrayRule[],
  { pauseAll, goOn }: TrayActions,
): MenuItemConstructorOptions[] {
  if (rules.length === 0) return [];
  const isOn = rules.some(({ paused }) => !paused);
  return [
    // Windows takes "&" for the mark of a key.
    { label: rulesLine(rules).replaceAll('&', '&&'), enabled: false },
    isOn ? { label: 'Pause all rules', click: pauseAll } : { label: 'Go on', click: goOn },
    { type: 'separator' },
  ];
}
