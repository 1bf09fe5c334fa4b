import { Folder } from 'lucide-react';
import { showScreen } from '../../app/navigation-store.ts';
import { fileSites, useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** No site is chosen, or there is none that files can be sent to. */
export function NoSite() {
  const onlyOthers = useSites(({ sites }) => sites.length > 0 && fileSites(sites).length === 0);
  return (
    <EmptyState
      icon={Folder}
      title={onlyOthers ? 'No site for files yet' : 'No site is chosen'}
      actions={<Button onPress={() => showScreen('sites')}>Open Site Manager</Button>}
    >
      {onlyOthers
        ? 'Your sites are for real-time messages or for the web page. To send files from here, make an SFTP or FTPS site in Site Manager.'
        : 'Choose a site above, or make one in Site Manager.'}
    </EmptyState>
  );
}
