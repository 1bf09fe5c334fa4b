import type { ReactNode } from 'react';
import { presets } from '../../../shared/domain/presets.ts';
import { takesFiles, type Protocol } from '../../../shared/domain/protocol.ts';
import type { SiteOptions } from '../../../shared/domain/site.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import type { SiteErrors } from './site-errors.ts';
import { edit, editOptions } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { TabProps } from './tab-props.ts';

interface GroupProps {
  readonly options: SiteOptions;
  readonly errors: SiteErrors;
}

export function OptionsTab({ form: { draft }, errors }: TabProps) {
  const { protocol, options } = draft;
  const isFtps = protocol === 'ftps';
  if (!takesFiles(protocol))
    return (
      <div className={styles.fields}>
        {protocol === 'soap' && <Messages options={options} errors={errors} />}
        <Group title="Waiting">
          <ConnectTimeout options={options} errors={errors} />
        </Group>
      </div>
    );
  return (
    <div className={styles.fields}>
      <Group title="Speed">
        {!isFtps && (
          <NumberField
            label="Files at a time"
            description="They share one connection."
            value={options.filesAtATime}
            onChange={(filesAtATime) => editOptions({ filesAtATime })}
            error={errors['options.filesAtATime']}
          />
        )}
        {isFtps && (
          <NumberField
            label="Connections"
            description="Each carries one file at a time. Many servers allow only a few."
            value={options.connections}
            onChange={(connections) => editOptions({ connections })}
            error={errors['options.connections']}
          />
        )}
        <NumberField
          label="Speed limit"
          unit="KB/s"
          description="For all files of this site together. 0: as fast as it goes."
          value={options.speedLimit}
          onChange={(speedLimit) => editOptions({ speedLimit })}
          error={errors['options.speedLimit']}
        />
      </Group>
      {isFtps && <DataPorts options={options} errors={errors} />}
      <EachFile protocol={protocol} options={options} preflight={draft.preflight} />
      <Waiting options={options} errors={errors} />
    </div>
  );
}

const portChoices = [
  { value: 'any', label: 'Any port the server names' },
  { value: 'range', label: 'Only a range of ports' },
] as const;

const ciisRange = presets['ciis-ftps'].options.passivePorts ?? { from: 1024, to: 65535 };

function DataPorts({ options, errors }: GroupProps) {
  const { passivePorts } = options;
  return (
    <Group title="Data ports">
      <Select
        label="Allowed ports"
        description={`Files go through ports of their own. CIIS uses ${ciisRange.from} to ${ciisRange.to}.`}
        options={portChoices}
        value={passivePorts === null ? 'any' : 'range'}
        onChange={(choice) => editOptions({ passivePorts: choice === 'any' ? null : ciisRange })}
      />
      {passivePorts && (
        <>
          <NumberField
            label="First port"
            value={passivePorts.from}
            onChange={(from) => editOptions({ passivePorts: { ...passivePorts, from } })}
            error={errors['options.passivePorts.from']}
          />
          <NumberField
            label="Last port"
            value={passivePorts.to}
            onChange={(to) => editOptions({ passivePorts: { ...passivePorts, to } })}
            error={errors['options.passivePorts.to'] ?? errors['options.passivePorts']}
          />
        </>
      )}
      <Tick
        label="Trust the data address that the server names"
        description="Off is safer: data goes to the host address and nowhere else."
        isSelected={options.trustPassiveAddress}
        onChange={(trustPassiveAddress) => editOptions({ trustPassiveAddress })}
      />
    </Group>
  );
}

function Messages({ options, errors }: GroupProps) {
  return (
    <Group title="Speed">
      <NumberField
        label="Messages at a time"
        description="How many may be on their way at once. Their answers stay in order."
        value={options.messagesAtATime}
        onChange={(messagesAtATime) => editOptions({ messagesAtATime })}
        error={errors['options.messagesAtATime']}
      />
    </Group>
  );
}

const verifyOptions = [
  { value: 'size', label: 'Size', description: 'Its size is read back and compared.' },
  {
    value: 'checksum',
    label: 'Checksum',
    description: 'Also its checksum, where the server makes one.',
  },
  { value: 'none', label: 'Nothing', description: "The server's word is taken for it." },
] as const satisfies readonly {
  value: SiteOptions['verify'];
  label: string;
  description: string;
}[];

const verifyWords = (verify: SiteOptions['verify'], protocol: Protocol): string =>
  verify === 'checksum' && protocol === 'sftp'
    ? 'Servers make no checksums over SFTP, so its size is read back and compared.'
    : (verifyOptions.find(({ value }) => value === verify)?.description ?? '');

function EachFile({
  protocol,
  options,
  preflight,
}: {
  readonly protocol: Protocol;
  readonly options: SiteOptions;
  readonly preflight: boolean;
}) {
  return (
    <Group title="Each file">
      <Tick
        label="Look at each file before it is sent"
        description="Is it HL7, is it complete, test or production? You are asked only when something looks wrong."
        isSelected={preflight}
        onChange={(isOn) => edit({ preflight: isOn })}
      />
      <Select
        label="Check after sending"
        description={verifyWords(options.verify, protocol)}
        options={verifyOptions}
        value={options.verify}
        onChange={(verify) => editOptions({ verify })}
      />
      <Tick
        label="Temporary name"
        description="It is sent under another name and gets its own once it is complete. Leave it off for CIIS, which collects files at once, whatever their name."
        isSelected={options.temporaryName}
        onChange={(temporaryName) => editOptions({ temporaryName })}
      />
      <Tick
        label="Keep the file's date"
        description="The copy gets the same date and time. Where the server refuses that, the file is there all the same."
        isSelected={options.keepTimes}
        onChange={(keepTimes) => editOptions({ keepTimes })}
      />
    </Group>
  );
}

function ConnectTimeout({ options, errors }: GroupProps) {
  return (
    <NumberField
      label="Connect time-out"
      unit="seconds"
      description="How long to wait until the server answers."
      value={options.connectTimeout}
      onChange={(connectTimeout) => editOptions({ connectTimeout })}
      error={errors['options.connectTimeout']}
    />
  );
}

function Waiting({ options, errors }: GroupProps) {
  return (
    <Group title="Waiting">
      <ConnectTimeout options={options} errors={errors} />
      <NumberField
        label="Idle time-out"
        unit="seconds"
        description="After this much silence a connection counts as lost."
        value={options.idleTimeout}
        onChange={(idleTimeout) => editOptions({ idleTimeout })}
        error={errors['options.idleTimeout']}
      />
      <NumberField
        label="Keep-alive"
        unit="seconds"
        description="How often a sign of life is sent while nothing else is. 0 sends none."
        value={options.keepAlive}
        onChange={(keepAlive) => editOptions({ keepAlive })}
        error={errors['options.keepAlive']}
      />
    </Group>
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

function Tick({
  label,
  ...rest
}: {
  readonly label: string;
  readonly description: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}) {
  return (
    <div className={styles.tick}>
      <Checkbox {...rest}>{label}</Checkbox>
    </div>
  );
}
