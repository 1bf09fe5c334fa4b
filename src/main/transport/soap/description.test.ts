import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdcDescription } from '../../../../e2e/servers/wsdl/cdc-description.ts';
import { AppError } from '../../../shared/domain/error.ts';
import { replyOf } from '../http/reply.fixture.ts';
import { descriptionIn } from './description.ts';

const address = 'https://localhost/CIGService/ImmunizationService?a=1&b=2';
const fine = cdcDescription(address);

const read = (body: string, status = 200, type = 'text/xml') =>
  descriptionIn(replyOf(body, { status, type }));

function failureOf(...reply: Parameters<typeof read>): AppError {
  try {
    read(...reply);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

it('reads namespace, operations, version and address', () => {
  expect(read(fine)).toEqual({
    namespace: 'urn:cdc:iisb:2011',
    operations: ['connectivityTest', 'submitSingleMessage'],
    soapVersion: '1.2',
    address,
  });
});

it('says when only SOAP 1.1 is spoken, and when no binding or address is there', () => {
  const soap11 = fine.replaceAll('/wsdl/soap12/', '/wsdl/soap/');
  expect(read(soap11)).toMatchObject({ soapVersion: '1.1', address });
  const unbound = fine.replaceAll('/wsdl/soap12/', '/wsdl/http/');
  expect(read(unbound)).toMatchObject({ soapVersion: null, address: null });
  const nowhere = fine.replace(/<soap:address.*\/>/, '');
  expect(read(nowhere)).toMatchObject({ soapVersion: '1.2', address: null });
});

it.each([
  ['the contract of 2014', fine.replaceAll(':2011', ':2014'), /It describes "urn:cdc:iisb:2014"/],
  ['another service', fine.replaceAll('urn:cdc:iisb:2011', 'urn:x'), /It describes "urn:x"/],
  ['no namespace', fine.replace(/targetNamespace="[^"]*"/, ''), /It describes ""/],
  ['a missing operation', fine.replaceAll('"connectivityTest"', '"test"'), /connectivityTest/],
  [
    'what it only imports',
    fine.replace(/<wsdl:portType[\s\S]*portType>/, '<wsdl:import location="b.wsdl"/>'),
    /connectivityTest and submitSingleMessage/,
  ],
  ['WSDL 2.0', '<description xmlns="http://www.w3.org/ns/wsdl"/>', /WSDL 2\.0/],
])('knows another version when it sees one: %s', (_, body, detail) => {
  const failure = failureOf(body);
  expect(failure.code).toBe('gateway-other-version');
  expect(failure.detail).toMatch(detail);
});

it.each([
  [200, 'text/html', '<html><title>Maintenance</title></html>', 'HTTP 200: "Maintenance"'],
  [404, 'text/html', '<html><title>Not Found</title></html>', 'HTTP 404: "Not Found"'],
  [404, 'text/plain', 'No such file', 'HTTP 404: No such file'],
  [503, 'text/plain', '', 'HTTP 503: an empty page'],
])('takes %i with %s for a page', (status, type, body, detail) => {
  expect(failureOf(body, status, type)).toMatchObject({ code: 'gateway-page', detail });
});

it.each([
  ['nothing', '', 200],
  ['text', 'hello', 200],
  ['another document', '<rss/>', 200],
  ['a truncated one', fine.slice(0, -40), 200],
  ['one with a document type', fine.replace('<wsdl:def', '<!DOCTYPE x><wsdl:def'), 200],
  ['one that was refused', fine, 403],
])('is no description: %s', (_, body, status) => {
  expect(failureOf(body, status).code).toBe('gateway-no-answer');
});

it('bears any change to a description', () => {
  const change = fc.tuple(fc.nat(fine.length), fc.nat(60), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(change, ([at, count, put]) => {
      try {
        read(fine.slice(0, at) + put + fine.slice(at + count));
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});

/* Not part of this repository; beside a checkout that stands alone they are not there. */
const folder = new URL('../../../../../shared/data/wsdl/', import.meta.url);

if (existsSync(folder)) {
  describe('descriptions by others', () => {
    it.each([
      ['nist-hit-iz_cdc.wsdl', 'http://localhost:8080/iztool/ws/soapConnectivityTesting.wsdl'],
      ['co-cig-reconstructed.wsdl', 'https://cigtest.state.co.us/CIGService/ImmunizationService'],
    ])('reads %s', (file, place) => {
      expect(read(readFileSync(new URL(file, folder), 'utf8'))).toEqual({
        namespace: 'urn:cdc:iisb:2011',
        operations: ['connectivityTest', 'submitSingleMessage'],
        soapVersion: '1.2',
        address: place,
      });
    });
  });
}
