// SPDX-License-Identifier: Apache-2.0

/** The steps from an empty file to today's tables; `user_version` counts how many were taken. Steps are only ever added. */
export const migrations: readonly string[] = [
  `
  -- Whose keys these are. 'next' is the identity that replaces 'current' once the gateway has taken it.
  CREATE TABLE own (
    slot TEXT PRIMARY KEY CHECK (slot IN ('current', 'next')),
    user TEXT NOT NULL, device INTEGER NOT NULL, registration INTEGER NOT NULL,
    public_key BLOB NOT NULL, private_key BLOB NOT NULL, list_version INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('prepared', 'sent', 'enlisted')),
    enlistment BLOB, signature BLOB, endorsement BLOB
  ) STRICT;

  -- Numbers that only rise.
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE prekey (
    kind TEXT NOT NULL CHECK (kind IN ('one-time', 'signed', 'kyber')), id INTEGER NOT NULL,
    record BLOB NOT NULL, lasting INTEGER NOT NULL, created_ms INTEGER NOT NULL, published_ms INTEGER, replaced_ms INTEGER,
    PRIMARY KEY (kind, id)
  ) STRICT;
  -- Sessions that were opened with a last-resort prekey, so that none is opened twice.
  CREATE TABLE prekey_use (
    kyber INTEGER NOT NULL, signed INTEGER NOT NULL, base_key BLOB NOT NULL, PRIMARY KEY (kyber, signed, base_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE peer (
    user TEXT PRIMARY KEY, party TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, purposes TEXT NOT NULL,
    token BLOB NOT NULL, standing TEXT NOT NULL CHECK (standing IN ('granted', 'reopening', 'withdrawn', 'blocked')),
    identity BLOB, custody TEXT, devices TEXT NOT NULL DEFAULT '[]', list_version INTEGER NOT NULL DEFAULT 0, list_digest BLOB,
    changed_identity BLOB, changed_custody TEXT, changed_devices TEXT NOT NULL DEFAULT '[]',
    changed_endorsed INTEGER NOT NULL DEFAULT 0, changed_verified INTEGER NOT NULL DEFAULT 0,
    paused_until_ms INTEGER NOT NULL DEFAULT 0, pauses INTEGER NOT NULL DEFAULT 0, verify_after_ms INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, unreadable INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE request (
    id TEXT PRIMARY KEY, party TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, purposes TEXT NOT NULL,
    inbox TEXT, label TEXT NOT NULL, received_ms INTEGER NOT NULL,
    decision TEXT CHECK (decision IN ('grant', 'deny', 'block'))
  ) STRICT;
  -- Decisions that the gateway has not confirmed yet.
  CREATE TABLE intent (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL CHECK (subject IN ('request', 'peer')), id TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('grant', 'deny', 'block', 'withdraw'))
  ) STRICT;

  -- A session is tied to the identity key it was made under.
  CREATE TABLE session (
    peer TEXT NOT NULL, device INTEGER NOT NULL, identity BLOB NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (peer, device, identity)
  ) STRICT;
  CREATE TABLE renewal (peer TEXT NOT NULL, device INTEGER NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (peer, device)) STRICT;

  -- What this device said. The content is kept until every device has it, then only what became of it.
  CREATE TABLE sent (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL UNIQUE, peer TEXT NOT NULL, shown INTEGER NOT NULL,
    content BLOB, state TEXT NOT NULL, reason TEXT, custody TEXT, ttl INTEGER NOT NULL, urgent INTEGER NOT NULL,
    mismatches INTEGER NOT NULL DEFAULT 0, created_ms INTEGER NOT NULL, keep_until_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sent_queue ON sent (peer, seq) WHERE state = 'queued';
  CREATE INDEX sent_expiry ON sent (keep_until_ms);
  -- The latest submission of a message to each device, and how often it was sent again.
  CREATE TABLE target (
    message TEXT NOT NULL REFERENCES sent (message) ON DELETE CASCADE, device INTEGER NOT NULL, submission TEXT NOT NULL,
    resends INTEGER NOT NULL DEFAULT 0, outcome TEXT CHECK (outcome IN ('delivered', 'failed', 'expired')),
    resend_of TEXT, renew INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message, device)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX target_submission ON target (submission);
  CREATE INDEX target_due ON target (message) WHERE resend_of IS NOT NULL;

  -- Sealed and committed, not yet answered: exactly these bytes are submitted, as often as it takes.
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL UNIQUE, peer TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'resend', 'retry')), about TEXT NOT NULL,
    commitment BLOB NOT NULL, partial INTEGER NOT NULL, urgent INTEGER NOT NULL, ttl INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX outbox_peer ON outbox (peer, seq);
  CREATE TABLE envelope (
    submission TEXT NOT NULL REFERENCES outbox (submission) ON DELETE CASCADE, device INTEGER NOT NULL, registration INTEGER NOT NULL,
    type INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (submission, device)
  ) STRICT, WITHOUT ROWID;

  -- Receipts that are due.
  CREATE TABLE receipt (
    peer TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('delivered', 'read')), message TEXT NOT NULL,
    PRIMARY KEY (peer, kind, message)
  ) STRICT, WITHOUT ROWID;

  -- Every push that was dealt with, so that none is dealt with twice.
  CREATE TABLE settled (
    peer TEXT NOT NULL, device INTEGER NOT NULL, submission TEXT NOT NULL, outcome TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (peer, device, submission)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX settled_age ON settled (at_ms);
  -- Every message id that was shown, so that none is shown twice.
  CREATE TABLE seen (peer TEXT NOT NULL, message TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (peer, message)) STRICT, WITHOUT ROWID;
  CREATE INDEX seen_age ON seen (at_ms);
  -- Pushes that are stored but cannot be opened yet: the sender is not known or not verified.
  CREATE TABLE spool (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT, peer TEXT NOT NULL, device INTEGER NOT NULL, submission TEXT NOT NULL,
    gateway_ms REAL NOT NULL, late INTEGER NOT NULL, commitment BLOB NOT NULL, envelope BLOB NOT NULL, received_ms INTEGER NOT NULL,
    UNIQUE (peer, device, submission)
  ) STRICT;
  CREATE INDEX spool_peer ON spool (peer, arrival);

  -- What there is to show, in the order of arrival; 'position' moves to the end when an entry changes.
  CREATE TABLE inbox (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL UNIQUE, peer TEXT NOT NULL, received_ms INTEGER NOT NULL,
    body TEXT NOT NULL, message TEXT, read_ms INTEGER
  ) STRICT;
  CREATE INDEX inbox_message ON inbox (peer, message) WHERE message IS NOT NULL;
  -- Messages that could not be opened and were asked for again.
  CREATE TABLE placeholder (
    arrival INTEGER PRIMARY KEY REFERENCES inbox (arrival) ON DELETE CASCADE, peer TEXT NOT NULL, device INTEGER NOT NULL,
    submission TEXT NOT NULL, awaited TEXT NOT NULL, failures INTEGER NOT NULL, deadline_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX placeholder_peer ON placeholder (peer, device);
  `,
  // The attachment that a message of one's own points to: its submission names it.
  'ALTER TABLE sent ADD COLUMN attachment TEXT',
  // What a report needs of what was shown: the content as it came, what opens its commitment, and what the gateway vouched for.
  `
  CREATE TABLE proof (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, peer TEXT NOT NULL, message TEXT NOT NULL, device INTEGER NOT NULL, submission TEXT NOT NULL,
    gateway_ms INTEGER NOT NULL, commitment BLOB NOT NULL, epoch INTEGER NOT NULL, mac BLOB NOT NULL, signature BLOB NOT NULL,
    franking_key BLOB NOT NULL, content BLOB NOT NULL, at_ms INTEGER NOT NULL,
    UNIQUE (peer, message)
  ) STRICT;
  CREATE INDEX proof_age ON proof (at_ms);
  ALTER TABLE spool ADD COLUMN epoch INTEGER;
  ALTER TABLE spool ADD COLUMN mac BLOB;
  ALTER TABLE spool ADD COLUMN signature BLOB;
  `,
  `
  -- By which invite of one's own somebody asks.
  ALTER TABLE request ADD COLUMN invite TEXT;
  `,
  // How many proofs there are of each contact, so that who has most of them is found at once.
  `
  CREATE TABLE proof_share (peer TEXT PRIMARY KEY, proofs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX proof_share_size ON proof_share (proofs);
  INSERT INTO proof_share SELECT peer, count(*) FROM proof GROUP BY peer;
  CREATE INDEX proof_peer ON proof (peer, at_ms);
  CREATE TRIGGER proof_kept AFTER INSERT ON proof BEGIN
    INSERT INTO proof_share VALUES (NEW.peer, 1) ON CONFLICT DO UPDATE SET proofs = proofs + 1;
  END;
  CREATE TRIGGER proof_gone AFTER DELETE ON proof BEGIN
    UPDATE proof_share SET proofs = proofs - 1 WHERE peer = OLD.peer;
    DELETE FROM proof_share WHERE peer = OLD.peer AND proofs = 0;
  END;
  `,
]
