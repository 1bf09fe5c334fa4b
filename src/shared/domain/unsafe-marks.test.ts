import { expect, it } from 'vitest';
import { withoutUnsafeMarks } from './unsafe-marks.ts';

it.each([
  ['\u001b[2J', '\ufffd[2J'],
  ['a\u202eb', 'a\ufffdb'],
  ['a\u061cb', 'a\ufffdb'],
  ['a\u200bb\u2066c\ufeff', 'a\ufffdb\ufffdc\ufffd'],
  ['a\nb\u2028c', 'a\ufffdb\ufffdc'],
  ['a\tb', 'a b'],
  ['Zoë, José “x” 🙂', 'Zoë, José “x” 🙂'],
])('%j is shown as %j', (text, shown) => expect(withoutUnsafeMarks(text)).toBe(shown));
