import { Trash2, TriangleAlert } from 'lucide-react';
import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { SiteFolder } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FolderNameDialog } from './FolderNameDialog.tsx';
import { IdentityDialog } from './IdentityDialog.tsx';
import { answerLeaving, openedForm, useSitesView } from './site-form-store.ts';
import { siteCountWords } from './site-tree.ts';

export type SiteQuestion =
  | { readonly kind: 'new-folder' }
  | { readonly kind: 'rename-folder'; readonly folder: SiteFolder }
  | { readonly kind: 'delete-folder'; readonly folder: SiteFolder }
  | { readonly kind: 'delete-site'; readonly site: SiteView }
  | { readonly kind: 'identity'; readonly site: SiteView };
export type AskSites = (question: SiteQuestion) => void;

/** Every dialog of Site Manager. */
export function SiteQuestions({
  question,
  onClose,
}: {
  readonly question: SiteQuestion | null;
  readonly onClose: () => void;
}) {
  return (
    <>
      <Asked question={question} onClose={onClose} />
      <LeavingQuestion />
    </>
  );
}

function Asked({
  question,
  onClose,
}: {
  readonly question: SiteQuestion | null;
  readonly onClose: () => void;
}) {
  switch (question?.kind) {
    case undefined:
      return null;
    case 'new-folder':
      return <FolderNameDialog folder={null} onClose={onClose} />;
    case 'rename-folder':
      return <FolderNameDialog folder={question.folder} onClose={onClose} />;
    case 'delete-folder':
      return <DeleteFolderQuestion folder={question.folder} onClose={onClose} />;
    case 'delete-site':
      return <DeleteSiteQuestion site={question.site} onClose={onClose} />;
    case 'identity':
      return <IdentityDialog site={question.site} onClose={onClose} />;
  }
}

function DeleteSiteQuestion({
  site,
  onClose,
}: {
  readonly site: SiteView;
  readonly onClose: () => void;
}) {
  const keychain = useSettings((state) => state.info?.keychainName ?? 'the keychain');
  const secret = site.signIn.kind === 'key' ? 'passphrase' : 'password';
  return (
    <DeleteQuestion
      title={`Delete ${site.label}?`}
      action="Delete site"
      onDelete={() =>
        call('sites.remove', { id: site.id }).then(() => announce(`${site.label} is deleted`))
      }
      onClose={onClose}
    >
      The site and its settings are deleted
      {site.hasSecret ? `, and its ${secret} is removed from ${keychain}` : ''}.
      {takesFiles(site.protocol) && ' A connection to it ends. Files on the server stay.'}
    </DeleteQuestion>
  );
}

function DeleteFolderQuestion({
  folder,
  onClose,
}: {
  readonly folder: SiteFolder;
  readonly onClose: () => void;
}) {
  const count = useSites(
    (state) => state.sites.filter((site) => site.folderId === folder.id).length,
  );
  return (
    <DeleteQuestion
      title={`Delete the folder ${folder.name}?`}
      action="Delete folder"
      onDelete={() => call('sites.removeFolder', { id: folder.id })}
      onClose={onClose}
    >
      {count === 0
        ? 'It is empty. No site is deleted.'
        : `No site is deleted: its ${siteCountWords(count)} ${count === 1 ? 'moves' : 'move'} to the top level.`}
    </DeleteQuestion>
  );
}

function DeleteQuestion({
  title,
  action,
  onDelete,
  onClose,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly onDelete: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Dialog
      title={title}
      icon={Trash2}
      tone="bad"
      role="alertdialog"
      width={480}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button
            variant="danger"
            onPress={() => {
              onDelete().catch(reportFailure);
              onClose();
            }}
          >
            {action}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}

function LeavingQuestion() {
  const leaving = useSitesView((state) => state.leaving);
  const label = useSitesView((state) => openedForm(state)?.saved.label ?? '');
  const answer = (chosen: 'save' | 'discard' | 'stay') => void answerLeaving(chosen);
  return (
    <Dialog
      title={label === '' ? 'Save the new site?' : `Save the changes to ${label}?`}
      icon={TriangleAlert}
      tone="warn"
      role="alertdialog"
      width={480}
      isOpen={leaving !== null}
      onClose={() => answer('stay')}
      footerStart={
        <Button variant="quiet" onPress={() => answer('discard')}>
          Discard changes
        </Button>
      }
      footer={
        <>
          <Button onPress={() => answer('stay')}>Stay here</Button>
          <Button variant="primary" autoFocus onPress={() => answer('save')}>
            Save
          </Button>
        </>
      }
    >
      They are lost if you go on without saving.
    </Dialog>
  );
}
