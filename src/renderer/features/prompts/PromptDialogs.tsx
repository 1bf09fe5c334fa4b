import type { Prompt } from '../../../shared/domain/prompt.ts';
import { usePrompts } from '../../app/prompts-store.ts';
import { EmptyFilesDialog } from './EmptyFilesDialog.tsx';
import { FileExistsDialog } from './FileExistsDialog.tsx';
import { IdentityChangedDialog } from './IdentityChangedDialog.tsx';
import { IdentityNewDialog } from './IdentityNewDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { PreflightDialog } from './PreflightDialog.tsx';
import { SendAgainDialog } from './SendAgainDialog.tsx';
import { SignInAgainDialog } from './SignInAgainDialog.tsx';

/** The oldest question that waits for an answer. */
export function PromptDialogs() {
  const prompt = usePrompts((state) => state.prompts[0]);
  return prompt === undefined ? null : <PromptDialog key={prompt.id} prompt={prompt} />;
}

function PromptDialog({ prompt }: { readonly prompt: Prompt }) {
  switch (prompt.kind) {
    case 'identity-new':
      return <IdentityNewDialog prompt={prompt} />;
    case 'identity-changed':
      return <IdentityChangedDialog prompt={prompt} />;
    case 'password':
      return <PasswordDialog prompt={prompt} />;
    case 'empty-files':
      return <EmptyFilesDialog prompt={prompt} />;
    case 'preflight':
      return <PreflightDialog prompt={prompt} />;
    case 'send-again':
      return <SendAgainDialog prompt={prompt} />;
    case 'sign-in-again':
      return <SignInAgainDialog prompt={prompt} />;
    case 'file-exists':
      return <FileExistsDialog prompt={prompt} />;
  }
}
