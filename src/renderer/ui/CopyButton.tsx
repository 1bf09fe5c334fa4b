import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from './announce.ts';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';

/** Copies a text and says so for two seconds. */
export function CopyButton({
  text,
  label = 'Copy',
  variant = 'quiet',
  size = 'normal',
  isDisabled = false,
}: {
  /** A function where the text is made only when it is wanted; null: it could not be, which was said. */
  readonly text: string | (() => string | Promise<string | null>);
  readonly label?: string;
  readonly variant?: 'quiet' | 'secondary';
  readonly size?: 'normal' | 'small';
  readonly isDisabled?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant={variant}
      size={size}
      isDisabled={isDisabled}
      icon={copied ? Check : Copy}
      onPress={() => {
        void copy(text).then((done) => {
          if (done === null) return;
          setCopied(done);
          announce(done ? 'Copied' : 'The text could not be copied', 'assertive');
        });
      }}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}

async function copy(
  text: string | (() => string | Promise<string | null>),
): Promise<boolean | null> {
  const made = typeof text === 'string' ? text : await text();
  return made === null ? null : copyText(made);
}
