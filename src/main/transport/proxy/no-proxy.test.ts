import { expect, it } from 'vitest';
import { isExempt } from './no-proxy.ts';

it.each([
  ['*'],
  ['other.example, *'],
  ['gateway.clinic.example'],
  ['clinic.example'],
  ['.clinic.example'],
  ['*.clinic.example'],
  ['CLINIC.example.'],
  ['a.example clinic.example'],
  ['a.example,,  ,clinic.example:8443'],
])('"%s" names a host', (list) => {
  expect(isExempt(list, 'gateway.clinic.example', 8443)).toBe(true);
});

it.each([
  [''],
  [' , '],
  ['.'],
  ['*.'],
  ['inic.example'],
  ['a.gateway.clinic.example'],
  ['clinic.example:443'],
  ['*:8443'],
  ['clinic.example:https'],
  ['https://gateway.clinic.example'],
  ['10.0.0.0/8'],
])('"%s" does not', (list) => {
  expect(isExempt(list, 'gateway.clinic.example', 8443)).toBe(false);
});

it.each([
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3:443', '10.1.2.3', true],
  ['10.1.2.3:80', '10.1.2.3', false],
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.1.2.0/24:443', '10.1.2.3', true],
  ['10.2.0.0/16', '10.1.2.3', false],
  ['10.0.0.0/33', '10.1.2.3', false],
  ['10.0.0.0/', '10.1.2.3', false],
  ['1.2.3', '10.1.2.3', false],
  ['.2.3', '10.1.2.3', false],
  ['2001:db8::1', '2001:db8::1', true],
  ['[2001:db8::1]', '2001:db8::1', true],
  ['[2001:DB8:0::1]:443', '2001:db8::1', true],
  ['[2001:db8::1]:80', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8::1', true],
  ['2001:db8::/129', '2001:db8::1', false],
  ['10.1.2.3', '2001:db8::1', false],
])('"%s" for the address %s: %s', (list, host, exempt) => {
  expect(isExempt(list, host, 443)).toBe(exempt);
});
