/* Invented patients only. */

export interface SampleUpdate {
  readonly controlId?: string;
  readonly processingId?: string;
  readonly type?: string;
  readonly version?: string;
  readonly facility?: string;
  readonly receiver?: string;
  readonly charset?: string;
  readonly separators?: string;
  readonly identifier?: string;
  readonly name?: string;
  readonly birth?: string;
  readonly sex?: string;
  readonly given?: string;
  readonly vaccine?: string;
  /** Segments that are left out. */
  readonly without?: readonly string[];
}

/** The segments of a vaccination update that nothing is to be said against on 2026-02-01. */
export function updateSegments(about: SampleUpdate = {}): string[] {
  const separators = about.separators ?? '|^~\\&';
  return [
    `MSH${separators}|RIVERSIDE|${about.facility ?? 'FAC1'}|${about.receiver ?? 'CIIS|CDPHE'}|20260101120000-0700||` +
      `${about.type ?? 'VXU^V04^VXU_V04'}|${about.controlId ?? 'RS-1'}|${about.processingId ?? 'P'}|` +
      `${about.version ?? '2.5.1'}|||ER|AL||${about.charset ?? ''}|||Z22^CDCPHINVS|RIVERSIDE`,
    `PID|1||${about.identifier ?? '1001^^^RIVERSIDE^MR'}||${about.name ?? 'Sample^Ada^M^^^^L'}|Example^^^^^^M|` +
      `${about.birth ?? '20150415'}|${about.sex ?? 'F'}`,
    'NK1|1|Sample^Mia^^^^^L|MTH^Mother^HL70063',
    'ORC|RE||77^RIVERSIDE',
    `RXA|0|1|${about.given ?? '20251203'}||${about.vaccine ?? '140^Influenza^CVX'}|0.5|mL^mL^UCUM||00^New Record^NIP001`,
    'RXR|C28161^Intramuscular^NCIT|RT^Right Thigh^HL70163',
    'OBX|1|CE|64994-7^Eligibility^LN|1|V02^Medicaid^HL70064||||||F',
  ].filter((segment) => !(about.without ?? []).includes(segment.slice(0, 3)));
}

/** The same as text; every segment ends in `end`. */
export const update = (about: SampleUpdate = {}, end = '\r'): string =>
  updateSegments(about)
    .map((segment) => segment + end)
    .join('');

export const query = (controlId = 'RS-Q1'): string =>
  `MSH|^~\\&|RIVERSIDE|FAC1|CIIS|CDPHE|20260101120000-0700||QBP^Q11^QBP_Q11|${controlId}|P|2.5.1|||ER|AL|||||Z44^CDCPHINVS|RIVERSIDE\r` +
  'QPD|Z44^Request Evaluated History and Forecast^CDCPHINVS|37|1001^^^RIVERSIDE^MR|Sample^Ada\r' +
  'RCP|I|5^RD\r';

/** An answer as a registry sends it: MSH and these segments. */
export const answer = (...segments: readonly string[]): string =>
  [
    'MSH|^~\\&|CIIS|CDPHE||FAC1|20260101120001-0700||ACK^V04^ACK|A-1|P|2.5.1|||NE|NE|||||Z23^CDCPHINVS',
    ...segments,
  ]
    .map((segment) => `${segment}\r`)
    .join('');
