import {
  findingSchema,
  type Fact,
  type Finding,
  type StepResult,
} from '../../shared/domain/check.ts';
import type { Failure } from '../../shared/domain/error.ts';
import { safeLine, safeText } from '../log/safe-text.ts';

const longest = { line: 1000, text: 4000, entries: 100 };

/** Replaces the secrets in a text. */
export type Mask = (text: string) => string;

/** What a server said is hostile, and may repeat a secret: a result as it may be kept and shown. */
export function safeResult(result: StepResult, mask: Mask): StepResult {
  const { finding, failure, facts } = result;
  return {
    ...result,
    finding: finding === null ? null : safeFinding(finding, mask),
    failure: failure === null ? null : safeFailure(failure, mask),
    facts: facts.slice(0, longest.entries).map((each) => safeFact(each, mask)),
  };
}

const safeFact = ({ name, value }: Fact, mask: Mask): Fact => ({
  name: safeLine(mask(name), 100),
  value: block(mask(value)),
});

const safeFailure = ({ code, detail }: Failure, mask: Mask): Failure => ({
  code,
  detail: block(mask(detail)),
});

const safeFinding = (finding: Finding, mask: Mask): Finding =>
  findingSchema.parse(
    Object.fromEntries(
      Object.entries(finding).map(([name, value]) => [name, safeValue(value, mask)]),
    ),
  );

function safeValue(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return safeLine(mask(value), longest.line);
  if (!Array.isArray(value)) return value;
  return value.slice(0, longest.entries).map((each: unknown) => safeValue(each, mask));
}

function block(text: string): string {
  const lines = safeText(text).join('\n');
  return lines.length > longest.text ? `${lines.slice(0, longest.text)}…` : lines;
}
