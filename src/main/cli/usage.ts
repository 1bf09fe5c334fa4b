import type { Verb } from './command.ts';

const everyVerb = `Every command takes, before or after its name:
  --data-dir DIR          where sites, identities and history are kept
                          (or CIIS_CONNECT_DATA_DIR)
  --fingerprint SHA256:.. accept this identity of the server, and no other
  --accept-new-identity   accept a server that was never seen before
  --password-stdin        read the password from standard input
  -q, --quiet             no progress on standard error
  -v, --verbose           the session log on standard error
  -h, --help              this text, or that of a command
  --version               the version`;

const general = `ciis-connect sends immunization files to CIIS over SFTP and FTPS.

  ciis-connect sites                  shows the saved sites
  ciis-connect sites add ...          saves a site
  ciis-connect sites remove SITE      removes it, with its password
  ciis-connect password set SITE      keeps a site's password in the keychain
  ciis-connect upload SITE FILE...    sends files and folders
  ciis-connect practice               runs a practice server on this computer

${everyVerb}

The password comes from the keychain, else from CIIS_CONNECT_PASSWORD, else from
--password-stdin, else you are asked for it. It is never an argument.

Exit codes: 0 all files were accepted · 1 some file was not · 2 wrong usage ·
3 no connection, or sign-in refused · 4 the server's identity is unknown or changed

"ciis-connect COMMAND --help" tells more.`;

const topics: Readonly<Record<Verb, string>> = {
  sites: `ciis-connect sites [--json]
  Shows the saved sites; with --json one object a line.

ciis-connect sites add --preset ciis-sftp|ciis-ftps --username U [--label L] [--remote-dir D]
  Saves one of the CIIS services; host, port and protocol are filled in.

ciis-connect sites add --label L --protocol sftp|ftps --host H [--port P] --username U
  [--remote-dir D]       the folder files go to; else the one the server opens
  [--key-file FILE]      sign in with this private key (SFTP) instead of a password
  [--older-algorithms]   allow an older server's encryption (SFTP), if CIIS said so
  [--min-tls 1.2|1.1|1.0]  oldest secure link allowed (FTPS), if CIIS said so

ciis-connect sites remove SITE
  Removes the site and its password.

ciis-connect sites forget-identity SITE
  The next connection asks about the server's identity again. Only when CIIS told
  you that it changed.

SITE is a label, in quotes if it has spaces.`,

  upload: `ciis-connect upload SITE FILE... [--to DIR] [--json] [--allow-empty]
  Sends files, and folders with all that is in them, and checks that they arrived.

  --to DIR        a folder of the server instead of the site's own
  --json          one object a line: "transfer" for each file, "summary" at the end
  --allow-empty   also send files of zero bytes; else they are refused

  Test and production files go to the same place at CIIS: what you send is real.

Each file ends as one of
  verified    the server took it, and its size was read back equal
  accepted    the server took it, and collected it before it could be checked
  unknown     the link broke before the server's word: look before you send again
  failed      it says why, and what to do
  cancelled   it was stopped (Ctrl+C; a second Ctrl+C ends at once)`,

  password: `ciis-connect password set SITE
  Asks for the password (or key passphrase) of a site and keeps it in the keychain
  of this computer. In a script: ... | ciis-connect password set SITE --password-stdin`,

  practice: `ciis-connect practice [--json]
  Runs a practice server (SFTP) on this computer until Ctrl+C, and shows how to reach
  it. Nothing leaves this computer, and its account is made up. What was sent to it
  stays in the folder that it names.`,
};

/** The help of a verb, or of the whole program (null). */
export function usage(topic: Verb | null): string {
  return topic === null ? general : `${topics[topic]}\n\n${everyVerb}`;
}
