/** What is asked of a web server. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** With the query, as it goes over the line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** For the whole of it, from the first byte sent to the last one received. */
  readonly seconds: number;
  /** No more of the body is read. */
  readonly mostBytes: number;
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly body: Buffer;
  /** False where there was more than `mostBytes`. */
  readonly whole: boolean;
}
