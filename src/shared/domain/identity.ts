import { z } from 'zod';

const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Milliseconds since 1970. */
  validFrom: z.number(),
  validTo: z.number(),
  /**
   * Who issued it: a public authority, the certificate itself (self-signed), or another one. `unknown`: the
   * chain that was sent breaks off before its end, so it may be any of them.
   */
  authority: z.enum(['public', 'itself', 'other', 'unknown']).default('other'),
  /** Whether it was made for the name that was called. */
  fitsName: z.boolean().default(true),
  /** What keeps this computer from trusting it by itself, in plain words. */
  problems: z.array(z.string()),
});

/** What a server shows to prove who it is: an SSH host key or a TLS certificate. */
export const presentedIdentitySchema = z.object({
  kind: z.enum(['ssh-host-key', 'tls-certificate']),
  /** Host key type ("ssh-rsa") or the certificate's key ("RSA 2048"). */
  keyType: z.string(),
  /** OpenSSH's form for host keys ("SHA256:" + base64), colon-separated hex for certificates. */
  fingerprint: z.string(),
  certificate: certificateSchema.nullable(),
});
export type PresentedIdentity = Readonly<z.infer<typeof presentedIdentitySchema>>;

/** An identity that was accepted, by host and port. */
export const acceptedIdentitySchema = presentedIdentitySchema.extend({
  host: z.string(),
  port: z.number(),
  acceptedAt: z.number(),
});
export type AcceptedIdentity = Readonly<z.infer<typeof acceptedIdentitySchema>>;
