import { Files } from 'lucide-react';
import { useState } from 'react';
import { promptAnswerSchema, type PromptAnswer } from '../../../shared/domain/prompt.ts';
import { existsChoices, existsWords } from '../../../shared/domain/prompt-words.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatWhen } from '../../app/format-time.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioList } from '../../ui/RadioList.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

type Choice = Extract<PromptAnswer, { readonly kind: 'exists' }>['choice'];

const titles: Readonly<Record<Choice, string>> = {
  overwrite: 'Overwrite',
  skip: 'Skip',
  rename: 'Rename',
  resume: 'Resume',
  numerate: 'Numerate',
};

/** A name is taken: CuteFTP's five ways out, each with what it does here. Skipping is chosen at first. */
export function FileExistsDialog({ prompt }: { readonly prompt: PromptOf<'file-exists'> }) {
  const { id, names, more } = prompt;
  const [choice, setChoice] = useState<Choice>('skip');
  const [name, setName] = useState(names.renamed);
  const [forAll, setForAll] = useState(false);
  const now = useNow();
  const answer = {
    kind: 'exists',
    choice,
    name: choice === 'rename' && !forAll && name.trim() !== names.renamed ? name.trim() : null,
    forAll,
  } as const;
  const isName = promptAnswerSchema.safeParse(answer).success;
  const submit = () => {
    if (isName) answerPrompt(id, answer);
  };
  return (
    <Dialog
      title={`${prompt.name} is on the server already`}
      icon={Files}
      tone="warn"
      width={600}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(id, { kind: 'no' })}
      footerStart={
        more > 0 && (
          <Checkbox isSelected={forAll} onChange={setForAll}>
            {more === 1
              ? 'Do the same for the other file'
              : `Do the same for all ${more.toLocaleString('en-US')} others`}
          </Checkbox>
        )
      }
      footer={
        <Button variant="primary" isDisabled={!isName} onPress={submit}>
          {titles[choice]}
        </Button>
      }
    >
      <dl className={styles.facts}>
        <dt>On the server</dt>
        <dd>{factsOf(prompt.remoteSize, prompt.remoteModifiedAt, now)}</dd>
        <dt>Yours</dt>
        <dd>{factsOf(prompt.localSize, prompt.localModifiedAt, now)}</dd>
      </dl>
      <form
        className={styles.gap}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDownCapture={({ key, target }) => {
          // React Aria keeps Enter in a radio button from submitting.
          if (key === 'Enter' && target instanceof HTMLInputElement && target.type === 'radio')
            submit();
        }}
      >
        <RadioList
          label="What is to be done"
          items={existsChoices(prompt).map((value) => ({
            value,
            title: titles[value],
            description: existsWords(value, prompt, forAll),
          }))}
          value={choice}
          onChange={setChoice}
          detail={
            choice === 'rename' && !forAll ? (
              <TextField
                label="New name"
                value={name}
                onChange={setName}
                error={isName ? undefined : nameProblem(name)}
              />
            ) : undefined
          }
        />
      </form>
    </Dialog>
  );
}

const nameProblem = (name: string): string =>
  name.trim() === '' ? 'Enter a name' : 'A name has no slashes, and is not longer than 255';

function factsOf(size: number | null, modifiedAt: number | null, now: number): string {
  if (size === null) return 'The name is taken; the server shows no more';
  return `${formatSize(size)}, ${modifiedAt === null ? 'time not known' : formatWhen(modifiedAt, now)}`;
}
