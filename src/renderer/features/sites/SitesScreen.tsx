import {
  ArrowDownUp,
  ChevronDown,
  FileInput,
  FileOutput,
  FolderPlus,
  Plus,
  Server,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { presetIds, presets } from '../../../shared/domain/presets.ts';
import { newSiteSettings, type SiteSettings } from '../../../shared/domain/site.ts';
import { takeSitesIntent, useNavigation } from '../../app/navigation-store.ts';
import { chooseImport, exportSites } from '../../app/site-import.ts';
import { addressWords } from '../../app/site-words.ts';
import { useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { FolderPane } from './FolderPane.tsx';
import { ImportDrop } from './ImportDrop.tsx';
import { followSites, go, openedForm, useSitesView } from './site-form-store.ts';
import { siteIcons } from './site-icons.ts';
import { freeLabel } from './site-tree.ts';
import { SiteForm } from './SiteForm.tsx';
import { SiteQuestions, type SiteQuestion } from './SiteQuestions.tsx';
import { SiteTree } from './SiteTree.tsx';
import styles from './SitesScreen.module.css';

/** Into the folder that is selected, or the one of the selected site. */
function openNew(settings: SiteSettings): void {
  const view = useSitesView.getState();
  const folderId =
    view.opened.kind === 'folder'
      ? view.opened.folderId
      : (openedForm(view)?.draft.folderId ?? null);
  go({ kind: 'new', settings: { ...settings, folderId } });
}

const newProtocols = [
  { protocol: 'ftps', label: 'FTPS (SSL) Site' },
  { protocol: 'sftp', label: 'SFTP (SSH2) Site' },
  { protocol: 'soap', label: 'Real-time (SOAP) Site' },
  { protocol: 'web', label: 'Web upload site' },
] as const;

const newSiteCommands: MenuCommands = [
  ...newProtocols.map(({ protocol, label }) => ({
    id: protocol,
    label,
    icon: siteIcons[protocol],
    onAction: () => openNew(newSiteSettings(protocol)),
  })),
  null,
  ...presetIds.map((id) => ({
    id,
    label: presets[id].label,
    hint: addressWords(presets[id]),
    icon: siteIcons[presets[id].protocol],
    onAction: () => {
      const taken = useSites.getState().sites.map(({ label }) => label);
      openNew({ ...presets[id], label: freeLabel(presets[id].label, taken) });
    },
  })),
];

/** Does what another screen or the menu asked for, and keeps the form in step with main. */
function useSitesInStep(): void {
  const intent = useNavigation((state) => state.sitesIntent);
  useEffect(() => {
    const follow = () => followSites(useSites.getState(), useNavigation.getState().siteId);
    follow();
    return useSites.subscribe(follow);
  }, []);
  useEffect(() => {
    if (intent === null) return;
    const taken = takeSitesIntent();
    if (taken?.kind === 'new') openNew(newSiteSettings(taken.protocol));
    if (taken?.kind === 'edit')
      go({ kind: 'site', siteId: taken.siteId, focus: taken.focus ?? 'label' });
  }, [intent]);
}

export function SitesScreen() {
  useSitesInStep();
  const opened = useSitesView((state) => state.opened);
  const [question, setQuestion] = useState<SiteQuestion | null>(null);
  return (
    <Screen
      title="Site Manager"
      actions={
        <>
          <ImportOrExport />
          <Button icon={FolderPlus} onPress={() => setQuestion({ kind: 'new-folder' })}>
            New folder
          </Button>
          <NewSite />
        </>
      }
    >
      <div className={styles.frame}>
        <SiteTree ask={setQuestion} />
        <Panel region="Site">
          {opened.kind === 'site' && (
            <SiteForm key={opened.form.siteId ?? 'new'} form={opened.form} ask={setQuestion} />
          )}
          {opened.kind === 'folder' && <FolderPane folderId={opened.folderId} ask={setQuestion} />}
          {opened.kind === 'nothing' && (
            <EmptyState
              icon={Server}
              title="No sites yet"
              actions={
                <>
                  <Button icon={FileInput} onPress={chooseImport}>
                    Import sites...
                  </Button>
                  <NewSite variant="primary" />
                </>
              }
            >
              A site is a server that you send to. The services of CIIS are ready to be filled in.
            </EmptyState>
          )}
        </Panel>
        <ImportDrop />
      </div>
      <SiteQuestions question={question} onClose={() => setQuestion(null)} />
    </Screen>
  );
}

function ImportOrExport() {
  const noSites = useSites((state) => state.sites.length === 0);
  const commands: MenuCommands = [
    {
      id: 'import',
      label: 'Import sites...',
      hint: 'From FileZilla, WinSCP, OpenSSH or CuteFTP',
      icon: FileInput,
      onAction: chooseImport,
    },
    {
      id: 'export',
      label: 'Export sites...',
      hint: 'All of them, without passwords',
      icon: FileOutput,
      isDisabled: noSites,
      onAction: exportSites,
    },
  ];
  return (
    <Menu label="Import or export" commands={commands}>
      <Button icon={ArrowDownUp} iconAfter={ChevronDown}>
        Import or export
      </Button>
    </Menu>
  );
}

function NewSite({ variant = 'secondary' }: { readonly variant?: 'primary' | 'secondary' }) {
  return (
    <Menu label="New site" commands={newSiteCommands}>
      <Button variant={variant} icon={Plus} iconAfter={ChevronDown}>
        New site
      </Button>
    </Menu>
  );
}
