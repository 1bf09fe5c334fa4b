/** Whether it stands for more than the one name that it is. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);

/**
 * Whether a name fits a pattern of OpenSSH: "*" is any text, "?" one character. `step` is called for each
 * comparison, and may throw where a file asks for too many.
 */
export function fitsPattern(name: string, pattern: string, step: () => void): boolean {
  let inName = 0;
  let inPattern = 0;
  let star = -1;
  let nameAtStar = 0;
  while (inName < name.length) {
    step();
    const wanted = pattern.charAt(inPattern);
    if (wanted === '*') {
      star = inPattern;
      nameAtStar = inName;
      inPattern += 1;
    } else if (wanted === '?' || wanted === name.charAt(inName)) {
      inName += 1;
      inPattern += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      nameAtStar += 1;
      inName = nameAtStar;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(inPattern) === '*') inPattern += 1;
  return inPattern === pattern.length;
}
