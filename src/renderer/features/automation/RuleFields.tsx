import type { ReactNode } from 'react';
import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { RuleSettings } from '../../../shared/domain/rule.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSites } from '../../app/sites-store.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { FolderField } from '../../ui/FolderField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { HowOften, RuleDraft } from './rule-draft.ts';
import type { RuleErrors } from './rule-errors.ts';
import { sitesForRules } from './rule-sites.ts';
import styles from './RuleDialog.module.css';

interface FieldsProps {
  readonly draft: RuleDraft;
  readonly errors: RuleErrors;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

/** Every setting of a rule: what, where to, when, and what comes after it. */
export function RuleFields(props: FieldsProps) {
  return (
    <>
      <Group title="What is sent">
        <What {...props} />
      </Group>
      <Group title="When">
        <When {...props} />
      </Group>
      <Group title="Afterwards">
        <Afterwards {...props} />
      </Group>
    </>
  );
}

function What({ draft, errors, onChange }: FieldsProps) {
  const choose = () => {
    call('rules.chooseFolder')
      .then((folder) => {
        if (folder !== null) onChange({ folder });
      })
      .catch(reportFailure);
  };
  return (
    <>
      <TextField
        label="Name"
        name="rule-name"
        autoFocus
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={errors.name}
      />
      <FolderField
        label="Folder"
        name="rule-folder"
        description="On this computer or your network. Its subfolders are left alone."
        value={draft.folder}
        onChange={(folder) => onChange({ folder })}
        onChoose={choose}
        error={errors.folder}
      />
      <TextField
        label="Which files"
        name="rule-pattern"
        description="* stands for anything, for example *.hl7; *.txt"
        mono
        value={draft.pattern}
        onChange={(pattern) => onChange({ pattern })}
        error={errors.pattern}
      />
      <WhereTo draft={draft} errors={errors} onChange={onChange} />
    </>
  );
}

function WhereTo({ draft, errors, onChange }: FieldsProps) {
  const sites = useSites((state) => state.sites);
  const site = sites.find(({ id }) => id === draft.siteId);
  return (
    <>
      <Select
        label="Site"
        placeholder="Choose a site"
        options={sitesForRules(sites).map(({ id, label }) => ({ value: id, label }))}
        value={draft.siteId}
        onChange={(siteId) => onChange({ siteId })}
        error={errors.siteId}
      />
      {(site === undefined || takesFiles(site.protocol)) && (
        <TextField
          label="Folder on the site"
          name="rule-to"
          description="Empty: the folder that the site opens."
          mono
          value={draft.to}
          onChange={(to) => onChange({ to })}
          error={errors.to}
        />
      )}
    </>
  );
}

const starts = [
  { value: 'watch', label: 'When a file arrives' },
  { value: 'schedule', label: 'At set times' },
] as const satisfies readonly { value: RuleDraft['start']; label: string }[];

const howOften = [
  { value: 'every-day', label: 'Every day' },
  { value: 'weekdays', label: 'Every weekday' },
  { value: 'minutes', label: 'Every few minutes' },
] as const satisfies readonly { value: HowOften; label: string }[];

function When(props: FieldsProps) {
  const { draft, errors, onChange } = props;
  return (
    <>
      <Select
        label="Send"
        options={starts}
        value={draft.start}
        onChange={(start) => onChange({ start })}
      />
      {draft.start === 'schedule' && <Times {...props} />}
      <NumberField
        label="Unchanged for"
        name="rule-steady"
        unit="seconds"
        description="A file is taken once it has not changed for this long, so that none is sent half-written."
        value={draft.steadySeconds}
        onChange={(steadySeconds) => onChange({ steadySeconds })}
        error={errors.steadySeconds}
      />
    </>
  );
}

function Times({ draft, errors, onChange }: FieldsProps) {
  return (
    <>
      <Select
        label="How often"
        options={howOften}
        value={draft.howOften}
        onChange={(chosen) => onChange({ howOften: chosen })}
      />
      {draft.howOften === 'minutes' ? (
        <NumberField
          label="Every"
          name="rule-minutes"
          unit="minutes"
          description="Counted from midnight."
          value={draft.minutes}
          onChange={(minutes) => onChange({ minutes })}
          error={errors.minutes}
        />
      ) : (
        <TextField
          label="At"
          name="rule-at"
          description="By the clock of this computer, for example 17:30."
          value={draft.at}
          onChange={(at) => onChange({ at })}
          error={errors.at}
        />
      )}
      <div className={styles.tick}>
        <Checkbox
          isSelected={draft.runMissed}
          onChange={(runMissed) => onChange({ runMissed })}
          description="Once, as soon as it is awake and CIIS Connect is open."
        >
          Run what was missed while the computer was asleep
        </Checkbox>
      </div>
    </>
  );
}

const afterwards = [
  {
    value: 'move',
    label: 'Move to Sent or Refused',
    description:
      'Each file moves into a folder beside it: what arrived into Sent, by month, what was refused into Refused, with a note why.',
  },
  {
    value: 'leave',
    label: 'Leave them where they are',
    description: 'What was sent is known by its content, and is not sent again.',
  },
] as const satisfies readonly {
  value: RuleSettings['afterwards'];
  label: string;
  description: string;
}[];

const tellings = [
  { value: 'failures', label: 'When something fails' },
  { value: 'all', label: 'After each run' },
  { value: 'nothing', label: 'Never' },
] as const satisfies readonly { value: RuleSettings['notify']; label: string }[];

function Afterwards({ draft, onChange }: FieldsProps) {
  return (
    <>
      <Select
        label="Files"
        description={afterwards.find(({ value }) => value === draft.afterwards)?.description}
        options={afterwards}
        value={draft.afterwards}
        onChange={(chosen) => onChange({ afterwards: chosen })}
      />
      <Select
        label="Tell me"
        description="With a notification on the desktop. This screen always shows how a run went."
        options={tellings}
        value={draft.notify}
        onChange={(notify) => onChange({ notify })}
      />
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
