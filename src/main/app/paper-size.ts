export type PaperSize = 'A4' | 'Letter';

/** Where Letter is the usual paper, as ISO 3166 country codes. */
const letterCountries: ReadonlySet<string> = new Set([
  ...['US', 'CA', 'MX', 'PR', 'PH', 'CL', 'CO', 'VE', 'GT', 'CR', 'PA', 'NI', 'SV', 'DO'],
]);

/** The usual paper of a country ("US"; empty: the system has not said). The program is made for Colorado. */
export const paperSize = (country: string): PaperSize =>
  country === '' || letterCountries.has(country.toUpperCase()) ? 'Letter' : 'A4';
