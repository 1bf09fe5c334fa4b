/**
 * Which texts were seen, by a 53-bit hash: 8 to 32 bytes for each, and the texts themselves are not kept.
 * Of half a million texts, two are taken for the same in one file of 70,000.
 */
export class HashSet {
  readonly #limit: number;
  #slots = new Float64Array(64);
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** `full`: not seen, and there is no room to remember it. */
  add(text: string): 'new' | 'seen' | 'full' {
    const hash = hashOf(text);
    const slot = this.#slotOf(this.#slots, hash);
    if (this.#slots[slot] === hash) return 'seen';
    if (this.#size >= this.#limit) return 'full';
    this.#slots[slot] = hash;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return 'new';
  }

  /** Of the hash, or the free one where it would go; 0 is free. */
  #slotOf(slots: Float64Array, hash: number): number {
    let slot = hash % slots.length;
    while (slots[slot] !== 0 && slots[slot] !== hash) slot = (slot + 1) % slots.length;
    return slot;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) larger[this.#slotOf(larger, hash)] = hash;
    this.#slots = larger;
  }
}

/** From 1 to 2^53: two 32-bit multiply-and-xor rounds over the characters (after MurmurHash3's finish). */
function hashOf(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    two = Math.imul(two ^ code, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (two & 0x1fffff) * 0x100000000 + (one >>> 0) + 1;
}
