CREATE TABLE "attachmentDevices" (
	"user" uuid NOT NULL,
	"attachment" uuid NOT NULL,
	"deviceId" smallint NOT NULL,
	"isDone" boolean DEFAULT false NOT NULL,
	CONSTRAINT "attachmentDevices_user_attachment_deviceId_pk" PRIMARY KEY("user","attachment","deviceId")
);
--> statement-breakpoint
CREATE TABLE "attachmentTickets" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"attachment" uuid NOT NULL,
	"user" uuid NOT NULL,
	"expiresAt" bigint NOT NULL,
	"bytesLeft" bigint NOT NULL,
	"deviceId" smallint NOT NULL,
	"party" text NOT NULL,
	"direction" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachmentUsage" (
	"party" text NOT NULL,
	"user" text NOT NULL,
	"count" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "attachmentUsage_party_user_pk" PRIMARY KEY("party","user")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"recipientUser" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"senderUser" uuid NOT NULL,
	"sizeBytes" bigint NOT NULL,
	"receivedBytes" bigint DEFAULT 0 NOT NULL,
	"createdAt" bigint NOT NULL,
	"expiresAt" bigint NOT NULL,
	"fetchAt" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"senderDevice" smallint NOT NULL,
	"isBound" boolean DEFAULT false NOT NULL,
	"hasBytes" boolean DEFAULT true NOT NULL,
	"senderParty" text NOT NULL,
	"recipientParty" text NOT NULL,
	"state" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"host" text,
	"path" text,
	CONSTRAINT "attachments_recipient" UNIQUE("recipientUser","id")
);
--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "mediaHosts" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "attachmentDevices" ADD CONSTRAINT "attachmentDevices_attachment" FOREIGN KEY ("user","attachment") REFERENCES "public"."attachments"("recipientUser","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachmentTickets" ADD CONSTRAINT "attachmentTickets_attachment_attachments_id_fk" FOREIGN KEY ("attachment") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachmentTickets_attachment" ON "attachmentTickets" USING btree ("attachment");--> statement-breakpoint
CREATE INDEX "attachmentTickets_end" ON "attachmentTickets" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "attachments_sender" ON "attachments" USING btree ("senderUser");--> statement-breakpoint
CREATE INDEX "attachments_end" ON "attachments" USING btree ("hasBytes","expiresAt");--> statement-breakpoint
CREATE INDEX "attachments_fetch" ON "attachments" USING btree ("fetchAt") WHERE "fetchAt" IS NOT NULL;--> statement-breakpoint

-- Binds attachments to devices of their recipient, all of them or none; false unless each is the sender's, for this recipient, is there or will be fetched,
-- and outlasts `fromTime`. Whoever changes one of these rows, or the devices of one, holds the row.
CREATE FUNCTION "bindAttachments"(ids uuid[], sender uuid, recipient uuid, devices smallint[], nowTime bigint, fromTime bigint, untilTime bigint)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found_rows int;
BEGIN
  PERFORM 1 FROM "attachments" a WHERE a."id" = ANY (ids) AND a."senderUser" = sender AND a."recipientUser" = recipient AND a."hasBytes"
    AND a."expiresAt" > fromTime AND (a."state" = 'available' OR (a."state" = 'pending' AND a."host" IS NOT NULL)) ORDER BY a."id" FOR UPDATE;
  GET DIAGNOSTICS found_rows = ROW_COUNT;
  IF found_rows <> cardinality(ids) THEN RETURN false; END IF;
  UPDATE "attachments" SET "isBound" = true, "expiresAt" = greatest("expiresAt", untilTime),
    "fetchAt" = CASE WHEN "state" = 'pending' THEN coalesce("fetchAt", nowTime) END WHERE "id" = ANY (ids);
  INSERT INTO "attachmentDevices" ("user", "attachment", "deviceId")
    SELECT recipient, i, d FROM unnest(ids) AS i CROSS JOIN unnest(devices) AS d ON CONFLICT DO NOTHING;
  RETURN true;
END $$;--> statement-breakpoint

-- Stores messages in their order, each whole or not at all; answers a JSON array with one outcome for each. `blobs` holds the
-- bytes of all of them one after the other: of each, from `at` on, its digest, commitment, frank and envelopes. `stamps` are
-- those of all, once each; an item names its own by number.
CREATE OR REPLACE FUNCTION "appendMessages"(items json, stamps json, blobs bytea, maxEnvelope bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  broken int[] := "brokenStamps"(stamps);
  outcomes text[] := '{}';
  item record;
  before record;
  found_lane record;
  into_lanes bigint[];
  sequences bigint[];
  totals bigint[];
  places text[];
  is_full boolean;
  start int;
  new_lane bigint;
  row_id bigint;
BEGIN
  FOR item IN SELECT * FROM json_to_recordset(items) AS x(
    "at" int, "sender" uuid, "recipient" uuid, "party" text, "device" smallint, "submission" uuid, "time" bigint, "expires" bigint, "remember" bigint,
    "epoch" int, "urgent" boolean, "maxQueued" bigint, "maxQueuedBytes" bigint, "stamps" int[],
    "digest" int, "commitment" int, "frank" int, "devices" smallint[], "sizes" int[],
    "attachments" uuid[], "attachmentsFrom" bigint, "attachmentsUntil" bigint)
  LOOP
    -- Before all else: what was accepted once stays accepted, whatever changed since.
    SELECT s."digest", s."gatewayTimeMs", s."places" INTO before FROM "submissions" s
    WHERE s."senderUser" = item."sender" AND s."submissionId" = item."submission" AND s."senderDevice" = item."device";
    IF FOUND THEN
      outcomes := outcomes || CASE WHEN before."digest" = substring(blobs FROM item."at" FOR item."digest")
        THEN '{"gatewayTimeMs":' || before."gatewayTimeMs" || ',"places":' || before."places" || ',"repeated":true}' ELSE '{"conflict":true}' END;
      CONTINUE;
    END IF;
    IF item."stamps" && broken THEN
      outcomes := outcomes || '{"moved":true}'::text;
      CONTINUE;
    END IF;

    into_lanes := '{}'; sequences := '{}'; totals := '{}'; is_full := false;
    FOR i IN 1 .. cardinality(item."devices") LOOP
      SELECT l."lane", l."lastSequence", l."totalBytes" INTO found_lane FROM "lanes" l
      WHERE l."recipientUser" = item."recipient" AND l."recipientDevice" = item."devices"[i] AND l."senderUser" = item."sender";
      is_full := is_full OR "laneIsFull"(found_lane."lane", found_lane."lastSequence", found_lane."totalBytes",
        item."sizes"[i], item."maxQueued", item."maxQueuedBytes", maxEnvelope);
      into_lanes := into_lanes || found_lane."lane";
      sequences := sequences || coalesce(found_lane."lastSequence", 0) + 1;
      totals := totals || coalesce(found_lane."totalBytes", 0) + item."sizes"[i];
    END LOOP;
    IF is_full THEN
      outcomes := outcomes || '{"full":true}'::text;
      CONTINUE;
    END IF;
    IF item."attachments" IS NOT NULL AND NOT "bindAttachments"(item."attachments", item."sender", item."recipient", item."devices",
      item."time", item."attachmentsFrom", item."attachmentsUntil") THEN
      outcomes := outcomes || '{"attachmentRefused":true}'::text;
      CONTINUE;
    END IF;

    places := '{}';
    start := item."at" + item."digest" + item."commitment" + item."frank";
    FOR i IN 1 .. cardinality(item."devices") LOOP
      IF into_lanes[i] IS NULL THEN
        INSERT INTO "lanes" ("recipientUser", "recipientDevice", "senderUser", "lastSequence", "totalBytes")
        VALUES (item."recipient", item."devices"[i], item."sender", 1, totals[i]) RETURNING "lane" INTO new_lane;
        into_lanes[i] := new_lane;
      ELSE
        UPDATE "lanes" SET "lastSequence" = sequences[i], "totalBytes" = totals[i] WHERE "lane" = into_lanes[i];
      END IF;
      INSERT INTO "mailbox" ("recipientParty", "lane", "senderDevice", "submissionId", "laneSequence", "gatewayTimeMs", "expiresAt", "urgent",
        "frankEpoch", "laneBytes", "commitment", "frank", "envelope")
      VALUES (item."party", into_lanes[i], item."device", item."submission", sequences[i], item."time", item."expires", item."urgent",
        item."epoch", totals[i], substring(blobs FROM item."at" + item."digest" FOR item."commitment"),
        substring(blobs FROM item."at" + item."digest" + item."commitment" FOR item."frank"), substring(blobs FROM start FOR item."sizes"[i]))
      RETURNING "id" INTO row_id;
      start := start + item."sizes"[i];
      places := places || ('{"deviceId":' || item."devices"[i] || ',"laneSequence":' || sequences[i] || ',"id":' || row_id || '}');
    END LOOP;
    INSERT INTO "submissions" ("senderUser", "senderDevice", "submissionId", "digest", "gatewayTimeMs", "places", "rememberUntil")
    VALUES (item."sender", item."device", item."submission", substring(blobs FROM item."at" FOR item."digest"), item."time",
      '[' || array_to_string(places, ',') || ']', item."remember");
    outcomes := outcomes || ('{"gatewayTimeMs":' || item."time" || ',"places":[' || array_to_string(places, ',') || '],"repeated":false}');
  END LOOP;
  RETURN '[' || array_to_string(outcomes, ',') || ']';
END $$;--> statement-breakpoint

-- Forgets what is over, for each pair of a time and a limit; answers how many rows each forgot. Rows that another node is
-- just forgetting are left to it.
CREATE OR REPLACE FUNCTION "sweepOver"(times bigint[], limits int[], traceMs bigint) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  forgotten bigint[] := '{}';
  rows_now bigint;
  total bigint;
BEGIN
  FOR i IN 1 .. cardinality(times) LOOP
    DELETE FROM "submissions" WHERE ctid = ANY (ARRAY(
      SELECT s.ctid FROM "submissions" s WHERE s."rememberUntil" <= times[i] ORDER BY s."rememberUntil" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS total = ROW_COUNT;
    DELETE FROM "redeemedTokens" WHERE ctid = ANY (ARRAY(
      SELECT r.ctid FROM "redeemedTokens" r WHERE r."expiresAt" <= times[i] ORDER BY r."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "requests" WHERE ctid = ANY (ARRAY(
      SELECT r.ctid FROM "requests" r WHERE r."expiresAt" <= times[i] ORDER BY r."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "traces" WHERE ctid = ANY (ARRAY(
      SELECT t.ctid FROM "traces" t WHERE t."endedAtMs" <= times[i] - traceMs ORDER BY t."endedAtMs" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "positions" WHERE ctid = ANY (ARRAY(
      SELECT p.ctid FROM "positions" p WHERE p."keepUntil" <= times[i] ORDER BY p."keepUntil" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "attachmentTickets" WHERE ctid = ANY (ARRAY(
      SELECT k.ctid FROM "attachmentTickets" k WHERE k."expiresAt" <= times[i] ORDER BY k."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "attachments" WHERE ctid = ANY (ARRAY(
      SELECT a.ctid FROM "attachments" a WHERE NOT a."hasBytes" AND a."expiresAt" <= times[i] ORDER BY a."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    forgotten := forgotten || total;
  END LOOP;
  RETURN forgotten;
END $$;
