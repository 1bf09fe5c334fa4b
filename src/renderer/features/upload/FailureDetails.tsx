import type { Failure } from '../../../shared/domain/error.ts';
import { protocols } from '../../../shared/domain/protocol.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DetailList, detailsText, type Detail } from './DetailList.tsx';

/** The technical side of a failed connection, to read and to copy for IT. */
export function FailureDetails({
  isOpen,
  onClose,
  title,
  failure,
  site,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly failure: Failure;
  readonly site: Site;
}) {
  const details: readonly Detail[] = [
    { name: 'Site', value: site.label },
    { name: 'Server', value: `${site.host}, port ${site.port}` },
    { name: 'Protocol', value: protocols[site.protocol].label },
    { name: 'Code', value: failure.code, mono: true },
    ...(failure.detail === '' ? [] : [{ name: 'Detail', value: failure.detail, mono: true }]),
  ];
  return (
    <Dialog
      title={title}
      width={560}
      isOpen={isOpen}
      onClose={onClose}
      dismissable
      footerStart={
        <CopyButton label="Copy details" text={() => `${title}\n${detailsText(details)}`} />
      }
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <DetailList details={details} />
    </Dialog>
  );
}
