import { Activity, Check, ExternalLink } from 'lucide-react';
import type { Protocol } from '../../../shared/domain/protocol.ts';
import { openPage, openSite } from '../../app/current-site.ts';
import { showCheck, useNavigation } from '../../app/navigation-store.ts';
import { Button } from '../../ui/Button.tsx';
import { isDirty, type SiteForm } from './site-draft.ts';
import { undo, useSitesView, withOpened } from './site-form-store.ts';
import styles from './SiteForm.module.css';

/** What can be done with the site, and with the changes of its form. */
export function SiteFoot({ form }: { readonly form: SiteForm }) {
  const saving = useSitesView((state) => state.saving);
  const justSaved = useSitesView((state) => state.justSaved);
  const isNew = form.siteId === null;
  const dirty = isDirty(form);
  return (
    <div className={styles.foot}>
      <SiteActions protocol={form.draft.protocol} isDisabled={saving} />
      <span className={styles.state}>
        {dirty && !isNew && 'Changes are not saved yet'}
        {justSaved && !dirty && (
          <>
            <Check aria-hidden />
            Saved
          </>
        )}
      </span>
      <Button
        variant="quiet"
        isDisabled={!isNew && !dirty}
        onPress={() => undo(useNavigation.getState().siteId)}
      >
        {isNew ? 'Discard' : 'Undo changes'}
      </Button>
      <Button type="submit" isDisabled={saving}>
        Save
      </Button>
    </div>
  );
}

/** The filled button is what the kind of site is for. */
function SiteActions({
  protocol,
  isDisabled,
}: {
  readonly protocol: Protocol;
  readonly isDisabled: boolean;
}) {
  const check = (variant: 'primary' | 'secondary') => (
    <Button
      variant={variant}
      icon={Activity}
      isDisabled={isDisabled}
      onPress={() => void withOpened(showCheck)}
    >
      Check connection
    </Button>
  );
  switch (protocol) {
    case 'sftp':
    case 'ftps':
      return (
        <>
          <Button
            variant="primary"
            isDisabled={isDisabled}
            onPress={() => void withOpened(openSite)}
          >
            Connect
          </Button>
          {check('secondary')}
        </>
      );
    case 'soap':
      return check('primary');
    case 'web':
      return (
        <>
          <Button
            variant="primary"
            icon={ExternalLink}
            isDisabled={isDisabled}
            onPress={() => void withOpened(openPage)}
          >
            Open in browser
          </Button>
          {check('secondary')}
        </>
      );
  }
}
