import { BrowserWindow, session } from 'electron';
import { AppError } from '../../shared/domain/error.ts';
import type { Receipt } from '../../shared/domain/receipt.ts';
import type { PaperSize } from './paper-size.ts';
import { receiptHtml } from './receipt-page.ts';

/** What a person answers the system's print dialog with when nothing is to be printed. */
const cancelled = /cancel/i;

/** The receipt as a PDF file, one that screen readers can read. */
export function receiptPdf(receipt: Receipt, paper: PaperSize): Promise<Uint8Array> {
  return onPage(receipt, (page) =>
    page.webContents.printToPDF({
      pageSize: paper,
      printBackground: true,
      preferCSSPageSize: false,
      generateTaggedPDF: true,
    }),
  );
}

/**
 * Asks by the system's print dialog. Answers whether it was sent to a printer; false: the person wanted
 * none. Rejects AppError `print-failed`.
 */
export function printReceipt(receipt: Receipt, paper: PaperSize): Promise<boolean> {
  return onPage(
    receipt,
    (page) =>
      new Promise((resolve, reject) => {
        page.webContents.print({ printBackground: true, pageSize: paper }, (printed, reason) => {
          if (printed || cancelled.test(reason)) resolve(printed);
          else reject(new AppError('print-failed', reason));
        });
      }),
  );
}

/** Shows the receipt to nobody, in a page that may do nothing, and lets `work` have it as long as it takes. */
async function onPage<Result>(
  receipt: Receipt,
  work: (page: BrowserWindow) => Promise<Result>,
): Promise<Result> {
  const page = new BrowserWindow({
    show: false,
    title: 'Receipt',
    webPreferences: {
      session: paperSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  try {
    const html = Buffer.from(receiptHtml(receipt)).toString('base64');
    await page.loadURL(`data:text/html;charset=utf-8;base64,${html}`);
    return await work(page);
  } finally {
    page.destroy();
  }
}

let closed: Electron.Session | undefined;

/** A session of its own, kept nowhere, that loads the page itself and nothing else. */
function paperSession(): Electron.Session {
  if (closed !== undefined) return closed;
  closed = session.fromPartition('paper');
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  closed.setPermissionCheckHandler(() => false);
  closed.on('will-download', (event) => event.preventDefault());
  closed.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith('data:') }),
  );
  return closed;
}
