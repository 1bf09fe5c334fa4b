import type { Verb } from './command.ts';

const everyVerb = `Every command takes, before or after its name:
  --data-dir DIR          where sites, identities and history are kept
                          (or CIIS_CONNECT_DATA_DIR)
  --secrets-file FILE     passwords from this encrypted file instead of the keychain
                          (or CIIS_CONNECT_SECRETS_FILE); its key is in the file that
                          CIIS_CONNECT_SECRETS_KEY_FILE names
  --fingerprint SHA256:.. accept this identity of the server, and no other
  --accept-new-identity   accept a server that was never seen before
  --password-stdin        read the password from standard input
  -q, --quiet             no progress on standard error
  -v, --verbose           the session log on standard error
  -h, --help              this text, or that of a command
  --version               the version`;

const general = `ciis-connect sends immunization data to CIIS: files over SFTP and FTPS, messages
to the real-time gateway.

  ciis-connect sites                  shows the saved sites
  ciis-connect sites add ...          saves a site
  ciis-connect sites remove SITE      removes it, with its password
  ciis-connect sites import FILE      saves the sites of another program
  ciis-connect password set SITE      keeps a site's password in the keychain
  ciis-connect check SITE|--all       tests the connection, step by step
  ciis-connect inspect FILE...        looks at files before they go; sends nothing
  ciis-connect upload SITE FILE...    sends files and folders
  ciis-connect send SITE FILE...      sends HL7 messages one by one, and shows the answers
  ciis-connect history                what was sent, and what became of it
  ciis-connect run RULE|--all         carries out rules once, now
  ciis-connect watch                  carries out the rules until it is stopped
  ciis-connect status                 how the rules are doing
  ciis-connect schedule export RULE   a task for Windows, cron or systemd
  ciis-connect practice               runs a practice server on this computer

${everyVerb}

The password comes from the keychain (or the secrets file), else from
CIIS_CONNECT_PASSWORD, else from --password-stdin, else you are asked for it. It is
never an argument.

Real-time gateways and web pages are reached through the HTTP proxy that HTTPS_PROXY
(else ALL_PROXY) names, as http://[name:password@]host:port, but for what NO_PROXY
names. SFTP and FTPS go directly.

Exit codes: 0 all files or messages were accepted · 1 some were not · 2 wrong usage ·
3 no connection, or sign-in refused · 4 the server's identity is unknown or changed

"ciis-connect COMMAND --help" tells more.`;

const topics: Readonly<Record<Verb, string>> = {
  sites: `ciis-connect sites [--json]
  Shows the saved sites; with --json one object a line.

ciis-connect sites add --preset PRESET ...
  Saves one of the CIIS services; all is filled in but what CIIS gives to you.
  PRESET is one of
    ciis-sftp, ciis-ftps               with --username U [--remote-dir D]
    ciis-realtime-test, ciis-realtime  with --username U --facility-id F
    ciis-web                           with nothing more

ciis-connect sites add --label L --protocol sftp|ftps --host H [--port P] --username U
  [--remote-dir D]       the folder files go to; else the one the server opens
  [--key-file FILE]      sign in with this private key (SFTP) instead of a password
  [--older-algorithms]   allow an older server's encryption (SFTP), if CIIS said so
  [--data-ports A-B]     the ports for the data (FTPS) that a firewall lets through
  [--any-file]           files are not looked at before they are sent

ciis-connect sites add --label L --protocol soap --url U [--wsdl U] --username U --facility-id F
  A real-time gateway; --wsdl is where it describes itself.

ciis-connect sites add --label L --protocol web --url U
  A page for uploads in the browser.

  [--label L]              a name of its own, also for a preset
  [--min-tls 1.2|1.1|1.0]  oldest secure link allowed (not for SFTP), if CIIS said so
  [--check-mornings]       a connection check each morning, when the app runs

ciis-connect sites remove SITE
  Removes the site and its password.

ciis-connect sites forget-identity SITE
  The next connection asks about the server's identity again. Only when CIIS told
  you that it changed.

ciis-connect sites import FILE [--with-passwords] [--dry-run] [--json]
  Saves the sites of FileZilla (sitemanager.xml), WinSCP (WinSCP.ini), CuteFTP (a
  script, .vbs), OpenSSH (config) or of "sites export", but for those that are here.
  Of an OpenSSH known_hosts file the servers' identities are accepted, where none is;
  of other files only with --accept-new-identity.

  --with-passwords   also the passwords, into the keychain; else none comes
  --dry-run          shows what would come, and saves nothing
  --json             one object a line: "site", "identity" and "left-out" for what is in
                     the file, "summary" at the end

  Exit codes: 0 everything came, or is here · 1 something can't come, or nothing could
  be read, or a password could not be kept · 2 wrong usage

ciis-connect sites export [FILE|-]
  Writes every site, without any password, to FILE, else to standard output.

SITE is a label, in quotes if it has spaces.`,

  check: `ciis-connect check SITE... [--json] [--sweep] [--insist]
ciis-connect check --all [--json] [--sweep] [--insist]
  Tests the connection step by step, from the name to the folder (or the page, or the
  gateway's own test), and says what is wrong and whom to ask. Nothing is uploaded.

  --all      every site that is saved, side by side
  --json     one object a line: "step" for each step, "site" for each site,
             "port" for each data port ("sweep" where none could be tried),
             "summary" at the end
  --sweep    then tries every data port of the FTPS sites once, from this computer
  --insist   signs in once more for each account that was refused, or not answered,
             twice in the last five minutes; six wrong tries lock the account

  Signing in is tried once, with a password that is kept or given. You are not asked
  for one: without it the check stops there and says so. A password that is given is
  used only where all the sites are of one account.

Exit codes: 0 every site is ready · 3 some site is not, signing in was not tried, a
data port was not let through, or it was stopped (Ctrl+C) · 4 a server's identity is
unknown, changed or not to be trusted · 2 wrong usage`,

  inspect: `ciis-connect inspect FILE... [--json] [--for SITE]
  The pre-flight check: what each file is (messages, patients, dates, test or
  production), whether it is complete, and what looks wrong, with its line.
  Folders are looked at with all that is in them. Nothing is sent, and nothing that
  a patient's field says is shown.

  --json       one object a file
  --for SITE   as for that site: is it marked test or production, as it should be,
               and from the right facility?

  STOP   it is not sent, or only if you say so    ask    it is sent if you say so
  warn   look at it; the registry decides         note   a fact
  fixed  put right on the way to the real-time gateway; an upload is sent as it is

Exit codes: 0 nothing stops · 1 something does, or a file can't be read · 2 wrong usage`,

  upload: `ciis-connect upload SITE FILE... [--to DIR] [--json] [--allow-empty] [--any-file]
                       [--again] [--insist] [--files-at-a-time N] [--connections N]
                       [--limit RATE] [--on-exists WHAT]
  Looks at files, and folders with all that is in them, sends them and checks that
  they arrived. SITE is one of SFTP or FTPS.

  --to DIR        a folder of the server instead of the site's own
  --json          one object a line: "transfer" for each file, "summary" at the end
  --allow-empty   also send files of zero bytes; else they are refused
  --any-file      also send what is no HL7 or may be cut off; else you are asked, and
                  without a terminal it is not sent
  --again         also send what this site has accepted before; else you are asked, and
                  without a terminal it is not sent
  --insist        sign in although that was refused three times in the last five minutes;
                  six wrong tries lock the account

  For this run, whatever the site says:
  --files-at-a-time N   so many files side by side, over one connection (SFTP; 1 to 64)
  --connections N       so many connections with a file each (FTPS; 1 to 10)
  --limit RATE          as fast as this at the most, all files together: 500 or 500k are
                        KiB a second, 2m is MiB a second, 0 is no limit
  --on-exists WHAT      what is done about a name that is there already: overwrite, skip,
                        rename (puts the time into the name), numerate (puts a number), or
                        resume (sends the rest of a file whose beginning is there)

  When the connection breaks or can't be made it is tried again by itself: three times,
  after 10, 30 and 60 seconds. Ctrl+C ends it. What the app is sending to the same place
  at that time is left to the app.

  Test and production files go to the same place at CIIS: what you send is real.

Each file ends as one of
  verified    the server took it, and its size was read back equal
  accepted    the server took it, and collected it before it could be checked
  unknown     the link broke before the server's word: look before you send again
  failed      it says why, and what to do
  cancelled   it was stopped (Ctrl+C; a second Ctrl+C ends at once)
  skipped     a file of its name was there, and was left as it is (--on-exists skip)`,

  send: `ciis-connect send SITE FILE... [--json] [--answers FILE] [--summary FILE] [--limit N]
                       [--yes CODE,...]
  Looks at each file, sends its messages one by one, and tells each answer as it
  comes, in the order of the file. SITE is a real-time gateway.

  --json           one object a line: "message" for each, "summary" at the end; "file"
                   for a file of which nothing was sent
  --answers FILE   saves the answers as one batch that a record system can read
  --summary FILE   saves a table (CSV): control IDs, verdicts, codes, no patients
  --limit N        so many messages on their way at once (1 to 16), not as the site says
  --yes CODE,...   sends in spite of these findings ("inspect --json" has the codes);
                   else you are asked, and without a terminal the file is not sent

  Answers may name patients: they are shown on standard output, and logged nowhere.

Each message ends as one of
  accepted               the registry took it
  accepted-with-remarks  it took it, and reports something
  not-accepted           it says why
  no-proper-answer       what came back is no acknowledgement
  unknown                the link broke before the answer: look before you send again
  not-sent               it says why

Exit codes: 0 all were accepted, with or without remarks · 1 some were not, or it was
stopped (Ctrl+C) · 3 no connection, or sign-in refused · 4 the server's identity is
unknown or changed · 2 wrong usage`,

  history: `ciis-connect history [--site S] [--since D] [--until D] [--status S,...]
                     [--search TEXT] [--limit N] [--json|--csv]
  Shows what was sent and what became of it, newest first: the app's files and messages
  and those of the command line.

  --site S         of this site
  --since D        that ended on this day or later: YYYY-MM-DD, or 30d for 30 days ago
  --until D        that ended on this day or before
  --status S,...   that ended so: verified, accepted, unknown, failed, cancelled, skipped;
                   messages also accepted-with-remarks, not-accepted, no-proper-answer
  --search TEXT    with this in the name, or with a SHA-256 that begins so (6 digits or more)
  --limit N        the newest N; else a table has 50, and --json and --csv have all
  --json           one object a line; times are milliseconds since 1970
  --csv            a table for spreadsheets

Exit codes: 0 also when there is nothing to show · 2 wrong usage`,

  run: `ciis-connect run RULE... [--json]
ciis-connect run --all [--json]
  Carries out rules of Automation once, now: what is ready in the rule's folder is sent,
  and filed away as the rule says. Files that still change are left for the next time;
  finding that out takes as long as the rule says. RULE is a name, in quotes if it has
  spaces. Nobody is asked anything: what needs an answer is not sent, and is told.

  --all    every rule that is not paused, side by side
  --json   one object a line: "run" for each rule

Each file counts as one of
  sent      it arrived
  known     it went to the site before, and was not sent again
  refused   the pre-flight check or the server did not take it
  failed    it did not arrive; it stays, and the next run tries again
  unknown   it may have arrived: look before you send it again

Exit codes: 0 every file that was there arrived, or there was none · 1 some did not, or
the rule runs in another program · 3 no connection, or sign-in refused · 4 the server's
identity is unknown or changed · 2 wrong usage`,

  watch: `ciis-connect watch [--json] [--health FILE]
  Carries out the rules of Automation, at their times and as files come, until Ctrl+C or
  a polite request to end (SIGTERM). What is being sent then is stopped; the next run
  sends it. A rule that the app watches is left to the app.

  --json          one object a line: "started", "run-began", "run", "trouble", "stopped"
  --health FILE   writes how things are into this file, at each event and every minute:
                  a file that is older than that means that nothing runs

Exit codes: 0 it was asked to end · 2 wrong usage`,

  status: `ciis-connect status [--json]
  Shows each rule of Automation: its last run, its last success, what troubles it, and
  when it runs next.

  --json   one object a line: "rule" for each; times are milliseconds since 1970

Exit codes: 0 the last run of every rule was done · 1 some was not · 2 wrong usage`,

  schedule: `ciis-connect schedule export RULE --windows|--cron|--systemd
  Prints what lets the system carry out a rule of Automation, whether the app runs or
  not. It holds no password: keep the site's in the keychain of the account that runs it.

  --windows   a task for the Task Scheduler; save it as UTF-16, then
              schtasks /Create /TN NAME /XML FILE
  --cron      a line for crontab
  --systemd   the units of a service and its timer

Exit codes: 0 printed · 1 it can't be said in this form · 2 wrong usage`,

  password: `ciis-connect password set SITE
  Asks for the password (or key passphrase) of a site and keeps it in the keychain
  of this computer. In a script: ... | ciis-connect password set SITE --password-stdin

  Where there is no keychain (a service account, a server without a desktop) it can be
  kept in an encrypted file: --secrets-file FILE, there and with each later command.`,

  practice: `ciis-connect practice [--json]
  Runs a practice server (SFTP) on this computer until Ctrl+C, and shows how to reach
  it. Nothing leaves this computer, and its account is made up. What was sent to it
  stays in the folder that it names.`,
};

/** The help of a verb, or of the whole program (null). */
export function usage(topic: Verb | null): string {
  return topic === null ? general : `${topics[topic]}\n\n${everyVerb}`;
}
