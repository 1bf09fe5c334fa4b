import { CircleHelp, CircleX, FileWarning, RadioTower } from 'lucide-react';
import { useState } from 'react';
import { siteById, useSites } from '../../app/sites-store.ts';
import { serverName } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { isTyped } from './consent.ts';
import styles from './SendDialogs.module.css';
import { agree, decline, useSending, type Asked } from './send-store.ts';

/** What is asked before anything is sent. The answer that sends nothing has the focus. */
export function SendDialogs() {
  const asked = useSending((state) => state.asked);
  if (asked === null) return null;
  switch (asked.step.kind) {
    case 'doubtful':
      return <DoubtfulDialog siteId={asked.siteId} count={asked.step.count} />;
    case 'question':
      return <QuestionDialog sentences={asked.step.sentences} />;
    case 'explicit':
      return <ExplicitDialog asked={asked} step={asked.step} />;
    case 'refused':
      return <RefusedDialog sentences={asked.step.sentences} />;
  }
}

function DoubtfulDialog({ siteId, count }: { readonly siteId: string; readonly count: number }) {
  const who = serverName(useSites(siteById(siteId)));
  const these = count === 1 ? 'this message' : `these ${count.toLocaleString('en-US')} messages`;
  return (
    <Dialog
      title={`${who} may or may not have ${these}`}
      icon={CircleHelp}
      tone="warn"
      width={520}
      isOpen
      role="alertdialog"
      onClose={decline}
      footer={
        <>
          <Button onPress={() => void agree()}>Send again anyway</Button>
          <Button variant="primary" autoFocus onPress={decline}>
            Don&apos;t send
          </Button>
        </>
      }
    >
      <p>
        {count === 1 ? 'It was' : 'They were'} sent before, and no proper answer came back. Look in{' '}
        {who} first. Sent again, {count === 1 ? 'it keeps its' : 'they keep their'} control ID.
      </p>
    </Dialog>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 1) return <p className={styles.only}>{sentences[0]}</p>;
  const shown = sentences.slice(0, 8);
  const more = sentences.length - shown.length;
  return (
    <ul className={styles.sentences}>
      {shown.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}

function QuestionDialog({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Dialog
      title="Send these messages all the same?"
      icon={FileWarning}
      tone="warn"
      width={560}
      isOpen
      role="alertdialog"
      onClose={decline}
      footer={
        <>
          <Button onPress={() => void agree()}>Send anyway</Button>
          <Button variant="primary" autoFocus onPress={decline}>
            Don&apos;t send
          </Button>
        </>
      }
    >
      <p>The pre-flight check found something to decide:</p>
      <Sentences sentences={sentences} />
    </Dialog>
  );
}

function RefusedDialog({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Dialog
      title="This file can't be sent as it is"
      icon={CircleX}
      tone="bad"
      width={560}
      isOpen
      role="alertdialog"
      onClose={decline}
      footer={
        <Button variant="primary" autoFocus onPress={decline}>
          Close
        </Button>
      }
    >
      <Sentences sentences={sentences} />
      <p className={styles.after}>
        Nothing was sent. Put this right in your record system and export the file again.
      </p>
    </Dialog>
  );
}

function ExplicitDialog({
  asked,
  step,
}: {
  readonly asked: Asked;
  readonly step: Extract<Asked['step'], { readonly kind: 'explicit' }>;
}) {
  const label = useSites(siteById(asked.siteId))?.label ?? '';
  const [typed, setTyped] = useState('');
  const sure = isTyped(typed, step.word);
  const production = step.word === 'PRODUCTION';
  return (
    <Dialog
      title={production ? 'Send test messages to production?' : 'Send real messages to the test?'}
      subtitle={label}
      icon={RadioTower}
      tone={production ? 'alarm' : 'warn'}
      width={560}
      isOpen
      role="alertdialog"
      onClose={decline}
      footer={
        <>
          <Button variant="danger" isDisabled={!sure} onPress={() => void agree()}>
            {asked.choice.label === '' ? 'Send' : asked.choice.label}
          </Button>
          <Button variant="primary" onPress={decline}>
            Don&apos;t send
          </Button>
        </>
      }
    >
      <Sentences sentences={step.sentences} />
      <p className={styles.after}>
        {production
          ? 'What is sent to production is taken for real patients and their vaccinations.'
          : 'Real patients do not belong into a test registry.'}
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (sure) void agree();
        }}
      >
        <TextField
          label={`Type ${step.word} to go on`}
          value={typed}
          onChange={setTyped}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
