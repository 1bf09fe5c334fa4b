/* HL7 v2.5.1 code tables, as far as acknowledgements use them. */

/** Table 0008: acknowledgement code (MSA-1). */
export const table0008: Readonly<Record<string, string>> = {
  AA: 'Application accept',
  AE: 'Application error',
  AR: 'Application reject',
  CA: 'Commit accept',
  CE: 'Commit error',
  CR: 'Commit reject',
};

/** Table 0357: message error condition (ERR-3). */
export const table0357: Readonly<Record<string, string>> = {
  '0': 'Message accepted',
  '100': 'Segment sequence error',
  '101': 'Required field missing',
  '102': 'Data type error',
  '103': 'Table value not found',
  '200': 'Unsupported message type',
  '201': 'Unsupported event code',
  '202': 'Unsupported processing ID',
  '203': 'Unsupported version ID',
  '204': 'Unknown key identifier',
  '205': 'Duplicate key identifier',
  '206': 'Application record locked',
  '207': 'Application internal error',
  '999': 'Application error',
};

/** Table 0516: severity (ERR-4). */
export const table0516: Readonly<Record<string, string>> = {
  E: 'Error',
  F: 'Fatal error',
  W: 'Warning',
  I: 'Information',
};

/** Table 0533: application error (ERR-5), with the codes of the national immunization guide. */
export const table0533: Readonly<Record<string, string>> = {
  '1': 'Illogical date',
  '2': 'Invalid date',
  '3': 'Illogical value',
  '4': 'Invalid value',
  '5': 'Table value not found',
  '6': 'Required observation missing',
};
