export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 900, height: 600 };
const firstWindow = { width: 1280, height: 800 };
/** As much of the title bar must be on a display that a hand can take hold of it. */
const grip = { width: 160, height: 32 };

const between = (value: number, min: number, max: number) => Math.max(min, Math.min(value, max));

const overlap = (start: number, length: number, from: number, size: number) =>
  Math.min(start + length, from + size) - Math.max(start, from);

/**
 * Where the window opens: where it was, if its title bar can still be reached on one of the displays
 * (their work areas), else in the middle of the main one (no x and y).
 */
export function windowBounds(
  saved: Bounds | null,
  displays: readonly Bounds[],
): Partial<Bounds> & { readonly width: number; readonly height: number } {
  const display = saved
    ? displays.find(
        (area) =>
          overlap(saved.x, saved.width, area.x, area.width) >= grip.width &&
          overlap(saved.y, grip.height, area.y, area.height) >= grip.height,
      )
    : undefined;
  if (saved === null || display === undefined) return firstWindow;
  return {
    x: Math.round(saved.x),
    y: Math.round(saved.y),
    width: between(Math.round(saved.width), smallestWindow.width, display.width),
    height: between(Math.round(saved.height), smallestWindow.height, display.height),
  };
}
