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
}: {
  /** A function where the text is made only when it is wanted. */
  readonly text: string | (() => string);
  readonly label?: string;
  readonly variant?: 'quiet' | 'secondary';
  readonly size?: 'normal' | 'small';
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
      icon={copied ? Check : Copy}
      onPress={() => {
        void copyText(typeof text === 'string' ? text : text()).then((done) => {
          setCopied(done);
          announce(done ? 'Copied' : 'The text could not be copied', 'assertive');
        });
      }}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}
