import { describe, expect, it } from 'vitest';
import { barLine, ProgressBar, type BarFigures } from './progress-bar.ts';

const figures: BarFigures = {
  filesDone: 1,
  files: 3,
  sentBytes: 500_000,
  totalBytes: 1_000_000,
  speed: 250_000,
  secondsLeft: 2,
  name: 'batch.hl7',
};

describe('the progress bar', () => {
  it('shows how much of all was sent, how fast and how long it will take', () => {
    expect(barLine(figures, 120)).toBe(
      '[############............]  50 %  1/3  500.0 KB of 1.0 MB  250.0 KB/s  2 s left  batch.hl7',
    );
  });

  it.each([0, 1, 10, 40, 79, 80, 200])('never wraps in %d columns', (columns) => {
    const line = barLine({ ...figures, name: 'x'.repeat(300) }, columns);
    expect(line.length).toBeLessThanOrEqual(Math.max(0, columns - 1));
  });

  it('does not pass a hundred percent when a file has grown', () => {
    expect(barLine({ ...figures, sentBytes: 2_000_000 }, 120)).toContain('100 %');
  });

  it('lets no file name move the cursor', () => {
    expect(barLine({ ...figures, name: 'a\u001b[2Jb' }, 120)).not.toContain('\u001b');
  });

  it('takes itself away before other text, and only when it is there', () => {
    const written: string[] = [];
    const bar = new ProgressBar(
      (text) => written.push(text),
      () => 80,
    );
    bar.clear();
    expect(written).toEqual([]);
    bar.draw(figures);
    bar.clear();
    bar.clear();
    expect(written.at(-1)).toBe('\r\u001b[K');
    expect(written).toHaveLength(2);
  });
});
