import { AppError } from '../../../shared/domain/error.ts';

/** Where the server takes its next data link. */
export interface DataAddress {
  readonly host: string;
  readonly port: number;
  /** The server named this address (PASV does, EPSV does not), and it is not the control link's. */
  readonly elsewhere: string | null;
  /** The server's own. */
  readonly words: string;
}

/** Nothing came back, it was refused, or the port is none that the site allows. */
export type DataPortReason = 'dropped' | 'refused' | 'not-allowed';

/** TCP did not reach a data port. For a transfer all reasons are one: `data-port-blocked`. */
export class DataPortBlocked extends AppError {
  readonly reason: DataPortReason;
  readonly address: DataAddress;

  constructor(reason: DataPortReason, address: DataAddress, why: string) {
    super('data-port-blocked', `${placeOf(address)}: ${why}. ${address.words}`);
    this.reason = reason;
    this.address = address;
  }
}

export const placeOf = ({ host, port }: DataAddress): string => `Data port ${port} of ${host}`;
