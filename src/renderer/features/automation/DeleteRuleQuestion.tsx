import { Trash2 } from 'lucide-react';
import type { Rule } from '../../../shared/domain/rule.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function DeleteRuleQuestion({
  rule: { id, name },
  onClose,
}: {
  readonly rule: Rule;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={`Delete ${name}?`}
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
              call('rules.remove', { id })
                .then(() => announce(`${name} is deleted`))
                .catch(reportFailure);
              onClose();
            }}
          >
            Delete rule
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep
          </Button>
        </>
      }
    >
      The rule and the list of its runs are deleted. No file is: what is in the folder stays there,
      and so do the receipts of what was sent.
    </Dialog>
  );
}
