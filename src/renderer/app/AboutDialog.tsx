import { ciisSupportPhone } from '../../shared/domain/presets.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useNavigation } from './navigation-store.ts';
import { useSettings } from './settings-store.ts';

const close = () => useNavigation.setState({ aboutOpen: false });

export function AboutDialog() {
  const isOpen = useNavigation((state) => state.aboutOpen);
  const info = useSettings((state) => state.info);
  const version = info === null ? '' : `Version ${info.version}, Electron ${info.electron}`;
  return (
    <Dialog
      title="CIIS Connect"
      subtitle={version}
      width={440}
      isOpen={isOpen}
      onClose={close}
      dismissable
      footerStart={<CopyButton text={`CIIS Connect, ${version}`} label="Copy version" />}
      footer={
        <Button variant="primary" autoFocus onPress={close}>
          Close
        </Button>
      }
    >
      Sends immunization data to the Colorado Immunization Information System. CIIS user support:{' '}
      {ciisSupportPhone}.
    </Dialog>
  );
}
