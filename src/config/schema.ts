// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { addresses, bucketName, calledUrl, choice, databaseUrl, endpoint, flag, hosts, linkUrl, loopbackEndpoint, milliseconds, number, optionalEndpoint, path, serviceUrl, webUrl, word } from './kinds.ts'

const section = <const T extends Record<string, TSchema>>(description: string, properties: T) =>
  Type.Object(properties, { description, additionalProperties: false })

/**
 * Every key there is, declared once: kind, default, unit and a sentence. The reader, config.example.yaml and
 * docs/config.md are made from this one table. Optional keys say in words what holds when they are left out.
 */
export const configSchema = section('', {
  links: section('Where providers and the core connect.', {
    listen: endpoint('127.0.0.1:7443', 'Address of the links listener; port 0 takes a free one. Any address but loopback needs links.tls or links.proxies.'),
    publicUrl: Type.Optional(linkUrl('made from links.listen and links.tls', 'The link endpoint as parties reach it, written into admission files.')),
    tls: section('TLS 1.3 on the links listener; set both or none.', {
      certFile: Type.Optional(path('no TLS', 'PEM file with the certificate chain. SIGHUP has it read again.')),
      keyFile: Type.Optional(path('no TLS', 'PEM file with the private key of the certificate. SIGHUP has it read again.')),
    }),
    proxies: addresses('Reverse proxies that end TLS before the links listener; parties with binding mode proxy connect through these only.'),
    sourceUrl: Type.Optional(webUrl('named by the package', 'Where users get the source of the version that runs, offered at /. Set it if you changed anything: AGPL-3.0 section 13.')),
  }),
  data: section('What the gateway keeps.', {
    folder: Type.Optional(path('$XDG_STATE_HOME/drawbridge', 'Folder of the store and whatever else changes while it runs; made with mode 0700.')),
  }),
  keys: section('The gateway\'s own keys. No message key is among them.', {
    folder: Type.Optional(path('$XDG_CONFIG_HOME/drawbridge/keys', 'Folder of the service keys, made at the first start with mode 0600. Keep it outside data.folder and outside its backups.')),
  }),
  admin: section('Where the operator\'s tools connect.', {
    socket: Type.Optional(path('admin.sock in data.folder', 'Unix socket of the admin API, made with mode 0600: who may open it may do everything there.')),
    listen: Type.Optional(loopbackEndpoint('no TCP', 'Loopback address of the admin API over TCP; needs admin.tokensFile.')),
    tokensFile: Type.Optional(path('no tokens', 'File with the hashed, scoped tokens that the TCP listener takes; "drawbridge token create" writes it.')),
  }),
  store: section('Where and how the store writes.', {
    url: Type.Optional(databaseUrl('SQLite in data.folder', 'A PostgreSQL database of the gateway\'s own, as postgres://user:password@host/database; any number of gateways may share it. With a password in it, set it by its variable and keep it out of the file, or use store.passwordFile.')),
    passwordFile: Type.Optional(path('store.url says all', 'File with the password that goes into store.url, which then holds none; nobody but its owner may read it (mode 0600 or 0400). Read at the start.')),
    lingerMs: milliseconds(1, 0, 50, 'How long a write waits for others to share its commit: more saves disk work, less answers sooner.'),
  }),
  privacy: section('What outlives a user who was erased.', {
    erasedList: Type.Optional(path('erased.list in keys.folder', 'File that says by keyed hash who was erased, so that a restored store erases them again before anybody connects. Keep it outside data.folder and outside its backups; each of several gateways has its own, or they share it.')),
    deadLetterDays: number(30, 1, 30, 'Days for which an event is kept that the core\'s webhook did not take, so that it can be replayed. It holds names and sealed content.'),
  }),
  backup: section('Copies of the store in data.folder, made by "drawbridge backup create".', {
    recipientFile: Type.Optional(path('backups are not sealed unless --recipient says so', 'File with the public backup key, which "drawbridge backup keys" printed: backups are sealed to it. Its private half belongs on another machine.')),
  }),
  enforcement: section('What is done by itself against users and providers that do little else than run into limits. docs/limits.md has the rules.', {
    automatic: choice(['off', 'slow', 'suspend'], 'off', 'The hardest step that is taken without you. off: none, and you decide. Goes by what a party does itself, never by whom people denied, blocked or reported: such steps are only suggested, by drawbridge enforcement suggestions. slow: a notice first, then fewer messages and contact requests for a day. suspend: also a suspension for a week, of a user and of a provider as a whole.'),
  }),
  agreements: section('What a provider shows before its agreement is live. docs/agreements.md walks from a request to live.', {
    requireReport: flag(false, 'A conformance report, signed by the provider or by the core, in which every scenario passed. Each provider is admitted to test first.'),
    requireRotation: flag(false, 'A change of its link key that was seen to work. Each provider is admitted to test first.'),
    reportDays: number(90, 1, 3_650, 'Days after its run for which a report counts.'),
    contactUrl: Type.Optional(webUrl('none', 'A page that says whom a provider writes to, and your terms; the reference offer names it.')),
  }),
  outgoing: section('What the gateway calls itself, for instance the wake-up URL of a party: https on port 443 at public addresses only.', {
    privateHosts: hosts('Hosts that may also lie at private addresses and speak plain http: host on the ports of http and https, host:port on that port. They can be reached through the gateway by whoever names them in a URL that you accept.'),
  }),
  core: section('What the operator\'s own messaging service is, and where it connects if it speaks HTTP.', {
    listen: Type.Optional(optionalEndpoint('no such listener', 'Address of /core/v1, for a core that speaks HTTP; port 0 takes a free one. Any address but loopback needs core.tls.')),
    webhook: Type.Optional(calledUrl('the core polls', 'Where the gateway calls the core with its events, signed as Standard Webhooks says, instead of being polled: https on port 443 at a public host name; outgoing.privateHosts makes exceptions. Needs core.listen, and a secret made with "drawbridge core webhook rotate".')),
    webhookProofs: flag(false, 'Webhooks of messages also hold what a report of them needs, as GET /events?proofs=1 gives it; it proves to anybody what was said. Needs core.webhook.'),
    tls: section('TLS 1.3 on the core\'s listener; set both or none.', {
      certFile: Type.Optional(path('no TLS', 'PEM file with the certificate chain. SIGHUP has it read again.')),
      keyFile: Type.Optional(path('no TLS', 'PEM file with the private key of the certificate. SIGHUP has it read again.')),
    }),
    e2ee: flag(true, 'The core\'s own users have end-to-end encryption, their message keys on their own devices. Article 7(3) of the Digital Markets Act keeps it so: a vault is refused. false needs one.'),
  }),
  vault: section('The process that holds message keys and plaintext of users whose core speaks no Signal. docs/vault.md says what each shape protects against.', {
    shape: choice(['none', 'embedded', 'split'], 'none', 'none: no user\'s keys are held here. embedded: a child of the gateway, which protects against leaks and not against who takes the gateway over. split: a process of another user, started with "drawbridge vault run".'),
    secretFile: Type.Optional(path('no file', 'Start secret of an embedded vault, made with "drawbridge vault init". The gateway hands it down opened and reads none of it. Keep it outside data.folder and outside its backups.')),
    pipes: Type.Optional(path('no folder', 'Folder of the FIFOs that lead to split vaults: 0.calls and 0.answers for the first, 1.calls and 1.answers for the next.')),
    count: number(1, 1, 16, 'Vaults at work side by side; a conversation always goes to the same one.'),
  }),
  media: section('Where sealed attachments are. The gateway has ciphertext only.', {
    folder: Type.Optional(path('attachments in data.folder', 'Folder of attachments, made with mode 0700. Each is received here; without media.s3 it also stays here. Several gateways need media.s3, and a folder each: none starts on a folder that another one has, nor on one without its mark where attachments must be.')),
    s3: section('A service that speaks S3, for attachments that are whole. All of it or none. The bucket is the gateway\'s alone, and marked as its own: what nobody knows there for a day is deleted. Give it a rule that ends multipart uploads after a day.', {
      endpoint: Type.Optional(serviceUrl('no S3', 'URL of the service, without the bucket; https unless its host is a loopback address.')),
      bucket: Type.Optional(bucketName('no S3', 'Name of the bucket.')),
      region: word('us-east-1', 'Region that requests are signed for.'),
      accessKeyFile: Type.Optional(path('no S3', 'File with two lines, the id of the access key and its secret; nobody but its owner may read it (mode 0600 or 0400). Read at the start.')),
    }),
  }),
  audit: section('The log of what operators and parties changed.', {
    reasons: choice(['words', 'tickets'], 'words', 'What it keeps of your reasons, for good. words: words and the numbers of tickets; a word may be a name. tickets: only numbers such as OPS-12 and #17, and a reason that names none is refused; why then stands in your ticket system, where it can be deleted.'),
    lastCheckpoint: Type.Optional(path('audit-checkpoint.txt in keys.folder', 'File with the newest checkpoint that this node signed or saw; a start compares the log with it, and refuses one that was set back or rewritten. Keep it outside data.folder and its backups; the daemon writes it.')),
    checkpoints: section('Where signed checkpoints of it go, so that nobody can take entries back who has the store. Set one, at a place that the gateway\'s machine cannot change.', {
      file: Type.Optional(path('no file', 'File that each checkpoint is appended to, outside data.folder: another volume, or one that is copied away.')),
      url: Type.Optional(calledUrl('no URL', 'Where each checkpoint is posted as text, the newest again until it is taken: https on port 443 at a public host name; outgoing.privateHosts makes exceptions.')),
    }),
  }),
  log: section('The log goes to standard error. It never holds addresses, tokens, content or keys.', {
    level: choice(['trace', 'debug', 'info', 'warn', 'error'], 'info', 'The least severe entry that is written. SIGHUP has it read again.'),
    format: choice(['json', 'text'], 'json', 'json: one object a line, for machines; text: one line for people.'),
  }),
})

/** A configuration as written: every key may be missing that has no default. */
export type WrittenConfig = Static<typeof configSchema>
