import { join } from 'node:path';
import { Menu, nativeImage, Tray, type BrowserWindow, type NativeImage } from 'electron';
import { toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import type { Services } from '../compose.ts';
import { RulesSwitch } from './rules-switch.ts';
import { rulesLine, trayTemplate } from './tray-menu.ts';

export interface TrayParts {
  readonly services: Pick<Services, 'automation' | 'settings'>;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** The folder of the icons. */
  readonly icons: string;
  /** The window was not shown at the start. */
  readonly startsHidden: boolean;
  readonly open: () => void;
  readonly quit: () => void;
  readonly notice: (failure: Failure) => void;
}

/** A run changes its counts many times a second. */
const redrawEveryMs = 500;

/** The icon in the notification area: there while there are rules, while closing means to go on, and while nothing else shows the program. Returns its undo. */
export function showTray(window: BrowserWindow, parts: TrayParts): () => void {
  const { automation, settings } = parts.services;
  const icon = trayIcon(parts);
  let tray: Tray | undefined;
  let drawn = '';
  let isHidden = parts.startsHidden;
  let stopTimer: (() => void) | undefined;

  const remove = (): void => {
    tray?.destroy();
    tray = undefined;
    drawn = '';
  };
  const draw = (): void => {
    stopTimer = undefined;
    if (window.isDestroyed()) return;
    const rules = automation.list();
    const isWanted = rules.length > 0 || settings.get().onClose === 'tray' || isHidden;
    if (!isWanted) {
      remove();
      return;
    }
    tray ??= newTray(icon, parts.open);
    const template = trayTemplate(rules, actions);
    const looks = JSON.stringify(template);
    // A menu that is open would be closed under the pointer.
    if (looks === drawn) return;
    drawn = looks;
    const line = rulesLine(rules);
    tray.setToolTip(line === '' ? 'CIIS Connect' : `CIIS Connect\n${line}`.slice(0, 120));
    tray.setContextMenu(Menu.buildFromTemplate(template));
  };
  const drawSoon = (): void => void (stopTimer ??= parts.clock.after(redrawEveryMs, draw));
  const actions = trayActions(parts);

  const hidden = (): void => {
    isHidden = true;
    draw();
  };
  const shown = (): void => {
    isHidden = false;
    drawSoon();
  };

  draw();
  const undo = [automation.onChanged(drawSoon), settings.onChanged(drawSoon)];
  window.on('hide', hidden);
  window.on('show', shown);
  return () => {
    undo.forEach((each) => each());
    window.off('hide', hidden);
    window.off('show', shown);
    stopTimer?.();
    remove();
  };
}

function trayActions({ services, open, quit, notice }: TrayParts) {
  const rules = new RulesSwitch(services.automation);
  const orTell = (act: () => void) => () => {
    try {
      act();
    } catch (thrown) {
      notice(toFailure(thrown));
      open();
    }
  };
  return {
    open,
    quit,
    pauseAll: orTell(() => rules.pauseAll()),
    goOn: orTell(() => rules.goOn()),
  };
}

function newTray(icon: NativeImage, open: () => void): Tray {
  const tray = new Tray(icon);
  tray.on('click', open);
  return tray;
}

/** With its double-size twin beside it; macOS colours a template itself. */
function trayIcon({ icons, platform }: TrayParts): NativeImage {
  const isMac = platform === 'darwin';
  const icon = nativeImage.createFromPath(join(icons, isMac ? 'trayTemplate.png' : 'tray.png'));
  icon.setTemplateImage(isMac);
  return icon;
}
