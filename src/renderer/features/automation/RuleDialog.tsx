import { CircleX } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { ruleSettingsSchema, type RuleView } from '../../../shared/domain/rule.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useRules } from '../../app/rules-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FieldLayout } from '../../ui/field-layout.ts';
import { draftOf, newDraft, settingsOf, type RuleDraft } from './rule-draft.ts';
import { ruleErrors, type RuleErrors } from './rule-errors.ts';
import { sitesForRules } from './rule-sites.ts';
import styles from './RuleDialog.module.css';
import { RuleFields } from './RuleFields.tsx';

const formId = 'rule-form';

/** A new rule (null), or one that is there. */
export function RuleDialog({
  rule,
  onClose,
}: {
  readonly rule: RuleView | null;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => firstDraft(rule));
  const [errors, setErrors] = useState<RuleErrors>({});
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);

  const change = (patch: Partial<RuleDraft>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    // What was wrong and is put right now is no longer marked; what is still being typed is not marked yet.
    const wrong = ruleErrors(next, otherNames(rule));
    setErrors((before) => onlyIn(before, wrong));
    setRefusal('');
  };

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const wrong = ruleErrors(draft, otherNames(rule));
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      // Once the marks are drawn.
      setTimeout(focusFirstError);
      return;
    }
    setBusy(true);
    call('rules.save', { id: rule?.id ?? null, settings: settingsOf(draft) })
      .then(({ name }) => {
        announce(`${name} is saved`);
        onClose();
      })
      .catch((thrown: unknown) => {
        setBusy(false);
        const { code, detail } = failureOf(thrown);
        if (code === 'invalid-input') setRefusal(detail);
        else reportFailure(thrown);
      });
  };

  return (
    <Dialog
      title={rule === null ? 'New rule' : `Edit ${rule.name}`}
      width={660}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={busy}>
            {rule === null ? 'Make rule' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <FieldLayout.Provider value="side">
          <RuleFields draft={draft} errors={errors} onChange={change} />
        </FieldLayout.Provider>
        {refusal !== '' && (
          <p role="alert" className={styles.refusal}>
            <CircleX aria-hidden />
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function firstDraft(rule: RuleView | null): RuleDraft {
  if (rule !== null) return draftOf(ruleSettingsSchema.parse(rule));
  const [only, ...others] = sitesForRules(useSites.getState().sites);
  return newDraft(only !== undefined && others.length === 0 ? only.id : '');
}

const otherNames = (rule: RuleView | null): readonly string[] =>
  useRules
    .getState()
    .rules.filter(({ id }) => id !== rule?.id)
    .map(({ name }) => name);

/** Those of `before` that are still wrong, in the words of now. */
const onlyIn = (before: RuleErrors, now: RuleErrors): RuleErrors =>
  Object.fromEntries(Object.entries(now).filter(([field]) => Object.hasOwn(before, field)));

function focusFirstError(): void {
  const form = document.getElementById(formId);
  form
    ?.querySelector<HTMLElement>(
      'input[aria-invalid="true"], [data-invalid] button:not([aria-label])',
    )
    ?.focus();
}
