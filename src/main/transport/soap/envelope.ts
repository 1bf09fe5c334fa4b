import { AppError } from '../../../shared/domain/error.ts';
import { cdc2011, soap12, type Operation } from './names.ts';

/** The elements of an operation, in the order that its schema wants. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * A SOAP 1.2 request in UTF-8, written by hand so that each byte of it is known: no header, no white space
 * inside the elements. Rejects text that XML can't carry with `invalid-input`.
 */
export function envelope(operation: Operation, fields: Fields): Buffer {
  const elements = fields.map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`).join('');
  const body = `<${operation} xmlns="${cdc2011}">${elements}</${operation}>`;
  const whole = `<s:Envelope xmlns:s="${soap12}"><s:Body>${body}</s:Body></s:Envelope>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${whole}`, 'utf8');
}

/** What SOAP 1.2 has instead of a SOAPAction header, which upsets some servers. */
export const envelopeType = (operation: Operation): string =>
  `application/soap+xml; charset=utf-8; action="${cdc2011}:${operation}"`;

// eslint-disable-next-line no-control-regex -- those are what XML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u;

const escapes: Readonly<Partial<Record<string, string>>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A CR that is not written so reaches the other side as LF: XML 1.0, 2.11.
  '\r': '&#xD;',
};

function xmlText(text: string): string {
  const wrong = forbidden.exec(text)?.[0].codePointAt(0);
  if (wrong !== undefined) {
    const code = wrong.toString(16).toUpperCase().padStart(4, '0');
    throw new AppError('invalid-input', `XML can't carry the character U+${code}`);
  }
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
}
