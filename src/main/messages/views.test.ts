import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../shared/domain/inspection.ts';
import { presets } from '../../shared/domain/presets.ts';
import { parseMessage } from '../hl7/parse-message.ts';
import { update } from '../hl7/testing/samples.ts';
import { inspect } from '../hl7/inspect.ts';
import { chunked } from '../hl7/testing/chunked.ts';
import { answerView } from './answer-view.ts';
import { checkConsent } from './consent.ts';
import { purposeOf } from './purpose-of.ts';
import { segmentViews } from './segment-views.ts';

it('a message is shown segment by segment, without empty fields at the end', () => {
  const text = `${update()}RXA|0|2|20260101||ZZ9||\rZZ9|x\r`;
  const views = segmentViews(parseMessage(text, 100));
  expect(views.map(({ name, sequence, line }) => `${name} ${sequence} ${line}`)).toEqual([
    ...['MSH 1 100', 'PID 1 101', 'NK1 1 102', 'ORC 1 103', 'RXA 1 104', 'RXR 1 105', 'OBX 1 106'],
    ...['RXA 2 107', 'ZZ9 1 108'],
  ]);
  expect(views[0]).toMatchObject({ title: 'Message header' });
  expect(views[0]?.fields.slice(0, 3)).toEqual([
    { position: 1, name: 'Field Separator', value: '|' },
    { position: 2, name: 'Encoding Characters', value: '^~\\&' },
    { position: 3, name: 'Sending Application', value: 'RIVERSIDE' },
  ]);
  expect(views[7]?.fields).toHaveLength(5);
  expect(views[8]).toMatchObject({
    title: null,
    fields: [{ position: 1, name: null, value: 'x' }],
  });
});

describe('an answer', () => {
  it('is shown with its segments', () => {
    const text = 'MSH|^~\\&|CIIS\rMSA|AE|M-1\rERR||PID^1^7|101|E\r';
    const view = answerView({ kind: 'answer', text, receivedAt: 5 }, 'M-1');
    expect(view).toMatchObject({
      acknowledgement: { verdict: 'not-accepted', controlIdMatches: true },
      firstLine: null,
      receivedAt: 5,
    });
    expect(view.segments.map(({ name }) => name)).toEqual(['MSH', 'MSA', 'ERR']);
  });

  it.each([
    ['\r\n<b>Try later</b>\r\nx', 'not-hl7', '<b>Try later</b>'],
    ['bad\u202e\u0007', 'not-hl7', 'bad\ufffd\ufffd'],
    ['', 'empty', null],
    [update(), 'no-acknowledgement', '[left out]'],
  ])('that is none shows its first line: %j', (text, problem, firstLine) => {
    const view = answerView({ kind: 'answer', text, receivedAt: 5 }, 'M-1');
    expect(view).toMatchObject({ acknowledgement: { problem }, segments: [], firstLine });
  });

  it('of a gateway that is not well has its words', () => {
    const words = 'HTTP 200: it is <message>';
    expect(answerView({ kind: 'no-answer', words, receivedAt: 5 }, 'M-1')).toMatchObject({
      acknowledgement: { verdict: 'no-proper-answer', problem: 'not-hl7' },
      firstLine: words,
    });
  });
});

it("only the state's production gateway is for real data", () => {
  expect(purposeOf(presets['ciis-realtime'])).toBe('gateway-production');
  expect(purposeOf(presets['ciis-realtime-test'])).toBe('gateway-test');
  expect(purposeOf({ protocol: 'soap', host: '127.0.0.1' })).toBe('gateway-test');
  expect(purposeOf(presets['ciis-sftp'])).toBe('upload');
});

describe('what was found', () => {
  const look = (content: string) =>
    inspect(chunked(content), {
      purpose: 'gateway-test',
      facilityId: 'FAC1',
      now: Date.UTC(2026, 1, 1),
    });
  const check = async (content: string, ...consent: FindingCode[]) =>
    checkConsent(await look(content), 'gateway-test', new Set(consent));

  it('may be nothing', async () => {
    await expect(check(update({ processingId: 'T' }))).resolves.toBeUndefined();
  });

  it('stops what is refused, and says what and where', async () => {
    await expect(check(`${update()}oops\r`, 'production-to-test')).rejects.toMatchObject({
      code: 'preflight-stopped',
      detail: 'Line 8 begins with no segment name: the line before it looks broken in two.',
    });
  });

  it('needs consent, and names what for', async () => {
    const cutOff = `FHS|^~\\&\r${update()}`;
    await expect(check(cutOff, 'file-cut-off')).rejects.toMatchObject({
      code: 'consent-needed',
      detail: 'production-to-test',
    });
    await expect(check(cutOff, 'file-cut-off', 'production-to-test')).resolves.toBeUndefined();
  });
});
