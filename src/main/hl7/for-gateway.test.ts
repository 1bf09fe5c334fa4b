import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forGateway, UnsendableMessage } from './for-gateway.ts';
import { parseMessage } from './parse-message.ts';
import { PieceReader } from './piece-reader.ts';
import { update } from './testing/samples.ts';

const refused = (input: string | Buffer): UnsendableMessage => {
  try {
    forGateway(parseMessage(input, 10));
  } catch (thrown) {
    if (thrown instanceof UnsendableMessage) return thrown;
    throw thrown;
  }
  throw new Error('it was not refused');
};

describe('the text for the gateway', () => {
  it.each([
    ['CR', update()],
    ['LF', update({}, '\n')],
    ['CR LF', update({}, '\r\n')],
    ['no last line end', update().slice(0, -1)],
    ['blank lines', `\r\n${update({}, '\n\n')}\n\n`],
    ['byte order mark', `\ufeff${update()}`],
    ['MLLP', `\x0b${update()}\x1c\r`],
    ['MLLP without a last line end', `\x0b${update().slice(0, -1)}\x1c\r`],
    ['a batch', `FHS|^~\\&\rBHS|^~\\&\r${update()}BTS|1\rFTS|1\r`],
  ])('is the same whatever is around it: %s', (_, file) => {
    const reader = new PieceReader();
    const pieces = [...reader.push(Buffer.from(file)), ...reader.end()];
    const messages = pieces.filter(({ kind }) => kind === 'message');
    expect(messages.map(({ bytes }) => forGateway(parseMessage(bytes)))).toEqual([update()]);
  });

  it('changes nothing inside of segments', () => {
    const segment = fc
      .string({ unit: fc.constantFrom(...Array.from('ab|^~\\& \té€"')) })
      .map((text) => `OBX|${text}`);
    fc.assert(
      fc.property(
        fc.array(segment),
        fc.constantFrom('\r', '\n', '\r\n', '\r\r'),
        (segments, end) => {
          const lines = ['MSH|^~\\&|', ...segments];
          const text = forGateway(parseMessage(Buffer.from(lines.join(end))));
          expect(text).toBe(lines.map((line) => `${line}\r`).join(''));
        },
      ),
    );
  });

  it('Western European letters are sent as the letters they are', () => {
    const bytes = Buffer.from(update({ name: 'Peña', charset: '8859/1' }), 'latin1');
    expect(forGateway(parseMessage(bytes))).toBe(update({ name: 'Peña', charset: '8859/1' }));
  });
});

describe('is refused', () => {
  it.each(['\0', '\x01', '\x08', '\x0b', '\x0c', '\x0e', '\x1f', '\uffff', '\ufffe'])(
    'with what XML has no way to write: %j',
    (character) => {
      expect(refused(update({ name: `Sam${character}ple` }))).toMatchObject({
        reason: 'forbidden-character',
        line: 11,
        field: 'PID-5',
      });
    },
  );

  it('with half a character', () => {
    expect(refused('MSH|^~\\&|\ud800\r').reason).toBe('unreadable-text');
  });

  it('with a line that is broken in two', () => {
    expect(refused('MSH|^~\\&|\rRXA|0|1\r|2026\r')).toMatchObject({
      reason: 'broken-line',
      line: 12,
    });
  });

  it('before its letters are decided', () => {
    expect(refused(Buffer.from(update({ name: 'Peña' }), 'latin1')).reason).toBe('unreadable-text');
  });

  it('when there is nothing in it', () => expect(refused('').reason).toBe('no-segments'));

  it("and says nothing of the patient's", () => {
    expect(refused(update({ name: 'Sam\x01ple' })).message).toBe(
      'forbidden-character in line 11 (PID-5)',
    );
  });
});
